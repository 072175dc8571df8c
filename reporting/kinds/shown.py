"""Numbers, money and dates as Vietnamese readers write them: 1.234,5; 1,25 tỷ đồng; 05/6/2021."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from reporting.kinds.reading.units import unit_scale

# Names of magnitudes and the unit, as data of the number format.
_MAGNITUDES = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))
_DONG = "đồng"


def show_number(value: int | Decimal) -> str:
    """ "1.234.567,89": "." between thousands, "," before decimals."""
    return format(Decimal(value), ",f").translate(str.maketrans(",.", ".,"))


def show_money(dong: int) -> str:
    """In the magnitude one says it in, then in full: "45,5 triệu đồng (45.500.000 đồng)"; in full
    only where that would be long or small."""
    full = f"{show_number(dong)} {_DONG}"
    for size, name in _MAGNITUDES:
        if abs(dong) >= size and dong * 1000 % size == 0:
            return f"{show_number(plain_decimal(Decimal(dong) / size))} {name} ({full})"
    return full


def in_unit(dong: int, unit: str) -> Decimal:
    """The amount counted in a money unit: 45,500,000 in "triệu đồng" is 45.5. Exact."""
    return plain_decimal(Decimal(dong) / unit_scale(unit))


def show_date(day: date) -> str:
    """Days below 10 and months 1 and 2 take a zero (Decree 30/2020): "05/6/2021"."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year:04}"


def show_time(moment: time) -> str:
    """ "08:30", with seconds only where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def plain_decimal(value: Decimal) -> Decimal:
    """Without trailing zeros and without exponent: 12.50 gives 12.5, 1E+3 gives 1000."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def with_unit(number: str, unit: str) -> str:
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()
