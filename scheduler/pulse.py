"""APScheduler as the pulse and nothing more: what is due is read from the database each time."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from usecases.reminding.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work

log = logging.getLogger(__name__)

SECONDS = 30


class _FromNow(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Always SECONDS from now. An interval trigger counts through every beat that was missed: a
    clock that is set from 1970 to today would keep it busy for minutes."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:  # noqa: ARG002
        return now + timedelta(seconds=SECONDS)


class Pulse:
    """Ticks every 30 s once it is started. A tick that fails is logged, and the next one finds all
    that is still due. `perform` does a unit of work and returns after its commit."""

    def __init__(
        self,
        perform: Callable[[Callable[[Work], None]], Awaitable[None]],
        library: Library,
        now: Callable[[], datetime],
    ) -> None:
        self._perform = perform
        self._library = library
        self._now = now
        # Missed and bunched pulses mean nothing: one late pulse does the work of all.
        self._scheduler = AsyncIOScheduler(
            timezone=library.current.timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(self.tick, _FromNow(), id="tick")

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def keep_beating(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Until it is cancelled. The scheduler waits for a time of day: when the clock was set back
        it would wait until it is as late again. `sleep` knows no time of day."""
        while True:
            await sleep(SECONDS)
            job = self._scheduler.get_job("tick")
            if job and job.next_run_time - self._now() > timedelta(seconds=2 * SECONDS):
                job.modify(next_run_time=self._now())

    async def tick(self) -> None:
        tick = Tick(self._library, self._now())
        try:
            for unit_of_work in tick.units():
                await self._perform(unit_of_work)
        except Exception:
            log.exception("tick failed; the next one tries again")
            return
        if tick.held:
            log.warning("the clock has jumped: nothing is done by it until the office confirms it")
        for round_id in tick.opened:
            log.info("round %s opened", round_id)
