"""Everything `tonghop doctor` looks at, in the order it says it."""

from __future__ import annotations

import asyncio
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

_PATIENCE = 5  # looks
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
        found += _looked("running", lambda: _watched(settings, database, clock))
    return found


def _looked(name: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except Exception as error:  # noqa: BLE001 - one look must not cost the others
        params = {"check": name, "error": type(error).__name__}
        return [Finding("check_failed", params=params)]


def _watched(settings: Settings, database: Database, clock: Clock) -> Iterator[Finding]:
    running = _is_running(database)
    facts = _facts(settings, database, clock.now())
    for _ in range(_PATIENCE):  # one that was just started says in a moment that it has connected
        if not running or "silent" not in _codes(wrong_with(facts, settings)):
            break
        asyncio.run(clock.sleep(1.0))
        facts = _facts(settings, database, clock.now())
    wrong = [_with_care(finding, facts) for finding in wrong_with(facts, settings)]
    if not running:
        yield Finding("not_running")
        wrong = [finding for finding in wrong if finding.code not in ("silent", "never_heard")]
    yield from wrong
    yield from _fine(facts, _codes(wrong), running)
    yield from _notes(facts, settings, database)


def _facts(settings: Settings, database: Database, now: datetime) -> Facts:
    with Reader(database) as reader:
        heard = reader.run(lambda work: work.settings.get(LAST_HEARD)).result()
        heard_at = datetime.fromisoformat(heard) if heard else _NEVER
        backups = Backups(settings, database, FileStore(settings.files.path))
        return Survey(settings, reader, backups, _NEVER, lambda: heard_at).take(now)


def _codes(findings: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def _with_care(finding: Finding, facts: Facts) -> Finding:
    """Silence since 1970 is none."""
    never = finding.code == "silent" and facts.heard_at == _NEVER
    return Finding("never_heard") if never else finding


def _is_running(database: Database) -> bool:
    try:
        with hold(database):
            return False
    except AlreadyRunning:
        return True
    except DatabaseUnavailable:
        return False


def _fine(facts: Facts, wrong: set[str], running: bool) -> Iterator[Finding]:
    if running and not wrong & {"silent", "never_heard"}:
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
