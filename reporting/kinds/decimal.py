"""An exact decimal: areas, lengths, weights."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.number import LARGEST_COUNT, NumberKind, unscaled
from reporting.kinds.reading.figures import Item
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import plain_decimal, show_number, with_unit
from reporting.kinds.stored import misstored

_USUAL_DECIMALS = 4


class DecimalKind(NumberKind):
    name: ClassVar[str] = "decimal"
    zero = Decimal(0)

    def settle(self, item: Item, asked: Asked) -> Understanding:
        if (wrong := self.wrong_unit(item, asked)) is not None:
            return wrong
        text = quote(item.amount.text)
        readings = unscaled(item, asked)
        if not readings:
            return refused("malformed_number", text=text)
        fitting = [reading for reading in readings if reading <= LARGEST_COUNT]
        if not fitting:
            return refused("too_large", text=text)
        return self.checked_unit(item, asked, self._outcome(item, fitting, asked))

    def _outcome(self, item: Item, readings: list[Decimal], asked: Asked) -> Understanding:
        reason, answers = item.amount.reason, [self.figure(reading) for reading in readings]
        if reason == "colloquial" or (len(answers) > 1 and not reason):
            separated = any(sign in item.amount.text for sign in ".,")
            reason = "ambiguous_separator" if separated else "ambiguous_amount"
        if not reason and _decimals(readings[0]) > _USUAL_DECIMALS:
            reason = "many_decimals"
            rounded = readings[0].quantize(Decimal("0.01"), ROUND_HALF_UP)
            answers = [self.figure(rounded), *answers] if rounded else answers
        if not reason:
            return answers[0]
        return doubted(self, asked, reason, answers, text=quote(item.amount.text))

    def of_two(self, part: Item, whole: Item) -> Answer | None:
        """ "1/2" is a half where it comes out even."""
        if len(part.amount.readings) != 1 or len(whole.amount.readings) != 1:
            return None
        if not whole.amount.readings[0]:
            return None
        ratio = plain_decimal(part.amount.readings[0] / whole.amount.readings[0])
        return self.figure(ratio) if _decimals(ratio) <= _USUAL_DECIMALS else None

    def value_of(self, number: Decimal) -> Value:
        return plain_decimal(number)

    def show(self, value: Value, asked: Asked) -> str:
        if not isinstance(value, int | Decimal):
            return ""
        return with_unit(show_number(plain_decimal(Decimal(value))), asked.unit_of_measure)

    def to_json(self, value: Value) -> JSON:
        return None if value is None else self.to_xpath(value)

    def from_json(self, stored: JSON) -> Value:
        if stored is None:
            return None
        if not isinstance(stored, str) or not stored:
            raise misstored("a decimal", stored)
        return self.from_xpath(stored)

    def to_xpath(self, value: Value) -> str:
        if value is None:
            return ""
        assert isinstance(value, int | Decimal)
        return format(Decimal(value), "f")

    def from_xpath(self, text: str) -> Value:
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise misstored("a decimal", text) from None
        if not number.is_finite():
            raise misstored("a decimal", text)
        return number

    def add(self, values: Iterable[Value]) -> Value:
        """The exact sum of the values there are; None if there are none."""
        present = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        with localcontext(prec=100):
            return sum(present, Decimal(0)) if present else None


def _decimals(number: Decimal) -> int:
    """Without zeros at the end: they say nothing."""
    exponent = plain_decimal(number).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
