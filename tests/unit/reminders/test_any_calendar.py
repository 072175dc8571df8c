"""Whatever the calendar, the state, the round and the outages: what must always hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reporting.calendar import Calendar, Hours, Ladder, Span, WorkingDays
from reporting.reminders import OWED, Owed, Rung, last_day, rungs_due

START = datetime(2021, 1, 4, tzinfo=UTC)
STATES = (*sorted(OWED), "submitted", "accepted", "cancelled")
HOURS = (
    Hours(),
    Hours((Span(time(7), time(17)),), Span(time(22), time(5))),
    Hours((Span(time(9), time(9, 1)), Span(time(15), time(23)))),
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    hours = draw(st.sampled_from(HOURS))
    off = draw(st.lists(st.integers(0, 200), max_size=12))
    worked = draw(st.lists(st.integers(0, 200), max_size=12))
    before = draw(st.lists(st.integers(1, 12), max_size=4, unique=True))
    first = START.date()
    return Calendar(
        days=WorkingDays(
            {first + timedelta(days=n): "x" for n in off},
            frozenset(first + timedelta(days=n) for n in worked),
        ),
        hours=hours,
        ladder=Ladder(
            hour=hours.opens,
            days_before=tuple(sorted(before, reverse=True)),
            grace_days=draw(st.integers(0, 6)),
            short_within=draw(st.integers(0, 3)),
            hours_before=tuple(draw(st.lists(st.integers(1, 5), max_size=2, unique=True))),
        ),
    )


MINUTES = st.integers(0, 60 * 24 * 60)
ROUNDS = st.tuples(MINUTES, MINUTES, st.booleans())
TICKS = st.lists(st.integers(0, 60 * 24 * 150), min_size=1, max_size=25)


def owed_of(state: str, round_: tuple[int, int, bool]) -> Owed:
    opened = START + timedelta(minutes=round_[0])
    return Owed(state, opened, opened + timedelta(minutes=round_[1]), round_[2])


def ever(owed: Owed, calendar: Calendar) -> list[Rung]:
    return rungs_due(owed, calendar, START + timedelta(days=400), START - timedelta(days=1))


@given(calendars(), ROUNDS, st.sampled_from(STATES))
def test_rungs_keep_to_hours_opening_and_grace(
    calendar: Calendar, round_: tuple[int, int, bool], state: str
) -> None:
    owed = owed_of(state, round_)
    rungs = ever(owed, calendar)

    if state not in OWED:
        assert rungs == []
    grace = last_day(owed.due_at, calendar)
    for rung in rungs:
        assert calendar.is_open(rung.at, urgent=owed.urgent)
        assert owed.urgent or calendar.days.works(calendar.local(rung.at).date())
        assert owed.opened_at <= rung.at
        assert calendar.local(rung.at).date() <= max(grace, calendar.local(owed.due_at).date())
        assert rung.at < rung.until


@given(calendars(), ROUNDS)
def test_no_two_rungs_are_alike_or_at_the_same_moment(
    calendar: Calendar, round_: tuple[int, int, bool]
) -> None:
    rungs = ever(owed_of("started", round_), calendar)

    assert len({(rung.name, rung.slot) for rung in rungs}) == len(rungs)
    assert len({rung.at for rung in rungs}) == len(rungs)
    assert [rung.at for rung in rungs] == sorted(rung.at for rung in rungs)


@given(calendars(), ROUNDS, st.sampled_from(sorted(OWED)))
def test_whoever_is_overdue_is_chased_each_working_day_of_grace(
    calendar: Calendar, round_: tuple[int, int, bool], state: str
) -> None:
    owed = owed_of(state, round_)
    due = calendar.local(owed.due_at).date()
    grace = last_day(owed.due_at, calendar)
    span = [due + timedelta(days=n) for n in range(1, (grace - due).days + 1)]

    chased = [calendar.local(r.at).date() for r in ever(owed, calendar) if r.name == "overdue"]

    assert chased == [day for day in span if calendar.days.works(day)]


@given(calendars(), ROUNDS, TICKS)
def test_however_ticks_fall_every_rung_is_found_once(
    calendar: Calendar, round_: tuple[int, int, bool], ticks: list[int]
) -> None:
    owed = owed_of("not_started", round_)
    moments = sorted({START + timedelta(minutes=minute) for minute in ticks})
    found: list[Rung] = []
    since = START - timedelta(days=1)
    for now in moments:
        found += rungs_due(owed, calendar, now, since)
        since = now

    assert found == [rung for rung in ever(owed, calendar) if rung.at <= moments[-1]]


@given(calendars(), ROUNDS, st.integers(1, 20))
def test_a_due_day_is_told_before_it_is_over(
    calendar: Calendar, round_: tuple[int, int, bool], days: int
) -> None:
    """Whoever has days before the due day hears of it at the latest on its morning."""
    opened = START + timedelta(minutes=round_[0])
    due_day: date = calendar.days.after(calendar.local(opened).date(), days)
    owed = Owed("not_started", opened, calendar.at(due_day, time(23, 30)))

    told = [rung.at for rung in ever(owed, calendar) if rung.at < owed.due_at]

    assert told
