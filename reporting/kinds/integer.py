"""A whole count: households, persons, houses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from reporting.answers import Value
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.number import LARGEST_COUNT, NumberKind, unscaled
from reporting.kinds.reading.figures import Item
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_number, with_unit
from reporting.kinds.stored import misstored


class Integer(NumberKind):
    name: ClassVar[str] = "integer"

    def settle(self, item: Item, asked: Asked) -> Understanding:
        if (wrong := self.wrong_unit(item, asked)) is not None:
            return wrong
        readings = unscaled(item, asked)
        text = quote(item.amount.text)
        if not readings:
            return refused("malformed_number", text=text)
        whole = [reading for reading in readings if reading == reading.to_integral_value()]
        if not whole:
            return refused("fraction", shown=show_number(readings[0]))
        fitting = [reading for reading in whole if reading <= LARGEST_COUNT]
        if not fitting:
            return refused("too_large", text=text)
        answers = [self.figure(reading) for reading in fitting]
        reason = doubt_between(item, readings, whole)
        if not reason and item.amount.decimals_only:
            reason = "decimal_zeros"
        outcome = doubted(self, asked, reason, answers, text=text) if reason else answers[0]
        return self.checked_unit(item, asked, outcome)

    def value_of(self, number: Decimal) -> Value:
        return int(number)

    def show(self, value: Value, asked: Asked) -> str:
        if not isinstance(value, int):
            return ""
        return with_unit(show_number(value), asked.unit_of_measure)

    def to_json(self, value: Value) -> JSON:
        assert value is None or isinstance(value, int)
        return value

    def from_json(self, stored: JSON) -> Value:
        if stored is None or (isinstance(stored, int) and not isinstance(stored, bool)):
            return stored
        raise misstored("an integer", stored)

    def to_xpath(self, value: Value) -> str:
        return "" if value is None else str(value)

    def from_xpath(self, text: str) -> Value:
        if not text:
            return None
        try:
            number = Decimal(text)
            if number == number.to_integral_value():
                return int(number)
        except (InvalidOperation, OverflowError, ValueError):
            pass
        raise misstored("an integer", text)

    def add(self, values: Iterable[Value]) -> Value:
        """The sum of the values there are; None if there are none."""
        present = [value for value in values if isinstance(value, int)]
        return sum(present) if present else None


def doubt_between(item: Item, readings: Sequence[Decimal], whole: Sequence[Decimal]) -> str:
    """Why a figure of which the `whole` readings remain is doubted, "" if it is not."""
    if item.amount.reason:
        return "ambiguous_amount" if item.amount.reason == "colloquial" else item.amount.reason
    if len(whole) > 1:
        separated = any(sign in item.amount.text for sign in ".,")
        return "ambiguous_separator" if separated else "ambiguous_amount"
    return "english_separator" if whole[0] != readings[0] else ""
