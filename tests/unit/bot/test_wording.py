from decimal import Decimal

import pytest

from bot.speaking.wording import Number, rounded, with_points


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1250000000, "1.250.000.000"),
        (-14560, "-14.560"),
        (Decimal("1234.50"), "1.234,50"),
        ("0.125", "0,125"),
    ],
)
def test_numbers_have_points_and_a_comma(value: Number, shown: str) -> None:
    assert with_points(value) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.125, 2, "0,13"),
        (80.0, 0, "80"),
        (2.5, 0, "3"),
        (1234.04, 1, "1.234,0"),
        (-0.5, 0, "-1"),
        (-0.4, 0, "0"),
    ],
)
def test_rounding_is_half_up(value: Number, places: int, shown: str) -> None:
    assert rounded(value, places) == shown
