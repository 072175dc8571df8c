"""What there is to know about a bot's well-being, measured at one moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.operation.backups import Backups
from storage.faults import DatabaseUnavailable
from storage.reader import Reader
from storage.vitals import Vitals, read_vitals

_LATELY = timedelta(days=1)  # bad ends of messages and jobs are told for so long


@dataclass(frozen=True, slots=True)
class Facts:
    """`since`: how long there has been somebody to see to backups. `heard_at`: when Telegram last
    answered, or the process started when it has not since.
    `free`: bytes on the disk under each folder. `vitals` is None while the database is out of
    reach, for the reason `database_problem`."""

    at: datetime
    since: datetime
    heard_at: datetime
    vitals: Vitals | None
    database_problem: str
    free: Mapping[Path, int]
    backup_at: datetime | None


class Survey:
    """`since` and `heard_at` as in Facts. `take` may wait for the disk: call it in a thread."""

    def __init__(
        self,
        settings: Settings,
        reader: Reader,
        backups: Backups,
        since: datetime,
        heard_at: Callable[[], datetime],
    ) -> None:
        self._since = since
        self._settings = settings
        self._reader = reader
        self._backups = backups
        self._heard_at = heard_at

    def take(self, now: datetime) -> Facts:
        vitals, problem = None, ""
        try:
            vitals = self._reader.run(lambda work: read_vitals(work, now - _LATELY)).result()
        except DatabaseUnavailable as unavailable:
            problem = unavailable.reason
        newest = self._backups.newest()
        return Facts(
            at=now,
            since=self._since,
            heard_at=self._heard_at(),
            vitals=vitals,
            database_problem=problem,
            free=free_space(self._settings),
            backup_at=newest.made_at if newest else None,
        )


def free_space(settings: Settings) -> dict[Path, int]:
    """Bytes free under the folders that grow; a folder that is not there yet counts as the one it
    will be in."""
    folders = [settings.files.path, settings.backup.path]
    url = settings.database.url.get_secret_value()
    if url.startswith("sqlite:///"):
        folders.insert(0, Path(url.removeprefix("sqlite:///")).parent)
    return {folder: shutil.disk_usage(_existing(folder)).free for folder in folders}


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.is_dir())
