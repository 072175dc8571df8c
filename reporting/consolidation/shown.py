"""Amounts of indicators as Vietnamese readers write them; exact, without binary floating point."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.kinds.shown import in_unit, plain_decimal, show_number, with_unit

if TYPE_CHECKING:
    from reporting.consolidation.report import Amount
    from reporting.plan import Indicator

_HUNDREDTH = Decimal("0.01")
_BILLION_DONG = "tỷ đồng"
_BILLION = 10**9


def show_percent(ratio: Fraction | Decimal | int) -> str:
    """A share as per cent, halves rounded up: "0,10", and without decimals where it is whole."""
    percent = Fraction(ratio) * 100
    if percent.denominator == 1:
        return show_number(int(percent))
    return show_number(rounded(percent))


def rounded(value: Fraction) -> Decimal:
    """To two decimals, halves away from zero. Exact: no binary floating point on the way."""
    thousandths, rest = divmod(abs(value.numerator) * 1000, value.denominator)
    exact = Decimal(thousandths) + (Decimal("0.5") if rest else 0)
    nearest = (exact / 1000).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return -nearest if value < 0 else nearest


def show_amount(indicator: Indicator, value: Amount) -> str:
    """The bare number in the indicator's own unit of measure."""
    if isinstance(value, Fraction):
        return show_percent(value)
    if indicator.kind == "money":
        return show_number(in_unit(int(value), indicator.unit_of_measure))
    return show_number(plain_decimal(value) if isinstance(value, Decimal) else value)


def show_with_unit(indicator: Indicator, value: Amount) -> str:
    return with_unit(show_amount(indicator, value), indicator.unit_of_measure)


def show_money_shortly(indicator: Indicator, value: Amount) -> str:
    """From a billion đồng on in "tỷ đồng", where that is not longer than three decimals."""
    dong = Decimal(int(value))
    billions = plain_decimal(dong / _BILLION)
    exponent = billions.as_tuple().exponent
    if abs(dong) >= _BILLION and isinstance(exponent, int) and exponent >= -3:
        return f"{show_number(billions)} {_BILLION_DONG}"
    return show_with_unit(indicator, value)
