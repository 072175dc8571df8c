"""Due times as officials type them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.adhoc import read_due
from reporting.calendar import Calendar

NOW = datetime.fromisoformat("2021-06-15T09:00:00+07:00")  # a Tuesday
CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("16h hôm nay", "15T16:00:00"),
        ("16h", "15T16:00:00"),
        ("4 giờ chiều nay", "15T16:00:00"),
        ("4h", "15T16:00:00"),
        ("20/6", "20T23:59:59"),
        ("17h ngày 18/6", "18T17:00:00"),
        ("20/6 17h", "20T17:00:00"),
        ("trước ngày 20/6", "19T23:59:59"),
        ("trước 16h hôm nay", "15T16:00:00"),
        ("chậm nhất 17h ngày 18/6", "18T17:00:00"),
        ("hạn: 11h30", "15T11:30:00"),
        ("9h sáng mai", "16T09:00:00"),
        ("17h thứ sáu", "18T17:00:00"),
        ("trong ngày hôm nay", "15T23:59:59"),
        ("ngày 30 tháng 6", "30T23:59:59"),
    ],
)
def test_what_officials_type(typed: str, understood: str) -> None:
    moment = read_due(typed, NOW, CALENDAR)
    assert isinstance(moment, datetime), moment
    assert moment.isoformat() == f"2021-06-{understood}+07:00"


@pytest.mark.parametrize("typed", ["14/6", "8h", "8h hôm nay", "trước 15/6", "hôm qua"])
def test_what_is_over_is_said_to_be(typed: str) -> None:
    assert read_due(typed, NOW, CALENDAR) == "past"


@pytest.mark.parametrize("typed", ["", "  ", "sớm nhất có thể", "31/2", "trước", "hạn", "12345"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_due(typed, NOW, CALENDAR) == "unclear"


@given(st.text(max_size=40))
def test_whatever_is_typed_a_due_time_lies_ahead(typed: str) -> None:
    moment = read_due(typed, NOW, CALENDAR)
    assert moment in ("unclear", "past") or (isinstance(moment, datetime) and moment > NOW)


@given(st.integers(min_value=60, max_value=60 * 24 * 160))
def test_a_moment_written_out_is_that_moment(minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    typed = f"{moment:%H:%M} ngày {moment.day}/{moment.month}"
    assert read_due(typed, NOW, CALENDAR) == moment
