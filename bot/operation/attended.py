"""A bot with all that looks after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.app import Bot
from bot.clock import Clock
from bot.connection.errors import TokenRefused, traced
from bot.operation.alarms import Alarms
from bot.operation.backups import Backups, DailyBackup
from bot.operation.facts import Survey
from bot.operation.health import Health
from bot.operation.threads import in_thread
from bot.operation.tidying import Tidying
from storage.faults import DatabaseUnavailable
from storage.lock import Held
from usecases.presence import note_presence

_log = logging.getLogger(__name__)
_LOCK = 2.0  # seconds between two looks whether the lock is still held
_MINUTE, _SOON = 60.0, 1.0

Duty = Callable[[], Awaitable[object]]


class LockLost(Exception):
    """Another process may be running by now."""


class Attended:
    """`held` is the lock of the bot's process."""

    def __init__(self, bot: Bot, held: Held) -> None:
        place, clock = bot.place, bot.clock
        settings = place.settings
        self._bot = bot
        self._held = held
        self._clock = clock
        self._started = clock.now()
        backups = Backups(settings, place.database, place.files)
        survey = Survey(settings, place.reader, backups, self._started, self._heard_at)
        self._health = Health(settings, survey, clock) if settings.health.listen else None
        self._alarms = Alarms(settings, survey, clock, place.library.current.place, self._has_heard)
        self._duties: list[tuple[Duty, float]] = [
            (Presence(bot), _SOON),
            (Tidying(settings, bot.writer, place.files, clock), _MINUTE),
            (self._alarms, _MINUTE),
            (self._alarms.ping, _SOON),
        ]
        if settings.backup.on:
            self._duties.append((DailyBackup(backups, clock), _MINUTE))

    def _heard_at(self) -> datetime:
        return self._bot.poller.last_success or self._started

    def _has_heard(self) -> bool:
        return self._bot.poller.last_success is not None

    async def run(self) -> None:
        """Until it is cancelled. Raises TokenRefused and LockLost, in a group."""
        try:
            await self._run()
        except* TokenRefused:
            await self._alarms.token_refused(self._bot.writer)
            raise

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._bot.run())
            tasks.create_task(self._keep_lock())
            if self._health is not None:
                tasks.create_task(self._health.run())
            for duty, seconds in self._duties:
                tasks.create_task(regularly(duty, self._clock, seconds))

    async def _keep_lock(self) -> None:
        while True:
            try:
                await in_thread(self._held.verify)
            except DatabaseUnavailable as problem:
                raise LockLost from problem
            await self._clock.sleep(_LOCK)


class Presence:
    """Notes once a minute when Telegram last answered, and tells people when it had been away for
    too long. Call it every second."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._noted: datetime | None = None

    async def __call__(self) -> None:
        heard = self._bot.poller.last_success
        if heard is None or (self._noted and (heard - self._noted).total_seconds() < _MINUTE):
            return
        since = await self._bot.writer.perform(lambda work: note_presence(work, heard))
        self._noted = heard
        if since is not None:
            _log.warning("updates from %s on may be missing; people were told", since)


async def regularly(duty: Duty, clock: Clock, seconds: float) -> None:
    """A duty that fails is logged, and called again like any other."""
    while True:
        try:
            await duty()
        except Exception as error:  # noqa: BLE001 - the bot goes on whatever comes of it
            _log.error("%s: %s", type(duty).__name__, traced(error))
        await clock.sleep(seconds)
