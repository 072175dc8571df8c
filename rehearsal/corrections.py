"""A liaison answers in few taps: what was sent back, something to add, a request."""

from __future__ import annotations

import re

from bot.speaking.catalogue import catalogue
from rehearsal.actors import Lost
from rehearsal.cast import the_cast
from rehearsal.stage import Stage
from rehearsal.thumbs import Thumb
from reporting.forms import Form
from simulator.phone import Phone

_TAPS = 30
_ON = ("keep_it", "done", "confirm", "submit", "resume")


class Correction:
    def __init__(self, stage: Stage, phone: Phone, leader: str) -> None:
        self._thumb = Thumb(stage, phone)
        self._leader = leader

    async def answer(self) -> None:
        """`Bổ sung báo cáo`: each question sent back is looked at again and stays."""
        await self._thumb.press_anywhere("amend")
        await self._to_the_end()

    async def say(self, text: str) -> None:
        """The one question of a request, answered where it was read."""
        await self._thumb.type(text)
        await self._to_the_end()

    async def add(self, form: Form, period: str) -> None:
        """`Sửa báo cáo`: one text gets a sentence more."""
        await self._thumb.type("/baocao")
        for label in self._thumb.offered:
            if label.endswith(f" - {period}"):
                await self._thumb.press_label(label)
                break
        await self._thumb.press("correct")
        await self._add_sentence(form)
        await self._to_the_end()

    async def before_leader(self, form: Form) -> None:
        """What the leader has sent back goes before them again with a sentence more."""
        await self._thumb.press_anywhere("resume")
        await self._thumb.press_first("review")
        await self._add_sentence(form)
        await self._go_on()

    async def _add_sentence(self, form: Form) -> None:
        texts = [q.label for q in form.questions if q.kind == "text" and q.section]
        await self._thumb.press_label(self._number_of(texts))
        await self._thumb.type(the_cast().said["addition"])

    def _number_of(self, labels: list[str]) -> str:
        """The number of the first of these questions in the list of answers."""
        said = "\n".join(message.text for message in self._thumb.fresh)
        for label in labels:
            if found := re.search(rf"^(\d+)\. {re.escape(label)}", said, re.MULTILINE):
                return found.group(1)
        raise Lost(f"{self._thumb.phone.person.first_name}: none of {labels} in {said}")

    async def _go_on(self) -> None:
        for _ in range(_TAPS):
            key = await self._thumb.press_first(*_ON)
            if not key and not await self._names_leader():
                break

    async def _to_the_end(self) -> None:
        await self._go_on()
        if catalogue().button("document") not in self._thumb.offered:
            last = self._thumb.phone.last
            raise Lost(f"{self._thumb.phone.person.first_name}: {last.text if last else ''}")

    async def _names_leader(self) -> bool:
        if catalogue().button("not_agreed_yet") not in self._thumb.offered:
            return False
        await self._thumb.type(self._leader)
        return True
