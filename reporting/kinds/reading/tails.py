"""What a number behind a scale word adds: the 3 of "2 tỷ 3", the 250 of "1 tỷ 250"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Tail:
    """`digits`: as typed, "" for words. `scale`: of "trăm" in "2 tỷ 3 trăm", else 1. `literal`:
    written so that its place is fixed ("linh năm"). `in_dong`: "đồng" follows."""

    readings: tuple[Decimal, ...]
    scale: Decimal
    digits: str = ""
    literal: bool = False
    in_dong: bool = False


def tail_parts(tail: Tail, scale: Decimal) -> tuple[tuple[Decimal, ...], str]:
    """What the tail may add behind a scale word worth `scale`, preferred first (() if it does not
    fit), and why it is doubted."""
    value = tail.readings[0]
    if tail.scale > 1:
        literal = value * tail.scale
        return ((literal,), "") if scale == _THOUSAND else ((literal * scale / 1000,), "colloquial")
    if tail.literal:
        return (value,), ""
    if len(tail.readings) > 1 or value >= 1000:
        fits = value % 1000 == 0 and _THOUSAND <= value < scale
        return ((value,), "") if fits else ((), "")
    if scale < _THOUSAND:
        return ((value * 10, value) if value < 10 and scale == 100 else (value,)), ""
    parts, reason = _spoken_part(tail, value, scale)
    if tail.in_dong and parts:
        # "150 triệu 500 đồng" may mean just 500 đồng.
        return tuple(dict.fromkeys((*parts, value))), reason
    return parts, reason


def _spoken_part(tail: Tail, value: Decimal, scale: Decimal) -> tuple[tuple[Decimal, ...], str]:
    step = scale / 1000
    if tail.digits:
        return _digit_tail(tail.digits, value, scale, step)
    if value >= 100:
        return (value * step,) if step == 1 else (value * step, value), ""
    if value < 10 and scale > _THOUSAND:
        return (value * scale / 10,), ""
    return (value * scale / (10 if value < 10 else 100), value * step), ""


def _digit_tail(
    digits: str, value: Decimal, scale: Decimal, step: Decimal
) -> tuple[tuple[Decimal, ...], str]:
    whole = digits.split(",")[0].split(".")[0]
    if len(whole) == 3:
        return (value * step,), ""
    if len(whole) != len(digits):
        return (), ""
    fraction = value * scale / 10 ** len(digits)
    if len(digits) == 1 and scale > _THOUSAND and value:
        return (fraction,), ""
    return tuple(dict.fromkeys((fraction, value * step))), ""
