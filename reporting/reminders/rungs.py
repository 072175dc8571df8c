"""The rungs of one obligation, from its state and the calendar alone.

Nothing is remembered here: what was sent before is a row in the database, unique by obligation,
rung, slot and due day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.calendar import Calendar

# States in which the unit still has to do something.
OWED = frozenset({"not_started", "started", "awaiting_leader", "returned"})
_APART = timedelta(minutes=30)  # rungs by the hour that are closer than this are one


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation, as far as reminders look at it. Moments are aware."""

    state: str
    opened_at: datetime
    due_at: datetime
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """`at`: from when it may go out, always within hours; `until`: when it is too late for that.
    `slot` tells one rung of this name from the next, moved due times included."""

    name: str
    at: datetime
    until: datetime
    slot: str


def rungs_due(owed: Owed, calendar: Calendar, now: datetime, since: datetime) -> list[Rung]:
    """The rungs whose moment came after `since` and not after `now`, oldest first. None for a
    report that is not owed, before it is opened, or past its grace."""
    if owed.state not in OWED:
        return []
    rungs = [*_before_due(owed, calendar), *_overdue(owed, calendar)]
    return [rung for rung in rungs if since < rung.at <= now and rung.at >= owed.opened_at]


def last_day(due_at: datetime, calendar: Calendar) -> date:
    """The last day of grace: after it nobody is reminded."""
    return calendar.days.after(calendar.local(due_at).date(), calendar.ladder.grace_days)


def _before_due(owed: Owed, calendar: Calendar) -> Iterable[Rung]:
    opened, due = calendar.local(owed.opened_at).date(), calendar.local(owed.due_at).date()
    short = calendar.days.between(opened, due) <= calendar.ladder.short_within
    return _by_the_hour(owed, calendar) if short else _by_the_day(owed, calendar)


def _by_the_day(owed: Owed, calendar: Calendar) -> Iterator[Rung]:
    """Opening, so many working days before, the due day."""
    ladder, days = calendar.ladder, calendar.days
    opening = calendar.first_open(owed.opened_at, urgent=owed.urgent)
    if opening < owed.due_at:
        yield _of_day("opening", opening, calendar)
    due_day = calendar.local(owed.due_at).date()
    named = [(f"before_{n}", days.before(due_day, n)) for n in ladder.days_before]
    if days.works(due_day):
        named.append(("due_day", due_day))
    for name, day in named:
        at = calendar.at(day, ladder.hour)
        if at < owed.due_at and at != opening:
            yield _of_day(name, at, calendar)


def _overdue(owed: Owed, calendar: Calendar) -> Iterator[Rung]:
    """Each working day after the due day, as long as grace lasts."""
    day = calendar.local(owed.due_at).date()
    for _ in range(calendar.ladder.grace_days):
        day = calendar.days.after(day, 1)
        yield _of_day("overdue", calendar.at(day, calendar.ladder.hour), calendar)


def _by_the_hour(owed: Owed, calendar: Calendar) -> Iterator[Rung]:
    """At once, at half-time, hours before, when it is due."""
    opened, due = owed.opened_at, owed.due_at
    wanted = [("opening", opened), ("half_time", opened + (due - opened) / 2)]
    wanted += [
        (f"hours_before_{n}", due - timedelta(hours=n)) for n in calendar.ladder.hours_before
    ]
    last: datetime | None = None
    for name, moment in sorted(wanted, key=lambda each: max(each[1], opened)):
        at = calendar.first_open(max(moment, opened), urgent=owed.urgent)
        if at < due and (last is None or at - last >= _APART):
            yield _of_hour(name, at, calendar)
            last = at
    if due > opened and calendar.is_open(due, urgent=owed.urgent):
        yield _of_hour("at_due", due, calendar)


def _of_day(name: str, at: datetime, calendar: Calendar) -> Rung:
    slot = calendar.local(at).date().isoformat()
    return Rung(name, at, at + calendar.ladder.lateness, slot)


def _of_hour(name: str, at: datetime, calendar: Calendar) -> Rung:
    slot = calendar.local(at).strftime("%Y-%m-%dT%H:%M")
    return Rung(name, at, at + calendar.ladder.short_lateness, slot)
