"""The ladder by example: the six-month round of 2021, requests by the hour, moved due times."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from reporting.calendar import Calendar, WorkingDays
from reporting.reminders import OWED, Owed, last_day, rungs_due

CALENDAR = Calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.timezone)


OPENED, DUE = at("2021-05-25T00:00:20"), at("2021-06-16T17:00:00")
EVER = at("2022-01-01T00:00")


def ladder(
    opened: datetime = OPENED,
    due: datetime = DUE,
    *,
    calendar: Calendar = CALENDAR,
    state: str = "not_started",
    urgent: bool = False,
) -> list[tuple[str, str]]:
    """Every rung ever: name and local moment."""
    rungs = rungs_due(Owed(state, opened, due, urgent), calendar, EVER, at("2020-01-01T00:00"))
    return [(rung.name, f"{calendar.local(rung.at):%d/%m %H:%M}") for rung in rungs]


def test_the_ladder_of_a_round() -> None:
    rungs = ladder()

    assert rungs[:8] == [
        ("opening", "25/05 08:00"),
        ("before_7", "07/06 08:00"),
        ("before_3", "11/06 08:00"),
        ("before_1", "15/06 08:00"),
        ("due_day", "16/06 08:00"),
        ("overdue", "17/06 08:00"),
        ("overdue", "18/06 08:00"),
        ("overdue", "21/06 08:00"),
    ]
    assert [name for name, _ in rungs].count("overdue") == CALENDAR.ladder.grace_days
    assert rungs[-1] == ("overdue", "14/07 08:00")
    assert last_day(DUE, CALENDAR) == date(2021, 7, 14)


@pytest.mark.parametrize("state", ["submitted", "accepted", "cancelled"])
def test_nobody_is_reminded_of_what_is_not_owed(state: str) -> None:
    assert ladder(state=state) == []


@pytest.mark.parametrize("state", sorted(OWED))
def test_whatever_is_owed_has_its_rungs(state: str) -> None:
    assert len(ladder(state=state)) == 25


def test_rungs_before_the_opening_do_not_exist() -> None:
    assert ladder(opened=at("2021-06-10T14:00:00"))[:3] == [
        ("opening", "10/06 14:00"),
        ("before_3", "11/06 08:00"),
        ("before_1", "15/06 08:00"),
    ]


def test_an_opening_on_the_morning_of_a_rung_is_one_message() -> None:
    assert ladder(opened=at("2021-06-10T18:00:00"))[:2] == [
        ("opening", "11/06 08:00"),
        ("before_1", "15/06 08:00"),
    ]


def test_days_off_of_the_plan_move_the_rungs() -> None:
    off = {date(2021, 6, 15): "Nghỉ", date(2021, 6, 17): "Nghỉ"}
    rungs = ladder(calendar=Calendar(days=WorkingDays(off)))

    assert rungs[2:6] == [
        ("before_3", "10/06 08:00"),
        ("before_1", "14/06 08:00"),
        ("due_day", "16/06 08:00"),
        ("overdue", "18/06 08:00"),
    ]


def test_over_tet_nobody_is_chased() -> None:
    rungs = ladder(opened=at("2021-01-20T00:00"), due=at("2021-02-09T17:00"))

    assert ("overdue", "17/02 08:00") in rungs
    assert not [
        moment for _, moment in rungs if "10/02" <= moment[:5] <= "16/02" and "/02" in moment
    ]


def test_a_request_of_one_day_goes_by_the_hour() -> None:
    assert ladder(opened=at("2021-06-15T08:30"), due=at("2021-06-15T16:00"))[:5] == [
        ("opening", "15/06 08:30"),
        ("half_time", "15/06 13:30"),  # at noon nobody is written to
        ("hours_before_1", "15/06 15:00"),
        ("at_due", "15/06 16:00"),
        ("overdue", "16/06 08:00"),
    ]


def test_an_urgent_request_goes_out_at_noon_and_after_hours_too() -> None:
    opened, due = at("2021-06-15T10:00"), at("2021-06-15T19:00")

    assert ladder(opened=opened, due=due, urgent=True)[:4] == [
        ("opening", "15/06 10:00"),
        ("half_time", "15/06 14:30"),
        ("hours_before_1", "15/06 18:00"),
        ("at_due", "15/06 19:00"),
    ]
    assert [name for name, _ in ladder(opened=opened, due=due)][:3] == [
        "opening",
        "half_time",
        "overdue",
    ]


def test_rungs_too_close_together_are_one() -> None:
    assert ladder(opened=at("2021-06-15T08:30"), due=at("2021-06-15T10:20"))[:3] == [
        ("opening", "15/06 08:30"),
        ("hours_before_1", "15/06 09:20"),  # half-time is five minutes later
        ("at_due", "15/06 10:20"),
    ]


def test_only_the_rungs_since_the_last_look_are_due() -> None:
    owed = Owed("started", OPENED, DUE)
    eight = at("2021-06-15T08:00")

    [rung] = rungs_due(owed, CALENDAR, eight, eight - timedelta(seconds=30))
    assert (rung.name, rung.slot, rung.until) == ("before_1", "2021-06-15", at("2021-06-15T16:00"))
    assert rungs_due(owed, CALENDAR, eight + timedelta(seconds=30), eight) == []
    assert (
        rungs_due(owed, CALENDAR, eight - timedelta(seconds=1), OPENED - timedelta(days=9))[-1]
        == (rungs_due(owed, CALENDAR, at("2021-06-11T08:00"), at("2021-06-11T07:59"))[0])
    )


def test_a_moved_due_time_has_rungs_of_its_own() -> None:
    since = at("2021-06-15T12:00")
    before = rungs_due(Owed("started", OPENED, DUE), CALENDAR, EVER, since)
    moved = rungs_due(Owed("started", OPENED, at("2021-06-21T17:00")), CALENDAR, EVER, since)

    assert (before[0].name, before[0].slot) == ("due_day", "2021-06-16")
    assert [(rung.name, rung.slot) for rung in moved[:4]] == [
        ("before_3", "2021-06-16"),
        ("before_1", "2021-06-18"),
        ("due_day", "2021-06-21"),
        ("overdue", "2021-06-22"),
    ]
