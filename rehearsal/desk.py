"""The office at its phone: reads, takes in, sends back, gives time, asks for something at once."""

from __future__ import annotations

from rehearsal.cast import the_cast
from rehearsal.stage import Stage
from rehearsal.thumbs import Thumb
from reporting.plan import Round, Unit
from simulator.phone import Phone


class OfficeDesk:
    """Each method does one thing as a person would and is done when the bot has answered. Raises
    `rehearsal.actors.Lost` where the way is not what it was."""

    def __init__(self, stage: Stage, phone: Phone) -> None:
        self._thumb = Thumb(stage, phone)
        self._plan = stage.place.library.current

    async def take_in(self, round_: Round, unit: Unit) -> None:
        await self._read(round_, unit)
        await self._thumb.press("take_in")

    async def send_back(self, round_: Round, unit: Unit, *, whole: bool) -> None:
        await self._read(round_, unit)
        await self._thumb.press("send_back")
        if whole:
            await self._thumb.press("send_back_whole")
        else:
            await self._thumb.press_label("1")
        await self._thumb.type(the_cast().said["whole" if whole else "question"])

    async def give_time(self, round_: Round, unit: Unit, days: int) -> None:
        """So many working days (see `usecases.reviewing.extension.STEPS`) after the due day."""
        await self._thumb.type("/giahan")
        await self._thumb.press_if_there(round_.period[:60])
        await self._thumb.find(unit.label)
        calendar = self._plan.calendar
        day = calendar.days.after(round_.due["unit"].date(), days)
        await self._thumb.press_label(f"{day.day:02}/{day.month}")
        await self._thumb.type(the_cast().said["longer"])

    async def ask_at_once(self) -> None:
        """One question to all communes, due this afternoon; to everybody where there are none."""
        said, thumb = the_cast().said, self._thumb
        await thumb.type("/dotxuat")
        await thumb.press_first("adhoc_new")
        await thumb.type(said["request"])
        await thumb.type(said["asked"])
        await thumb.press("adhoc_kind_integer")
        await thumb.type(said["measured_in"])
        await thumb.press("adhoc_done")
        asked = [unit for unit in self._plan.units if unit.area]
        if not asked:
            asked = list(self._plan.units)
            await thumb.press("adhoc_units")
            await thumb.press("adhoc_all_units", str(len(asked)))
            await thumb.press("adhoc_done")
        await thumb.press("adhoc_preview")
        await thumb.press("adhoc_send", str(len(asked)))

    async def close_request(self) -> None:
        await self._thumb.press_anywhere("adhoc_board")
        await self._thumb.press("adhoc_close")
        await self._thumb.press("adhoc_closesure")

    async def _read(self, round_: Round, unit: Unit) -> None:
        await self._thumb.type("/tiendo")
        await self._thumb.press_if_there(round_.period[:60])  # where a later round is shown first
        await self._thumb.press("reports_to_read")
        await self._thumb.find(unit.label)
