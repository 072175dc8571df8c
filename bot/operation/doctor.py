"""Everything `tonghop doctor` looks at, in the order it says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings
from bot.operation.backups import Backups
from bot.operation.examined import (
    database_findings,
    plan_findings,
    program_findings,
    zone_findings,
)
from bot.operation.facts import Facts, Survey
from bot.operation.findings import Finding, Level, wrong_with
from bot.operation.telegram_check import telegram_findings
from storage.database import Database
from storage.faults import AlreadyRunning, DatabaseUnavailable
from storage.files import FileStore
from storage.lock import hold
from storage.reader import Reader
from usecases.presence import LAST_HEARD

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def examine(settings: Settings, database: Database, clock: Clock) -> list[Finding]:
    """Every finding, good ones too. A look that fails is a finding itself."""
    now = clock.now()
    looks: dict[str, Callable[[], Iterable[Finding]]] = {
        "settings": lambda: [Finding("settings_fine", Level.FINE)],
        "telegram": lambda: telegram_findings(settings, clock),
        "zone": lambda: zone_findings(settings, now),
        "plan": lambda: plan_findings(settings),
        "database": lambda: database_findings(database),
        "programs": program_findings,
    }
    found = [finding for name, look in looks.items() for finding in _looked(name, look)]
    if any(finding.code == "database_fine" for finding in found):
        found += _looked("running", lambda: _watched(settings, database, now))
    return found


def _looked(name: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except Exception as error:  # noqa: BLE001 - one look must not cost the others
        params = {"check": name, "error": type(error).__name__}
        return [Finding("check_failed", params=params)]


def _watched(settings: Settings, database: Database, now: datetime) -> Iterator[Finding]:
    with Reader(database) as reader:
        heard = reader.run(lambda work: work.settings.get(LAST_HEARD)).result()
        heard_at = datetime.fromisoformat(heard) if heard else _NEVER
        backups = Backups(settings, database, FileStore(settings.files.path))
        facts = Survey(settings, reader, backups, _NEVER, lambda: heard_at).take(now)
    running = _is_running(database)
    wrong = wrong_with(facts, settings)
    if not running:
        yield Finding("not_running")
        wrong = [finding for finding in wrong if finding.code != "silent"]
    yield from wrong
    yield from _fine(facts, {finding.code for finding in wrong}, running)
    yield from _notes(facts, settings, database)


def _is_running(database: Database) -> bool:
    try:
        with hold(database):
            return False
    except AlreadyRunning:
        return True
    except DatabaseUnavailable:
        return False


def _fine(facts: Facts, wrong: set[str], running: bool) -> Iterator[Finding]:
    if running and "silent" not in wrong:
        seconds = int((facts.at - facts.heard_at).total_seconds())
        yield Finding("running_fine", Level.FINE, {"seconds": seconds})
    if "disk_low" not in wrong:
        yield Finding("disk_fine", Level.FINE, {"free": min(facts.free.values()) >> 20})
    for code, absent in (
        ("inbox_fine", "inbox_late"),
        ("outbox_fine", "outbox_late"),
        ("dead_fine", "dead_letters"),
    ):
        if absent not in wrong:
            yield Finding(code, Level.FINE)
    if facts.backup_at is not None and "backup_old" not in wrong:
        hours = (facts.at - facts.backup_at) // timedelta(hours=1)
        yield Finding("backup_fine", Level.FINE, {"hours": hours})


def _notes(facts: Facts, settings: Settings, database: Database) -> Iterator[Finding]:
    vitals = facts.vitals
    if vitals is not None and (vitals.failed_parts or vitals.uncertain_parts):
        counts = {"failed": vitals.failed_parts, "uncertain": vitals.uncertain_parts}
        yield Finding("undelivered", Level.NOTE, counts)
    if vitals is not None and vitals.failed_jobs:
        yield Finding("failed_jobs", Level.NOTE, {"count": vitals.failed_jobs})
    backup = settings.backup
    if not backup.on:
        yield Finding("backup_off", Level.NOTE)
    elif _on_one_disk(backup.path, database.path):
        yield Finding("backup_same_disk", Level.NOTE, {"folder": backup.path})


def _on_one_disk(folder: Path, file: Path | None) -> bool:
    return file is not None and folder.is_dir() and folder.stat().st_dev == file.stat().st_dev
