"""How far the clock's work has come, surviving a restart."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.ports import Work

_SEEN = "tick.seen"  # the latest moment a tick has seen
_SINCE = "reminders.since"  # rungs up to this moment are dealt with
_SWEEP = "reminders.sweep"  # one that several ticks share


def seen(work: Work) -> datetime | None:
    return _moment(work, _SEEN)


def note_seen(work: Work, now: datetime) -> None:
    work.settings.put(_SEEN, now.isoformat())


def since(work: Work) -> datetime | None:
    return _moment(work, _SINCE)


def note_since(work: Work, now: datetime) -> None:
    work.settings.put(_SINCE, now.isoformat())


def sweep(work: Work) -> tuple[int, datetime] | None:
    """The last person told and when it began, of a sweep that an earlier tick has not finished."""
    stored = work.settings.get(_SWEEP)
    return None if stored is None else (stored["after"], datetime.fromisoformat(stored["began"]))


def note_sweep(work: Work, after: int, began: datetime) -> None:
    work.settings.put(_SWEEP, {"after": after, "began": began.isoformat()})


def end_sweep(work: Work) -> None:
    work.settings.put(_SWEEP, None)


def _moment(work: Work, key: str) -> datetime | None:
    stored = work.settings.get(key)
    return None if stored is None else datetime.fromisoformat(stored)
