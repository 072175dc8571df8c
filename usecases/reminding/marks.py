"""How far the clock's work has come: two moments that survive a restart."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.ports import Work

_SEEN = "tick.seen"  # the latest moment a tick has seen
_SINCE = "reminders.since"  # rungs up to this moment are dealt with


def seen(work: Work) -> datetime | None:
    return _moment(work, _SEEN)


def note_seen(work: Work, now: datetime) -> None:
    work.settings.put(_SEEN, now.isoformat())


def since(work: Work) -> datetime | None:
    return _moment(work, _SINCE)


def note_since(work: Work, now: datetime) -> None:
    work.settings.put(_SINCE, now.isoformat())


def _moment(work: Work, key: str) -> datetime | None:
    stored = work.settings.get(key)
    return None if stored is None else datetime.fromisoformat(stored)
