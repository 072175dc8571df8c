# ruff: noqa: E501 - tables
"""How far a figure may be off before its unit is asked why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.answers import Answer, Standing
from reporting.variance import Tolerance, departure
from tests.unit.conversation.phone import form_of

HALF = Tolerance(Decimal(50), Decimal(10))
FORM = form_of(
    """
| | type | name | label | bind::th:kind | bind::th:unit | bind::th:measure | bind::th:tolerance | bind::th:compare | bind::th:expected |
| | integer | stock | Số hộ | | hộ | stock | | | |
| | integer | flow | Số lớp | | lớp | flow | | | |
| | integer | strict | Số hộ dân cư | | hộ | stock | 5 | opening:H0 | |
| | integer | free | Số khác | | hộ | stock | none | | |
| | integer | aim | Số hộ đạt | | hộ | stock | | target:N1 last:aim | |
| | integer | money | Kinh phí | money | triệu đồng | stock | | | |
| | decimal | area | Diện tích | | ha | stock | | | |
| | integer | closing | Cuối kỳ | | hộ | stock | | | ${stock} - ${flow} |
| | text | words | Ý kiến | | | | | | |
"""
)
KNOWN = {
    "last:stock": Answer(40),
    "year:stock": Answer(1),
    "last:flow": Answer(3),
    "year:flow": Answer(20),
    "opening:H0": Answer(2000),
    "last:free": Answer(100),
    "target:N1": Answer(20),
    "last:aim": Answer(100),
    "last:money": Answer(40_000_000),
    "last:area": Answer(Decimal("12.5")),
    "last:closing": Answer(40),
    "last:words": Answer("xa"),
}


def found(name, value, usual=HALF, **more):
    answer = value if isinstance(value, Answer) else Answer(value)
    known = {**KNOWN, **{key.replace("_", ":", 1): Answer(v) for key, v in more.items()}}
    return departure(FORM.by_name(name), answer, known, usual)


@pytest.mark.parametrize(
    ("name", "value", "against", "percent"),
    [
        ("stock", 61, "last", Decimal("52.5")),
        ("stock", 19, "last", Decimal("-52.5")),
        ("stock", Answer(0, Standing.ZERO), "last", Decimal(-100)),
        ("flow", 31, "year", Decimal(55)),
        ("strict", 2101, "opening", Decimal("5.05")),
        ("aim", 31, "target", Decimal(55)),
        ("aim", 5, "last", Decimal(-95)),
        ("money", 100_000_000, "last", Decimal(150)),
        ("area", Decimal(50), "last", Decimal(300)),
    ],
)
def test_what_is_far_off_is_found(name, value, against, percent):
    departed = found(name, value)
    assert (departed.against, departed.percent, departed.fell) == (against, percent, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stock", 60),
        ("stock", 20),
        ("stock", Answer(None, Standing.NOT_YET)),
        ("stock", Answer(None, Standing.NOT_APPLICABLE)),
        ("flow", 10),
        ("strict", 2100),
        ("free", 900),
        ("money", 60_000_000),
        ("closing", 400),
        ("words", "xã"),
    ],
)
def test_what_is_not_is_not(name, value):
    assert found(name, value) is None


def test_too_little_to_compare_with_counts_in_the_unit_of_measure():
    assert found("stock", 90, last_stock=9) is None
    assert found("money", 90_000_000, last_money=9_000_000) is None
    assert found("money", 90_000_000, last_money=10_000_000) is not None
    assert found("stock", 90, last_stock=0) is None


def test_without_a_plan_s_tolerance_only_a_question_s_own_counts():
    assert found("stock", 400, usual=None) is None
    assert found("strict", 400, usual=None).against == "opening"


def test_a_cumulative_figure_below_the_half_year_s_fell_however_little():
    fell = found("flow", 19, mid_flow=20)
    assert (fell.fell, fell.against, fell.base) == (True, "mid", Answer(20))
    assert found("flow", 0, mid_flow=1, usual=None).fell
    assert found("flow", 20, mid_flow=20) is None
    assert found("stock", 39, mid_stock=40) is None, "a stock may fall"


def test_nothing_reported_at_the_half_year_is_nothing_to_fall_from():
    known = {**KNOWN, "mid:flow": Answer(None, Standing.NOT_YET)}
    assert departure(FORM.by_name("flow"), Answer(1), known, None) is None
