"""The backups that the settings ask for: where, how named, when."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings
from bot.operation.threads import in_thread
from bot.speaking.catalogue import catalogue
from storage.backup import (
    Archive,
    BackupProblem,
    Keep,
    Made,
    archives_in,
    make_backup,
    thin_out,
)
from storage.database import Database
from storage.faults import DatabaseUnavailable, SchemaProblem
from storage.files import FileStore

_log = logging.getLogger(__name__)
_AGAIN = timedelta(minutes=15)  # after one that failed


class Backups:
    """Of one bot. Several bots may share a folder: archives bear the bot's name."""

    def __init__(self, settings: Settings, database: Database, files: FileStore) -> None:
        self._settings = settings
        self._database = database
        self._files = files
        path = database.path
        self._bot = path.stem if path is not None else database.schema

    def make(self, now: datetime, folder: Path | None = None) -> Made:
        """One more; where the settings say, those no longer needed are deleted, in another
        `folder` nothing is. Raises what make_backup raises."""
        backup = self._settings.backup
        made = make_backup(
            self._database,
            self._files,
            folder or backup.path,
            now,
            bot=self._bot,
            key_file=backup.key_file,
        )
        if folder is not None:
            return made
        keep = Keep(backup.keep_days, backup.keep_weeks, backup.keep_months)
        thin_out(backup.path, self._bot, keep, self._settings.zone)
        return made

    def newest(self) -> Archive | None:
        found = archives_in(self._settings.backup.path, self._bot)
        return found[0] if found else None

    def due(self, now: datetime) -> bool:
        """Whether none was made since the hour last struck."""
        local = now.astimezone(self._settings.zone)
        slot = local.replace(hour=self._settings.backup.hour, minute=0, second=0, microsecond=0)
        if slot > local:
            slot -= timedelta(days=1)
        newest = self.newest()
        return newest is None or newest.made_at < slot


class DailyBackup:
    """Call it often: it makes a backup when one is due. One that fails is told and tried again."""

    def __init__(self, backups: Backups, clock: Clock) -> None:
        self._backups = backups
        self._clock = clock
        self._not_before: datetime | None = None

    async def __call__(self) -> None:
        now = self._clock.now()
        waiting = self._not_before is not None and now < self._not_before
        if waiting or not self._backups.due(now):
            return
        self._not_before = now + _AGAIN
        try:
            made = await in_thread(lambda: self._backups.make(now))
        except (BackupProblem, DatabaseUnavailable, SchemaProblem) as problem:
            _log.error(catalogue().operator("backup.failed", why=explain(problem)))
        else:
            _log.info(tell(made))
            if made.manifest.missing:
                _log.error(tell_missing(made))


def explain(problem: BackupProblem | DatabaseUnavailable | SchemaProblem) -> str:
    """In words of the operator."""
    if isinstance(problem, BackupProblem):
        return catalogue().operator(f"backup.{problem.code}", **problem.params)
    code = problem.reason if isinstance(problem, DatabaseUnavailable) else problem.code
    return catalogue().operator(f"database.{code}")


def tell(made: Made) -> str:
    manifest = made.manifest
    return catalogue().operator(
        "backup.done", path=made.path, receipts=manifest.receipts, files=manifest.files
    )


def tell_missing(made: Made) -> str:
    missing = made.manifest.missing
    return catalogue().operator("backup.missing", count=len(missing), first=missing[0])
