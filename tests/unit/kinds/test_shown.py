"""Figures, money and dates as they are read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.answers import FileValue, Value
from reporting.kinds import KINDS, Asked, Choice, in_unit, show_date, show_money, show_number
from tests.unit.kinds.corpus import TODAY

CHOICES = (Choice("a", "Thiếu vốn"), Choice("b", "Thiếu đất"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1234, "1.234"),
        (-1234567, "-1.234.567"),
        (Decimal("1234567.89"), "1.234.567,89"),
        (Decimal("0.09"), "0,09"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_numbers(value: int | Decimal, shown: str) -> None:
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("dong", "shown"),
    [
        (0, "0 đồng"),
        (500, "500 đồng"),
        (500_000, "500.000 đồng"),
        (45_500_000, "45,5 triệu đồng (45.500.000 đồng)"),
        (1_250_000_000, "1,25 tỷ đồng (1.250.000.000 đồng)"),
        (300_000_000_000, "300 tỷ đồng (300.000.000.000 đồng)"),
        (1_250_500_000, "1.250,5 triệu đồng (1.250.500.000 đồng)"),
        (14_714_669_968, "14.714.669.968 đồng"),
        (1_234_567, "1.234.567 đồng"),
        (-45_500_000, "-45,5 triệu đồng (-45.500.000 đồng)"),
    ],
)
def test_money_in_words_and_in_full(dong: int, shown: str) -> None:
    assert show_money(dong) == shown


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("triệu đồng", "1250.5"),
        ("tỷ đồng", "1.2505"),
        ("nghìn đồng", "1250500"),
        ("1.000 đồng", "1250500"),
        ("đồng", "1250500000"),
        ("", "1250500000"),
    ],
)
def test_money_counted_in_a_unit(unit: str, value: str) -> None:
    assert in_unit(1_250_500_000, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2021, 6, 5), "05/6/2021"),
        (date(2021, 1, 15), "15/01/2021"),
        (date(2021, 2, 9), "09/02/2021"),
        (date(2021, 3, 31), "31/3/2021"),
        (date(2021, 12, 1), "01/12/2021"),
    ],
)
def test_dates_take_zeros_as_the_decree_says(day: date, shown: str) -> None:
    assert show_date(day) == shown


@pytest.mark.parametrize(
    ("kind", "value", "unit", "shown"),
    [
        ("integer", 1234, "hộ", "1.234 hộ"),
        ("integer", 0, "hộ", "0 hộ"),
        ("integer", 5, "", "5"),
        ("decimal", Decimal("12.50"), "ha", "12,5 ha"),
        ("percent", Decimal("0.09"), "%", "0,09%"),
        ("percent", Decimal(95), "", "95%"),
        ("money", 45_500_000, "triệu đồng", "45,5 triệu đồng (45.500.000 đồng)"),
        ("text", "Long Thuỷ", "", "Long Thuỷ"),
        ("select_one", "a", "", "Thiếu vốn"),
        ("select_one", "gone", "", "gone"),
        ("select_multiple", ("b", "a"), "", "Thiếu đất; Thiếu vốn"),
        ("rank", ("b", "a"), "", "Thiếu đất; Thiếu vốn"),
        ("file", FileValue("Kế hoạch.docx", "application/msword", 12), "", "Kế hoạch.docx"),
        ("geopoint", "11.8231 106.9712 0 0", "", "11,8231; 106,9712"),
    ],
)
def test_values_are_shown_with_their_unit(kind: str, value: Value, unit: str, shown: str) -> None:
    asked = Asked(TODAY, unit_of_measure=unit, choices=CHOICES)
    assert KINDS[kind].show(value, asked) == shown
