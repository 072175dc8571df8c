"""A percentage, kept in percent: 12,5 for "12,5%"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.decimal import DecimalKind
from reporting.kinds.kind import Asked, Refused, Understanding
from reporting.kinds.reading.figures import Item
from reporting.kinds.reading.units import PERCENT
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import plain_decimal, show_number, with_unit

_LARGEST = Decimal(10) ** 6
_HUNDRED = Decimal(100)


class Percent(DecimalKind):
    name: ClassVar[str] = "percent"

    def wrong_unit(self, item: Item, asked: Asked) -> Refused | None:
        in_percent = replace(asked, unit_of_measure=PERCENT)
        return super().wrong_unit(item, in_percent)

    def settle(self, item: Item, asked: Asked) -> Understanding:
        text = quote(item.amount.text)
        if (wrong := self.wrong_unit(item, asked)) is not None:
            return wrong
        if item.amount.readings and min(item.amount.readings) > _LARGEST:
            return refused("too_large", text=text)
        outcome = super().settle(item, replace(asked, unit_of_measure=PERCENT))
        if not isinstance(outcome, Answer) or not isinstance(outcome.value, Decimal):
            return outcome
        if outcome.value > _HUNDRED:
            shown = self.show(outcome.value, asked)
            return doubted(self, asked, "over_hundred", [outcome], shown=shown)
        if item.unit != PERCENT and _may_be_share(outcome.value, asked):
            share = self.figure(outcome.value * _HUNDRED)
            return doubted(self, asked, "share_or_percent", [outcome, share], text=text)
        return outcome

    def of_two(self, part: Item, whole: Item) -> Answer | None:
        """ "12/23" as a percentage, to two decimals."""
        if len(part.amount.readings) != 1 or len(whole.amount.readings) != 1:
            return None
        first, second = part.amount.readings[0], whole.amount.readings[0]
        if not second or first / second > _LARGEST:
            return None
        ratio = first * _HUNDRED / second
        return self.figure(ratio.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        if not isinstance(value, int | Decimal):
            return ""
        return with_unit(show_number(plain_decimal(Decimal(value))), PERCENT)

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        """Percentages of different wholes do not add up."""
        return None


def _may_be_share(value: Decimal, asked: Asked) -> bool:
    """ "0,95" may be 95% as Excel keeps it; not where last time's was below one percent too."""
    last = asked.last.value if asked.last is not None else None
    if isinstance(last, int | Decimal) and 0 < last < 1:
        return False
    return Decimal("0.1") <= value <= 1
