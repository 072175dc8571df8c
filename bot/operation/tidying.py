"""Forgets once a day what has been kept long enough."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.config import Settings
from bot.patient import PatientWriter
from storage import retention
from storage.files import FileStore
from storage.work import SqlWork

_log = logging.getLogger(__name__)

Forget = Callable[[SqlWork, datetime], int]


class Tidying:
    """Call it often; it works at the hour after that of the backup, in small pieces: turns go on
    between them."""

    def __init__(
        self, settings: Settings, writer: PatientWriter, files: FileStore, clock: Clock
    ) -> None:
        self._settings = settings
        self._writer = writer
        self._files = files
        self._clock = clock
        self._done_on: date | None = None

    async def __call__(self) -> None:
        now = self._clock.now()
        local = now.astimezone(self._settings.zone)
        hour = (self._settings.backup.hour + 1) % 24
        if local.date() == self._done_on or local.hour != hour:
            return
        kept = self._settings.retention
        if kept.messages_days:
            before = now - timedelta(days=kept.messages_days)
            await self._forget("updates", retention.forget_updates, before)
            await self._forget("messages", retention.forget_messages, before)
        if kept.attachments_days:
            before = now - timedelta(days=kept.attachments_days)
            await self._forget("attachments", retention.forget_attachments, before)
        removed = await self._writer.perform(
            lambda work: retention.remove_stray_files(work, self._files, now)
        )
        _log.info("files removed: %d", removed)
        self._done_on = local.date()

    async def _forget(self, what: str, forget: Forget, before: datetime) -> None:
        total = 0
        while count := await self._writer.perform(lambda work: forget(work, before)):
            total += count
        _log.info("%s forgotten: %d", what, total)
