"""What of the facts is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.config import Settings
from bot.operation.facts import Facts
from bot.speaking.catalogue import catalogue
from storage.vitals import Queue, Vitals

_INBOX_LATE = timedelta(minutes=10)
_OUTBOX_LATE = timedelta(minutes=30)  # a round's opening is told to many people at a slow pace
_FIRST_BACKUP = timedelta(hours=1)  # the first one may take a while
_MB = 1 << 20


class Level(StrEnum):
    FINE = "fine"
    NOTE = "note"  # something works less well than it could
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names a text of operator.toml under `doctor`; where something is amiss, `code_remedy`
    names what to do."""

    code: str
    level: Level = Level.WRONG
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return catalogue().operator(f"doctor.{self.code}", **self.params)

    @property
    def remedy(self) -> str:
        if self.level is Level.FINE:
            return ""
        return catalogue().operator(f"doctor.{self.code}_remedy", **self.params)


def wrong_with(facts: Facts, settings: Settings) -> list[Finding]:
    """What an operator has to be called for."""
    found = [*_silence(facts, settings), *_disks(facts, settings), *_backup(facts, settings)]
    if facts.vitals is None:
        found.append(Finding("database_away", params={"reason": facts.database_problem}))
    else:
        found += _queues(facts, facts.vitals)
    return found


def _silence(facts: Facts, settings: Settings) -> Iterator[Finding]:
    minutes = int((facts.at - facts.heard_at).total_seconds() // 60)
    if minutes >= settings.alarm.silent_minutes:
        yield Finding("silent", params={"minutes": minutes})


def _disks(facts: Facts, settings: Settings) -> Iterator[Finding]:
    for folder, free in facts.free.items():
        if free < settings.alarm.disk_free_mb * _MB:
            yield Finding("disk_low", params={"folder": folder, "free": free // _MB})
            return  # mostly one disk under all folders


def _backup(facts: Facts, settings: Settings) -> Iterator[Finding]:
    if not settings.backup.on:
        return
    if facts.backup_at is None and facts.at - facts.since < _FIRST_BACKUP:
        return
    if facts.backup_at is None:
        yield Finding("no_backup", params={"folder": settings.backup.path})
    elif facts.at - facts.backup_at >= timedelta(hours=settings.alarm.backup_hours):
        hours = int((facts.at - facts.backup_at).total_seconds() // 3600)
        yield Finding("backup_old", params={"hours": hours})


def _queues(facts: Facts, vitals: Vitals) -> Iterator[Finding]:
    if vitals.dead_letters:
        yield Finding("dead_letters", params={"count": vitals.dead_letters})
    for code, queue, late in (
        ("inbox_late", vitals.inbox, _INBOX_LATE),
        ("outbox_late", vitals.outbox, _OUTBOX_LATE),
    ):
        waited = waiting_since(queue, facts)
        if waited >= late:
            minutes = int(waited.total_seconds() // 60)
            yield Finding(code, params={"count": queue.waiting, "minutes": minutes})


def waiting_since(queue: Queue, facts: Facts) -> timedelta:
    return facts.at - queue.oldest if queue.oldest is not None else timedelta()
