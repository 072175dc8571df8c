"""A number on a scale: from one bound to the other, in equal steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from reporting.answers import Value
from reporting.kinds.decimal import DecimalKind
from reporting.kinds.kind import Asked, Bounds, Doubted, Refused, Understanding
from reporting.kinds.reading.outcomes import answers_in
from reporting.kinds.reasons import refused
from reporting.kinds.shown import show_number


class Range(DecimalKind):
    name: ClassVar[str] = "range"

    def understand(self, text: str, asked: Asked) -> Understanding:
        outcome, bounds = super().understand(text, asked), asked.bounds
        figures = [answer for answer in answers_in(outcome) if answer.is_figure]
        if bounds is None or all(admitted(each.value, bounds) for each in figures):
            return outcome
        if isinstance(outcome, Doubted):
            fitting = tuple(o for o in outcome.options if admitted(o.answer.value, bounds))
            if fitting:
                return replace(outcome, options=fitting)
        return _off(figures[0].value, bounds)


def bounds_in(parameters: Mapping[str, str]) -> Bounds | None:
    """What the form says of the scale; None for one that says it wrongly or not at all."""
    try:
        low, high, step = (Decimal(parameters[name]) for name in ("start", "end", "step"))
    except (KeyError, InvalidOperation):
        return None
    fits = low.is_finite() and high.is_finite() and step.is_finite() and step != 0
    return Bounds(min(low, high), max(low, high), abs(step)) if fits else None


def admitted(value: Value, bounds: Bounds) -> bool:
    """None and what is no number are for others to judge."""
    if not isinstance(value, int | Decimal):
        return True
    number = Decimal(value)
    inside = bounds.low <= number <= bounds.high
    return inside and (number - bounds.low) % bounds.step == 0


def _off(value: Value, bounds: Bounds) -> Refused:
    low, high = show_number(bounds.low), show_number(bounds.high)
    if isinstance(value, int | Decimal) and bounds.low <= value <= bounds.high:
        return refused("off_step", low=low, high=high, step=show_number(bounds.step))
    return refused("out_of_range", low=low, high=high)
