"""APScheduler as the pulse and nothing more: what is due is read from the database each time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from usecases.rounds import open_rounds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work

log = logging.getLogger(__name__)

SECONDS = 30


class Pulse:
    """Ticks at once and then every 30 s. A tick that fails is logged, and the next one finds all
    that is still due."""

    def __init__(
        self,
        perform: Callable[[Callable[[Work], list[str]]], Awaitable[list[str]]],
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
        self._scheduler.add_job(self.tick, "interval", seconds=SECONDS, id="tick")

    async def start(self) -> None:
        await self.tick()
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        try:
            opened = await self._perform(lambda work: open_rounds(work, self._library, self._now()))
        except Exception:
            log.exception("tick failed; the next one tries again")
            return
        for round_id in opened:
            log.info("round %s opened", round_id)
