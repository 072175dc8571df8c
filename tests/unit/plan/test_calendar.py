"""calendar.toml and the due times of rounds.toml, as the plan has them once it is loaded."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from reporting.calendar import Due, Hours, Ladder, Span
from reporting.plan import dates_of, load_plan
from tests.unit.plan import small
from tests.unit.plan.town import PLAN


def test_a_plan_says_its_hours_days_and_rungs() -> None:
    calendar = load_plan(small.files()).calendar

    assert calendar.hours == Hours(
        (Span(time(7, 30), time(11, 30)), Span(time(13), time(17))), Span(time(21), time(6))
    )
    assert calendar.ladder == Ladder(
        hour=time(7, 30),
        digest=time(8, 30),
        days_before=(5, 2),
        grace_days=10,
        lateness=timedelta(hours=6),
        short_within=1,
        hours_before=(3, 1),
        short_lateness=timedelta(minutes=20),
    )
    assert not calendar.days.works(date(2021, 6, 18))
    assert calendar.days.works(date(2021, 6, 5))


def test_a_plan_without_a_calendar_has_the_usual_one() -> None:
    files = small.files()
    del files["calendar.toml"]

    calendar = load_plan(files).calendar

    assert (calendar.hours, calendar.ladder) == (Hours(), Ladder())
    assert calendar.days.works(date(2021, 6, 18))


def test_due_times_pass_over_days_off_and_the_cut_off_does_not() -> None:
    files = small.edited(
        "rounds.toml", "office = 2021-06-18T17:00:00", "office = { by = 2021-06-18 }"
    )
    files["rounds.toml"] = (
        files["rounds.toml"]
        .replace(b"town = 2021-06-19T23:59:59", b"town = { before = 2021-06-23 }")
        .replace(b"cut_off = 2021-06-14", b"cut_off = 2021-06-13")
    )

    round_ = load_plan(files).round("2021-6T")

    zone = round_.due["unit"].tzinfo
    assert round_.due["office"] == datetime(2021, 6, 21, 23, 59, 59, tzinfo=zone)
    assert round_.due["town"] == datetime(2021, 6, 22, 23, 59, 59, tzinfo=zone)
    assert round_.written["office"] == Due(date(2021, 6, 18), "by")
    assert round_.written["town"] == Due(date(2021, 6, 23), "before")
    assert round_.cut_off == date(2021, 6, 13), "a Sunday"


def test_a_round_may_roll_by_itself_and_be_urgent() -> None:
    files = small.edited(
        "rounds.toml", "cut_off = 2021-06-14", 'cut_off = 2021-06-14\nroll = "none"\nurgent = true'
    )

    round_ = load_plan(files).round("2021-6T")

    assert round_.due["town"].date() == date(2021, 6, 19), "a Saturday"
    assert round_.urgent


def test_the_dates_of_a_year_are_in_order_and_say_what_moved() -> None:
    dates = dates_of(PLAN, 2021)

    assert [each.day for each in dates] == sorted(each.day for each in dates)
    town = next(each for each in dates if each.what == "due.town")
    assert (town.day, town.rolled_from) == (date(2021, 6, 21), date(2021, 6, 19))
    unit = next(each for each in dates if each.what == "due.unit")
    assert unit.rolled_from is None
    assert [each.what for each in dates if each.day == date(2021, 2, 10)] == ["holiday"]
    reminders = [(each.day, each.ahead) for each in dates if each.what == "reminder"]
    assert reminders[:4] == [
        (date(2021, 6, 7), 7),
        (date(2021, 6, 11), 3),
        (date(2021, 6, 15), 1),
        (date(2021, 6, 16), 0),
    ]
    assert {each.what for each in dates_of(PLAN, 2026)} == {"holiday", "swapped"}
