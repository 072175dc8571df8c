"""A whole town in one process: simulator, bot and clock; time moves only when all is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import Bot
from bot.clock import Clock, FakeClock
from bot.config import (
    DatabaseSettings,
    DeliverySettings,
    FilesSettings,
    PlanSettings,
    Settings,
    TelegramSettings,
)
from bot.connection.links import invite_link
from bot.workplace import Workplace, open_workplace
from simulator.simulator import Simulator
from usecases.library import Library
from usecases.people.invites import invite
from usecases.records import Role

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # noqa: S105 - opens the simulator only
_LOOK = 0.002  # real seconds between two looks whether all is quiet
_STUCK = 10  # looks without any change: what goes out waits for the clock
_STEP = timedelta(minutes=30)
_NIGHT = timedelta(hours=12)  # at night and on days off nothing is due
_TRYING = 150  # the same for what came in: an update that failed waits for its next attempt


@dataclass
class Stage:
    simulator: Simulator
    bot: Bot
    clock: FakeClock
    place: Workplace
    tasks: asyncio.TaskGroup
    _running: asyncio.Task[None] = field(init=False)

    @property
    def quiet(self) -> bool:
        """Nothing is on its way anywhere; parts that wait for their pace are."""
        return self._nothing_comes_in and self.bot.delivery.idle

    @property
    def _nothing_comes_in(self) -> bool:
        simulator, bot = self.simulator, self.bot
        received = simulator.polling and not simulator.pending_updates
        return received and bot.inbox.idle and bot.jobs.idle

    async def settle(self, real: Clock | None = None) -> None:
        """Until all is quiet. The clock is moved only for what waits for it."""
        real = real or Clock()
        same, seen = 0, -1
        while not self.quiet:
            await real.sleep(_LOOK)
            same = same + 1 if self.simulator.revision == seen else 0
            seen = self.simulator.revision
            due = self.clock.next_wake()
            patience = _STUCK if self._nothing_comes_in else _TRYING
            if same >= patience and self.bot.jobs.idle and due is not None:
                self.clock.advance_to(due)
                same = 0

    async def pass_time(self, span: timedelta) -> None:
        self.clock.advance_to(self.clock.now() + span)
        await self.tick()

    async def wait_until(self, moment: datetime) -> None:
        """Lets the time until then pass in steps, so that what is due on the way is done."""
        while (now := self.clock.now()) < moment:
            self.clock.advance_to(min(self._next_step(now), moment))
            await self.tick()

    def _next_step(self, now: datetime) -> datetime:
        """The next half hour of the working day, else half an hour before the next one begins."""
        calendar = self.place.library.current.calendar
        start = datetime.min.replace(tzinfo=now.tzinfo)
        step = now + _STEP - (now - start) % _STEP
        if calendar.is_open(now) or calendar.is_open(now + _STEP):
            return step
        return max(step, min(calendar.first_open(now) - _STEP, now + _NIGHT))

    async def outage(self, until: datetime, meanwhile: Callable[[], object] = lambda: None) -> None:
        """The bot's process dies and starts again at that moment; `meanwhile` people go on."""
        self._running.cancel()
        await asyncio.wait([self._running])
        meanwhile()
        self.clock.advance_to(until)
        self.bot = Bot(self.place, self.clock, alone=True, ticking=False)
        await self.begin()

    async def begin(self) -> None:
        self._running = self.tasks.create_task(self.bot.run())
        await self.simulator.wait_for(lambda: self.simulator.polling, within=30.0)
        await self.settle()

    def end(self) -> None:
        self._running.cancel()

    async def tick(self) -> None:
        """What the bot's pulse would do by itself, at a moment that does not depend on luck."""
        await self.bot.pulse.tick()
        await self.settle()

    async def invite(self, unit_id: str, role: Role, *, direct: bool = True) -> str:
        """A link, as the command line would print it; `direct` ones ask for no telephone."""
        now = self.clock.now()
        token = await self.place.writer.perform(
            lambda work: invite(work, unit_id, role, now, direct=direct)
        )
        return invite_link(self.simulator.world.bot_username, token)


@asynccontextmanager
async def raised(
    library: Library, clock: FakeClock, folder: Path, port: int = 0
) -> AsyncIterator[Stage]:
    """The stage, ready to play; `folder` takes database and files."""
    simulator = Simulator(TOKEN, clock.now)
    await simulator.start(port=port)
    try:
        with open_workplace(_settings(simulator, folder), library) as place:
            bot = Bot(place, clock, alone=True, ticking=False)
            async with asyncio.TaskGroup() as tasks:
                stage = Stage(simulator, bot, clock, place, tasks)
                await stage.begin()
                yield stage
                stage.end()
    finally:
        await simulator.stop()


def _settings(simulator: Simulator, folder: Path) -> Settings:
    return Settings(
        telegram=TelegramSettings(
            token=SecretStr(TOKEN), base_url=simulator.base_url, file_url=simulator.file_url
        ),
        database=DatabaseSettings(url=SecretStr(f"sqlite:///{folder / 'tonghop.sqlite'}")),
        plan=PlanSettings(path=folder),
        files=FilesSettings(path=folder / "files"),
        delivery=DeliverySettings(per_second=0, chat_per_second=0),
    )


def moment(library: Library, day: str, time: str) -> datetime:
    """ "2021-06-15", "09:00" in the town's time."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=library.current.timezone)
