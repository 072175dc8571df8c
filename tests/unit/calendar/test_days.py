"""Working days against the dates of the law, looked up by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.calendar import WorkingDays

LAW = WorkingDays()
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        # Notice 4875/TB-LĐTBXH: Tết Tân Sửu, Wednesday 29 Chạp to Tuesday mùng 5.
        (date(2021, 2, 10), date(2021, 2, 16)),
        # 30/4 a Friday, 1/5 a Saturday: made up for on Monday 3/5 (Labour Code 111.3).
        (date(2021, 4, 30), date(2021, 5, 3)),
        # Two days for the National Day since 2021 (Labour Code 112.1.đ), then the weekend.
        (date(2021, 9, 2), date(2021, 9, 5)),
        # Tết Bính Ngọ: Monday 29 Chạp to Friday mùng 4, with the weekends nine days on end.
        (date(2026, 2, 14), date(2026, 2, 22)),
        # Giỗ Tổ on a Sunday: made up for on Monday.
        (date(2026, 4, 25), date(2026, 4, 27)),
        # 30/4 a Thursday, 1/5 a Friday, then the weekend.
        (date(2026, 4, 30), date(2026, 5, 3)),
        # Monday 31/8 swapped with Saturday 22/8, so that the National Day lasts five days.
        (date(2026, 8, 29), date(2026, 9, 2)),
    ],
)
def test_nobody_works_on_the_holidays_of_the_law(first: date, last: date) -> None:
    assert [day for day in days(first, last) if LAW.works(day)] == []
    assert LAW.works(first - timedelta(days=1))
    assert LAW.works(last + timedelta(days=1))


@pytest.mark.parametrize(
    "day",
    [
        date(2021, 2, 9),  # 28 Chạp
        date(2021, 2, 17),  # mùng 6
        date(2021, 4, 29),
        date(2021, 5, 4),
        date(2026, 2, 13),  # Friday, 26 Chạp
        date(2026, 2, 23),  # Monday, mùng 7
        date(2026, 8, 22),  # a Saturday that is worked
        date(2025, 4, 26),  # as was this one, for 2/5/2025
        date(2021, 6, 14),
    ],
)
def test_people_work_on_the_days_beside_them(day: date) -> None:
    assert LAW.works(day)
    assert LAW.holiday(day) == ""


def test_a_day_off_has_its_reason_and_a_weekend_has_none() -> None:
    assert LAW.holiday(date(2021, 2, 12)) == "Tết Nguyên Đán"
    assert LAW.holiday(date(2021, 6, 13)) == ""


def test_a_plan_wins_over_the_law() -> None:
    own = WorkingDays({date(2021, 6, 17): "Họp Hội đồng"}, frozenset({date(2021, 6, 19)}))

    assert not own.works(date(2021, 6, 17))
    assert own.holiday(date(2021, 6, 17)) == "Họp Hội đồng"
    assert own.works(date(2021, 6, 19)), "a Saturday that is worked here"
    assert own.after(date(2021, 6, 16), 1) == date(2021, 6, 18)
    assert own.after(date(2021, 6, 16), 2) == date(2021, 6, 19)
    assert date(2021, 6, 17) in own.holidays(2021)
    assert own.swapped(2021) == (date(2021, 6, 19),)


def test_working_days_are_counted_over_weekends_and_tet() -> None:
    assert LAW.before(date(2021, 6, 16), 1) == date(2021, 6, 15)
    assert LAW.before(date(2021, 6, 16), 3) == date(2021, 6, 11)
    assert LAW.before(date(2021, 6, 16), 7) == date(2021, 6, 7)
    assert LAW.after(date(2021, 2, 9), 1) == date(2021, 2, 17)
    assert LAW.before(date(2021, 2, 17), 1) == date(2021, 2, 9)
    assert LAW.between(date(2021, 2, 9), date(2021, 2, 17)) == 1
    assert LAW.between(date(2021, 2, 17), date(2021, 2, 9)) == -1


@given(DAYS, st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, number: int) -> None:
    after, before = LAW.after(day, number), LAW.before(day, number)

    assert LAW.works(after) and LAW.between(day, after) == number
    assert LAW.works(before)
    assert LAW.between(before - timedelta(days=1), day - timedelta(days=1)) == number


@given(DAYS)
def test_rolling_never_passes_over_a_working_day(day: date) -> None:
    later, earlier = LAW.on_or_after(day), LAW.on_or_before(day)

    assert earlier <= day <= later
    assert LAW.works(later) and LAW.works(earlier)
    assert not any(LAW.works(each) for each in days(earlier, later) if earlier < each < later)
