"""Figures that a unit has promised for a day: asked for on that day, once, be its report in or not,
and never once they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from reporting.reminders import Rung
from reporting.text import capitalized
from usecases.drafting.given import given_for

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.calendar import Calendar
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation
    from usecases.reminding.records import Promise

RUNG = "promise"
_LOOK_BACK = timedelta(days=60)  # an outage longer than this is made up for by people


@dataclass(frozen=True, slots=True)
class Figure:
    """One that was promised, as people know it. `said_at` is when it was promised."""

    ref: str
    label: str
    on: date
    said_at: datetime

    def words(self) -> JSON:
        return {"ref": self.ref, "label": self.label, "on": self.on.isoformat()}


@dataclass(frozen=True, slots=True)
class Promised:
    """All that one report has promised by now; `rungs` are those of it that are due."""

    figures: tuple[Figure, ...]
    rungs: tuple[Rung, ...] = ()


def promised_by_now(work: Work, library: Library, now: datetime) -> dict[int, Promised]:
    """By obligation, in the order of its form; what is no longer asked is left out."""
    today = library.current.calendar.local(now).date()
    return _read(work, library, work.reminders.promises(today), now)


def promised_in_round(
    work: Work, library: Library, round_id: str, now: datetime
) -> dict[int, tuple[Figure, ...]]:
    """Everything promised and not given yet, for whatever day."""
    owed = {obligation.id for obligation in work.obligations.of_round(round_id)}
    promises = [each for each in work.reminders.promises(date.max) if each.obligation_id in owed]
    return {key: each.figures for key, each in _read(work, library, promises, now).items()}


def promised_of(
    work: Work, library: Library, obligation: Obligation, until: date, now: datetime
) -> tuple[Figure, ...]:
    found = _read(work, library, work.reminders.promises(until, obligation.id), now)
    return found[obligation.id].figures if obligation.id in found else ()


def with_rungs(
    promised: Mapping[int, Promised], calendar: Calendar, now: datetime, since: datetime | None
) -> dict[int, Promised]:
    """What was promised, with the moments that came since the last tick."""
    if since is None:
        return dict(promised)
    return {
        key: Promised(each.figures, tuple(_rungs(each.figures, calendar, now, since)))
        for key, each in promised.items()
    }


def may_be_due(calendar: Calendar, now: datetime, since: datetime | None) -> bool:
    """Whether any promise can be due between the two: asked before the database is."""
    if since is None:
        return False
    day = calendar.local(max(since, now - _LOOK_BACK)).date()
    while day <= calendar.local(now).date():
        if since < _moment_of(calendar, day) <= now:
            return True
        day += timedelta(days=1)
    return False


def _rungs(
    figures: Sequence[Figure], calendar: Calendar, now: datetime, since: datetime
) -> list[Rung]:
    moments = sorted({_moment(calendar, figure) for figure in figures})
    return [
        Rung(RUNG, at, at + calendar.ladder.lateness, calendar.local(at).date().isoformat())
        for at in moments
        if since < at <= now
    ]


def _moment(calendar: Calendar, figure: Figure) -> datetime:
    """When people may be written to on that day or after it; what was promised later than that for
    the very same day is asked for on the next."""
    at = _moment_of(calendar, figure.on)
    if figure.said_at < at:
        return at
    return _moment_of(calendar, calendar.days.after(calendar.local(figure.said_at).date(), 1))


def _moment_of(calendar: Calendar, day: date) -> datetime:
    return calendar.first_open(calendar.at(day, calendar.ladder.hour))


def _read(
    work: Work, library: Library, promises: Sequence[Promise], now: datetime
) -> dict[int, Promised]:
    found: dict[int, list[Promise]] = {}
    for promise in promises:
        found.setdefault(promise.obligation_id, []).append(promise)
    read = {key: _figures(work, library, key, own, now) for key, own in found.items()}
    return {key: Promised(figures) for key, figures in read.items() if figures}


def _figures(
    work: Work, library: Library, key: int, promises: Sequence[Promise], now: datetime
) -> tuple[Figure, ...]:
    obligation = work.obligations.get(key)
    assert obligation is not None, "a promise is of an obligation"
    instance = _instance(work, library, obligation, now)
    by_ref = {promise.ref: promise for promise in promises}
    asked = [step.ref for step in instance.steps() if step.ref in by_ref]
    return tuple(
        Figure(ref, capitalized(instance.label(ref)), by_ref[ref].on, by_ref[ref].said_at)
        for ref in asked
    )


def _instance(work: Work, library: Library, obligation: Obligation, now: datetime) -> Instance:
    plan = library.plan_of_round(obligation.round_id, work)
    form = library.form(obligation.form_version, work)
    surroundings = Surroundings(
        now=now.astimezone(plan.timezone),
        round_kind=plan.round(obligation.round_id).kind,
        given=given_for(work, library, plan, obligation, form),
    )
    return Instance.of(form, _answers(work, obligation), surroundings)


def _answers(work: Work, obligation: Obligation) -> Mapping[str, Answer]:
    """Of the open draft, else of what was handed in last."""
    draft = work.drafts.open_for(obligation.id)
    if draft is not None:
        return {ref: kept.answer for ref, kept in draft.answers.items() if kept.answer}
    latest = work.submissions.latest(obligation.id)
    return latest.answers if latest is not None else {}
