"""A numeral written with digits: which numbers it can mean.

Vietnamese habit: "." between thousands, "," before decimals; people used to Excel write it the
other way round, and some leave blanks or apostrophes between thousands.
"""

from __future__ import annotations

import re
from decimal import Decimal

_LONGEST = 18  # digits; more is no figure of a town, and arithmetic on fewer is exact
_PLAIN = re.compile(r"\d+")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:[ '’‘`´]\d{3})+(?:,\d+)?")
_VIETNAMESE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|(?:0|[1-9]\d*),\d+")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|(?:0|[1-9]\d*)\.\d+")


def is_too_long(numeral: str) -> bool:
    return sum(character.isdigit() for character in numeral) > _LONGEST


def read_numeral(numeral: str) -> tuple[Decimal, ...]:
    """The values it can have, the Vietnamese reading first; () if its groups fit no habit.
    "1.234" gives (1234, 1.234); "1,5" gives (1.5,); "1.234.56" gives ()."""
    if is_too_long(numeral):
        return ()
    if _PLAIN.fullmatch(numeral):
        return (Decimal(numeral),)
    if _SPACED.fullmatch(numeral):
        return (Decimal(re.sub(r"[^\d,]", "", numeral).replace(",", ".")),)
    readings = []
    if _VIETNAMESE.fullmatch(numeral):
        readings.append(Decimal(numeral.replace(".", "").replace(",", ".")))
    if _ENGLISH.fullmatch(numeral):
        readings.append(Decimal(numeral.replace(",", "")))
    return tuple(readings)


def has_only_decimals(numeral: str) -> bool:
    """Written with a decimal part and no thousands: "12,0", "12.00"."""
    return re.fullmatch(r"\d+[.,]\d+", numeral) is not None
