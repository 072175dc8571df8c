"""Truth: XPath 1.0 section 4.3 and OpenRosa's if, coalesce, checklists."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reporting.forms.xpath.functions.numbers import reckonable
from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.tree import Call, XPathError
from reporting.forms.xpath.values import (
    ONE,
    ZERO,
    Closure,
    Focus,
    Value,
    less,
    to_boolean,
    to_number,
    to_string,
)

BOOLEANS = Shelf()


@BOOLEANS.eager("boolean", 1)
def boolean(_: Focus, value: Value) -> Value:
    return to_boolean(value)


@BOOLEANS.eager("not", 1)
def negated(_: Focus, value: Value) -> Value:
    return not to_boolean(value)


@BOOLEANS.eager("true", 0)
def true(_: Focus) -> Value:
    return True


@BOOLEANS.eager("false", 0)
def false(_: Focus) -> Value:
    return False


@BOOLEANS.eager("boolean-from-string", 1)
def boolean_from_string(_: Focus, value: Value) -> Value:
    return to_string(value) in ("true", "1")


@BOOLEANS.lazy("if", 3)
def choose(arguments: Sequence[Closure]) -> Closure:
    condition, then, otherwise = arguments
    return lambda focus: then(focus) if to_boolean(condition(focus)) else otherwise(focus)


@BOOLEANS.lazy("coalesce", 1, None)
def coalesce(arguments: Sequence[Closure]) -> Closure:
    def of(focus: Focus) -> Value:
        value: Value = ""
        for argument in arguments:
            value = argument(focus)
            if to_string(value) not in ("", "NaN"):
                return value
        return value

    return of


def _within(count: Decimal, least: Value, most: Value, focus: Focus) -> bool:
    """-1 leaves a side open (OpenRosa)."""
    low = to_number(least, focus.environment)
    high = to_number(most, focus.environment)
    return (low == -ONE or not less(count, low)) and (high == -ONE or not less(high, count))


def _truths(values: tuple[Value, ...]) -> list[bool]:
    """Node-sets count node by node: true where there is a text."""
    truths: list[bool] = []
    for value in values:
        if isinstance(value, list):
            truths += [node.string() != "" for node in value]
        else:
            truths.append(to_boolean(value))
    return truths


@BOOLEANS.eager("checklist", 2, None)
def checklist(focus: Focus, least: Value, most: Value, *values: Value) -> Value:
    return _within(Decimal(sum(_truths(values))), least, most, focus)


def _in_pairs(call: Call) -> None:
    """Two limits, then conditions with their weights."""
    if len(call.arguments) % 2:
        raise XPathError("arity", call.name)


@BOOLEANS.eager("weighted-checklist", 4, None, check=_in_pairs)
def weighted_checklist(focus: Focus, least: Value, most: Value, *values: Value) -> Value:
    truths = _truths(values[0::2])
    weights = reckonable(focus, values[1::2])
    weight = sum((w for truth, w in zip(truths, weights, strict=False) if truth), ZERO)
    return _within(weight, least, most, focus)


@BOOLEANS.eager("lang", 1)
def lang(focus: Focus, value: Value) -> Value:
    wanted = to_string(value).lower()
    node = focus.node
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "lang" and attribute.uri.endswith("/XML/1998/namespace"):
                given = attribute.text.lower()
                return given == wanted or given.startswith(f"{wanted}-")
        if node.parent is None:
            break
        node = node.parent
    return False
