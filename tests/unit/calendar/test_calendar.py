"""Rolling due times, and the hours at which people may be written to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.calendar import Calendar, Due, Hours, Span

CALENDAR = Calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.timezone)


MOMENTS = st.integers(0, 8 * 365 * 86400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (Due(date(2021, 6, 16), "at", time(17)), "2021-06-16T17:00:00"),
        (Due(date(2021, 6, 20), "before"), "2021-06-19T23:59:59"),
        (Due(date(2021, 6, 20), "by"), "2021-06-20T23:59:59"),
        (Due(date(2021, 7, 1), "before"), "2021-06-30T23:59:59"),
    ],
)
def test_before_a_day_and_by_a_day_are_two_moments(due: Due, moment: str) -> None:
    assert due.moment == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("written", "rolled"),
    [
        # The list of the reference: where the 14th, 15th and 20th fall on days off.
        ("2021-06-20T23:59:59", "2021-06-21T23:59:59"),
        ("2024-06-15T17:00:00", "2024-06-17T17:00:00"),
        ("2024-12-14T17:00:00", "2024-12-16T17:00:00"),
        ("2025-06-14T17:00:00", "2025-06-16T17:00:00"),
        ("2025-12-14T17:00:00", "2025-12-15T17:00:00"),
        ("2026-06-14T17:00:00", "2026-06-15T17:00:00"),
        ("2026-06-20T17:00:00", "2026-06-22T17:00:00"),
        ("2026-12-20T17:00:00", "2026-12-21T17:00:00"),
        ("2027-06-20T17:00:00", "2027-06-21T17:00:00"),
        ("2021-02-10T17:00:00", "2021-02-17T17:00:00"),
        ("2021-06-14T17:00:00", "2021-06-14T17:00:00"),
    ],
)
def test_a_due_time_on_a_day_off_moves_to_the_next_working_day(written: str, rolled: str) -> None:
    assert CALENDAR.rolled(at(written)) == at(rolled)


def test_a_plan_may_roll_back_or_not_at_all() -> None:
    sunday = at("2021-06-20T17:00:00")

    assert Calendar(roll="previous_working_day").rolled(sunday) == at("2021-06-18T17:00:00")
    assert Calendar(roll="none").rolled(sunday) == sunday
    assert CALENDAR.rolled(sunday, "none") == sunday


@pytest.mark.parametrize(
    ("moment", "normal", "urgent"),
    [
        ("2021-06-16T08:00:00", True, True),
        ("2021-06-16T10:59:59", True, True),
        ("2021-06-16T11:00:00", False, True),
        ("2021-06-16T13:30:00", True, True),
        ("2021-06-16T16:30:00", False, True),
        ("2021-06-16T19:59:59", False, True),
        ("2021-06-16T20:00:00", False, False),
        ("2021-06-16T06:29:59", False, False),
        ("2021-06-19T09:00:00", False, True),
        ("2021-02-12T09:00:00", False, True),
    ],
)
def test_when_people_may_be_written_to(moment: str, *, normal: bool, urgent: bool) -> None:
    assert CALENDAR.is_open(at(moment)) is normal
    assert CALENDAR.is_open(at(moment), urgent=True) is urgent


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2021-06-16T09:12:00", "2021-06-16T09:12:00"),
        ("2021-06-16T00:00:10", "2021-06-16T08:00:00"),
        ("2021-06-16T12:00:00", "2021-06-16T13:30:00"),
        ("2021-06-18T16:30:00", "2021-06-21T08:00:00"),
        ("2021-02-09T17:00:00", "2021-02-17T08:00:00"),
    ],
)
def test_the_next_moment_at_which_people_may_be_written_to(moment: str, opens: str) -> None:
    assert CALENDAR.first_open(at(moment)) == at(opens)


@given(MOMENTS, st.booleans())
def test_what_is_closed_opens_without_leaving_out_a_moment(moment: datetime, urgent: bool) -> None:
    opening = CALENDAR.first_open(moment, urgent=urgent)

    assert opening >= moment
    assert CALENDAR.is_open(opening, urgent=urgent)
    if opening > moment:
        step = (opening - moment) / 7
        between = [moment + step * n for n in range(7)]
        assert not any(CALENDAR.is_open(each, urgent=urgent) for each in between)
        assert not CALENDAR.is_open(opening - timedelta(seconds=1), urgent=urgent)


def test_quiet_hours_may_lie_within_a_day() -> None:
    noon = Calendar(hours=Hours(quiet=Span(time(12), time(13))))

    assert noon.is_open(at("2021-06-16T03:00:00"), urgent=True)
    assert noon.first_open(at("2021-06-16T12:10:00"), urgent=True) == at("2021-06-16T13:00:00")
