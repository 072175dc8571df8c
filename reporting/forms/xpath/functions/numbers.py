"""Numbers: XPath 1.0 section 4.4 and the mathematics of OpenRosa.

What has an exact decimal answer gives it; roots, powers with a fraction and trigonometry are
reckoned in binary floating point."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.values import (
    ARITHMETIC,
    NAN,
    ONE,
    Days,
    Focus,
    Moment,
    Value,
    to_number,
    to_string,
)

NUMBERS = Shelf()


@NUMBERS.eager("number", 0, 1)
def number(focus: Focus, *values: Value) -> Value:
    value = values[0] if values else [focus.node]
    found = to_number(value, focus.environment)
    return Days(found) if _is_date(value) and found.is_finite() else found


def _is_date(value: Value) -> bool:
    """What is no number by its letters became one as a date."""
    if isinstance(value, bool | Decimal):
        return False
    return isinstance(value, Moment) or "-" in to_string(value).strip()[1:]


def reckonable(focus: Focus, values: tuple[Value, ...]) -> list[Decimal]:
    """Each node of the node-sets, and each other value, as a number."""
    numbers: list[Decimal] = []
    for value in values:
        if isinstance(value, list):
            numbers += [to_number(node.string(), focus.environment) for node in value]
        else:
            numbers.append(to_number(value, focus.environment))
    return numbers


@NUMBERS.eager("sum", 1, nodes=(0,))
def total(focus: Focus, nodes: Value) -> Value:
    result = Decimal(0)
    for each in reckonable(focus, (nodes,)):
        result = ARITHMETIC.add(result, each)
    return result


def _extreme(choose: Callable[[list[Decimal]], Decimal]) -> Callable[..., Value]:
    def of(focus: Focus, *values: Value) -> Value:
        numbers = [
            each
            for value in values
            for each in reckonable(focus, (value,))
            if not (isinstance(value, list) and each.is_nan() and len(value) == 0)
        ]
        if not numbers or any(each.is_nan() for each in numbers):
            return NAN
        return choose(numbers)

    return of


NUMBERS.eager("max", 1, None)(_extreme(max))
NUMBERS.eager("min", 1, None)(_extreme(min))


def _integral(rounding: str) -> Callable[[Focus, Value], Value]:
    def of(focus: Focus, value: Value) -> Value:
        given = to_number(value, focus.environment)
        return given.to_integral_value(rounding) if given.is_finite() else given

    return of


NUMBERS.eager("floor", 1)(_integral(ROUND_FLOOR))
NUMBERS.eager("ceiling", 1)(_integral(ROUND_CEILING))
NUMBERS.eager("int", 1)(_integral(ROUND_DOWN))


@NUMBERS.eager("round", 1, 2)
def rounded(focus: Focus, value: Value, digits: Value = ONE) -> Value:
    """Half away from zero, as people here round; `digits` may be negative (OpenRosa)."""
    given = to_number(value, focus.environment)
    places = Decimal(0) if digits is ONE else to_number(digits, focus.environment)
    if not given.is_finite():
        return given
    if not places.is_finite() or abs(places) > 300:
        return NAN
    unit = ONE.scaleb(-int(places))
    return _plain(ARITHMETIC.multiply(
        ARITHMETIC.divide(given, unit).to_integral_value(ROUND_HALF_UP), unit))  # fmt: skip


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros behind the point."""
    return value.quantize(ONE) if value == value.to_integral_value() else value.normalize()


@NUMBERS.eager("abs", 1)
def absolute(focus: Focus, value: Value) -> Value:
    return to_number(value, focus.environment).copy_abs()


@NUMBERS.eager("pow", 2)
def power(focus: Focus, base: Value, exponent: Value) -> Value:
    first = to_number(base, focus.environment)
    second = to_number(exponent, focus.environment)
    if second.is_finite() and second == second.to_integral_value() and abs(second) <= 9999:
        if second.is_zero():
            return ONE
        return Decimal(ARITHMETIC.power(first, second))
    return _floating(math.pow, first, second)


def _floating(function: Callable[..., float], *numbers: Decimal) -> Decimal:
    """NaN where the function is not defined."""
    try:
        return Decimal(repr(function(*[float(each) for each in numbers])))
    except (ValueError, OverflowError):
        return NAN


def _of_floats(function: Callable[..., float]) -> Callable[..., Value]:
    def of(focus: Focus, *values: Value) -> Value:
        return _floating(function, *[to_number(each, focus.environment) for each in values])

    return of


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda given: -math.inf if given == 0 else function(given)


for _name, _function in {
    "acos": math.acos,
    "asin": math.asin,
    "atan": math.atan,
    "cos": math.cos,
    "exp": math.exp,
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "sin": math.sin,
    "tan": math.tan,
}.items():
    NUMBERS.eager(_name, 1)(_of_floats(_function))
NUMBERS.eager("atan2", 2)(_of_floats(math.atan2))


@NUMBERS.eager("sqrt", 1)
def root(focus: Focus, value: Value) -> Value:
    given = to_number(value, focus.environment)
    return NAN if given.is_signed() and not given.is_zero() else ARITHMETIC.sqrt(given)


@NUMBERS.eager("exp10", 1)
def power_of_ten(focus: Focus, value: Value) -> Value:
    return power(focus, Decimal(10), value)


@NUMBERS.eager("pi", 0)
def pi(_: Focus) -> Value:
    return Decimal(repr(math.pi))


@NUMBERS.eager("random", 0)
def chance(focus: Focus) -> Value:
    return Decimal(repr(focus.environment.chance.random()))


def whole(focus: Focus, value: Value) -> int | None:
    """An argument that counts something; None where it is no finite number."""
    given = to_number(value, focus.environment)
    return int(given.to_integral_value(ROUND_DOWN)) if given.is_finite() else None


def words(value: Value) -> list[str]:
    """The names in a select_multiple's text."""
    return to_string(value).split()
