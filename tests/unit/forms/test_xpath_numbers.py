"""Numbers are exact, and printed as XPath prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.values import NAN, less, number_text, same, to_number
from tests.unit.forms.test_xpath_grammar import environment, text_of

DECIMALS = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    "source",
    [
        "12.3 + 154.9 - 100.2 = 67",
        "0.1 + 0.2 = 0.3",
        "0.1 * 3 = 0.3",
        "1.1 + 2.2 - 3.3 = 0",
        "4.35 * 100 = 435",
        "1 div 3 * 3 = 1",
        "2 div 3 + 1 div 3 = 1",
        "123456789012345678 - 1 = 123456789012345677",
        "not(0.1 + 0.2 > 0.3)",
        "0.1 + 0.2 <= 0.3",
        "not(1 div 3 = 0.333)",
        "100.2 < 100.20001",
    ],
)
def test_decimal_arithmetic_is_exact(source: str) -> None:
    assert text_of(source) == "true"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("0.1 + 0.2", "0.3"),
        ("1 div 3", "0.3333333333333333"),
        ("2 div 3", "0.6666666666666666"),
        ("1000000 * 1000000000", "1000000000000000"),
        ("1.50", "1.5"),
        ("-0", "0"),
        ("number('x')", "NaN"),
        ("number('')", "NaN"),
        ("number(' 12 ')", "12"),
        ("number('1e3')", "NaN"),
        ("number('1,5')", "NaN"),
        ("number('+5')", "NaN"),
        ("number(true())", "1"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(12.345, 2)", "12.35"),
        ("round(1234, -2)", "1200"),
        ("round(number('x'))", "NaN"),
        ("floor(-1.5)", "-2"),
        ("ceiling(-1.5)", "-1"),
        ("int(-1.9)", "-1"),
        ("abs(-3.2)", "3.2"),
        ("pow(2, 10)", "1024"),
        ("pow(2, -1)", "0.5"),
        ("pow(4, 0.5)", "2"),
        ("pow(10, 400)", "Infinity"),
        ("sqrt(9)", "3"),
        ("sqrt(-1)", "NaN"),
        ("log10(1000)", "3"),
        ("exp10(3)", "1000"),
        ("log(0)", "-Infinity"),
        ("cos(0)", "1"),
        ("acos(2)", "NaN"),
        ("max(1, 5, 3)", "5"),
        ("min(ho/so)", "5"),
        ("max(ho/so, 100)", "100"),
        ("max(khong_co)", "NaN"),
        ("max(1, '')", "NaN"),
        ("sum(ho/so)", "103"),
        ("sum(khong_co)", "0"),
        ("sum(ho/loai)", "NaN"),
        ("pi() > 3.14", "true"),
    ],
)
def test_functions_of_numbers(source: str, expected: str) -> None:
    assert text_of(source) == expected


@given(DECIMALS, DECIMALS, DECIMALS)
def test_sums_of_decimals_are_what_decimal_says(a: Decimal, b: Decimal, c: Decimal) -> None:
    total = a + b - c
    around = environment(Node("document"))
    texts = [number_text(each) for each in (a, b, c, total)]
    assert [to_number(text, around) for text in texts] == [a, b, c, total]
    assert text_of(f"({texts[0]}) + ({texts[1]}) - ({texts[2]}) = ({texts[3]})") == "true"


@given(DECIMALS)
def test_the_text_of_a_number_has_no_exponent_and_no_idle_zero(value: Decimal) -> None:
    text = number_text(value)
    assert "E" not in text
    assert "." not in text or not text.endswith("0")
    assert text not in ("-0", "")


@given(DECIMALS, DECIMALS)
def test_two_numbers_are_less_same_or_greater(a: Decimal, b: Decimal) -> None:
    assert [less(a, b), same(a, b), less(b, a)].count(True) == 1


@pytest.mark.parametrize("other", [NAN, Decimal(1), Decimal("Infinity")])
def test_what_is_no_number_compares_with_nothing(other: Decimal) -> None:
    assert not less(NAN, other)
    assert not less(other, NAN)
    assert not same(NAN, other)
