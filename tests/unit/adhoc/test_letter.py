"""The superior's letter, cited in one line or in parts."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.adhoc import Superior, about, day_of, with_citation

SUBJECT = "rà soát hộ nghèo bị thiệt hại"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            f"Công văn số 512/SLĐTBXH-BTXH ngày 15/6/2021 của Sở LĐTBXH về việc {SUBJECT}",
            ("Công văn số 512/SLĐTBXH-BTXH", "15/6/2021", "Sở LĐTBXH", SUBJECT),
        ),
        (
            f"CV 12/UBND, ngày 05 tháng 6 năm 2021, của UBND tỉnh, V/v: {SUBJECT}.",
            ("CV 12/UBND", "05 tháng 6 năm 2021", "UBND tỉnh", SUBJECT),
        ),
        ("512/SLĐTBXH", ("512/SLĐTBXH", "", "", "")),
        ("Công văn của Sở Tài chính", ("Công văn", "", "Sở Tài chính", "")),
        ("về việc gấp", ("về việc gấp", "", "", "")),
    ],
)
def test_what_is_named_is_taken(typed: str, expected: tuple[str, ...]) -> None:
    made = with_citation(Superior(), typed)
    assert (made.number, made.date, made.authority, made.subject) == expected


def test_what_was_said_before_stays_where_nothing_new_is_said() -> None:
    kept = Superior("x", "15/6/2021", SUBJECT, "a.pdf", 3, "Sở LĐTBXH")
    made = with_citation(kept, "Công văn số 600")
    assert made == Superior("Công văn số 600", "15/6/2021", SUBJECT, "a.pdf", 3, "Sở LĐTBXH")


def test_a_day_needs_its_year() -> None:
    assert day_of(Superior(date="15/6/2021")) == date(2021, 6, 15)
    assert day_of(Superior(date="05 tháng 6 năm 2021")) == date(2021, 6, 5)
    assert day_of(Superior(date="15/6")) is None
    assert day_of(Superior(date="năm 2021")) is None
    assert day_of(Superior()) is None


def test_a_subject_is_bare() -> None:
    assert about(f"về việc {SUBJECT}") == about(f"V/v {SUBJECT}") == about(SUBJECT) == SUBJECT
