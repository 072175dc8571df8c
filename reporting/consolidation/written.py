"""Amounts as text, exact: "15", "12.5", "1/3"; money in đồng."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.consolidation.report import Amount


def written(value: Amount | None) -> str | None:
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    return None if value is None else str(value)


def read(text: str | None) -> Amount | None:
    """The reverse of `written`; a whole number comes back as one."""
    if text is None:
        return None
    if "/" in text:
        return Fraction(text)
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)
