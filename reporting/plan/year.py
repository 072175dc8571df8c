"""All dates of one year that a plan knows: its rounds, days off, days worked instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from reporting.plan.rounds import Round
from reporting.reminders import Owed, rungs_due

if TYPE_CHECKING:
    from reporting.calendar import Due
    from reporting.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Dated:
    """`what` is opens, cut_off, due.<level>, reminder, holiday or swapped; `when` a day, or for due
    times an aware moment. `why` names a holiday, `ahead` says how many working days before the
    units' due day a reminder goes out."""

    when: date
    what: str
    round: Round | None = None
    written: Due | None = None
    why: str = ""
    ahead: int = 0

    @property
    def day(self) -> date:
        return self.when.date() if isinstance(self.when, datetime) else self.when

    @property
    def rolled_from(self) -> date | None:
        """The last day as it was written, where days off have moved it."""
        if self.written is None or self.written.moment.date() == self.day:
            return None
        return self.written.moment.date()


def dates_of(plan: Plan, year: int) -> list[Dated]:
    """In order of days; on one day, rounds come before days off."""
    found = [*_of_rounds(plan), *_of_days(plan, year)]
    return sorted((each for each in found if each.day.year == year), key=lambda each: each.day)


def _of_rounds(plan: Plan) -> Iterator[Dated]:
    for round_ in plan.rounds:
        yield Dated(round_.opens, "opens", round_)
        yield Dated(round_.cut_off, "cut_off", round_)
        for level, due in round_.due.items():
            yield Dated(due, f"due.{level}", round_, round_.written.get(level))
        for day, ahead in _reminders(plan, round_):
            yield Dated(day, "reminder", round_, ahead=ahead)


def _reminders(plan: Plan, round_: Round) -> Iterator[tuple[date, int]]:
    """The days of the ladder between opening and due time."""
    calendar, due = plan.calendar, round_.due["unit"]
    opened = calendar.at(round_.opens, time())
    due_day = calendar.local(due).date()
    for rung in rungs_due(Owed("not_started", opened, due), calendar, due, opened):
        if rung.name.startswith(("before", "due_day")):
            day = calendar.local(rung.at).date()
            yield day, calendar.days.between(day, due_day)


def _of_days(plan: Plan, year: int) -> Iterator[Dated]:
    days = plan.calendar.days
    for day, why in days.holidays(year).items():
        yield Dated(day, "holiday", why=why)
    for day in days.swapped(year):
        yield Dated(day, "swapped")
