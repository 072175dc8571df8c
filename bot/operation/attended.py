"""A bot with all that looks after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.app import Bot
from bot.clock import Clock
from bot.errors import traced
from bot.operation.backups import Backups, DailyBackup
from bot.operation.threads import in_thread
from storage.faults import DatabaseUnavailable
from storage.lock import Held

_log = logging.getLogger(__name__)
_LOCK = 2.0  # seconds between two looks whether the lock is still held
_MINUTE = 60.0

Duty = Callable[[], Awaitable[object]]


class LockLost(Exception):
    """Another process may be running by now."""


class Attended:
    """`held` is the lock of the bot's process."""

    def __init__(self, bot: Bot, held: Held) -> None:
        self._bot = bot
        self._held = held
        self._clock = bot.clock
        place = bot.place
        self._duties: list[tuple[Duty, float]] = []
        if place.settings.backup.on:
            backups = Backups(place.settings, place.database, place.files)
            self._duties.append((DailyBackup(backups, bot.clock), _MINUTE))

    async def run(self) -> None:
        """Until it is cancelled. Raises TokenRefused and LockLost, in a group."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._bot.run())
            tasks.create_task(self._keep_lock())
            for duty, seconds in self._duties:
                tasks.create_task(regularly(duty, self._clock, seconds))

    async def _keep_lock(self) -> None:
        while True:
            try:
                await in_thread(self._held.verify)
            except DatabaseUnavailable as problem:
                raise LockLost from problem
            await self._clock.sleep(_LOCK)


async def regularly(duty: Duty, clock: Clock, seconds: float) -> None:
    """A duty that fails is logged, and called again like any other."""
    while True:
        try:
            await duty()
        except Exception as error:  # noqa: BLE001 - the bot goes on whatever comes of it
            _log.error("%s: %s", type(duty).__name__, traced(error))
        await clock.sleep(seconds)
