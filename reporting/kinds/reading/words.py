"""Numbers below a thousand in words: "hai mươi ba", "một trăm linh năm", "hai lăm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.kinds.reading.lexicon import Words

_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7}
_DIGITS |= {"tám": 8, "chín": 9}
_ONES = Words(_DIGITS)
_ZERO = Words({"không": 0})
_AFTER_TEN = Words(_DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})  # "mười tư" in the South
_SHORT = Words({"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})  # "hai lăm" is 25
_TEN = Words({"mười": 10})
_TENS = Words({"mươi": 10, "chục": 10})
_TWENTY = Words({"hăm": 20})
_HUNDRED = Words({"trăm": 100})
_ODD = Words({"linh": 0, "lẻ": 0})
_HALF = Words({"rưỡi": 50})
_HALF_OF = Words({"nửa": 0})
_POINT = Words({"phẩy": 0})


@dataclass(frozen=True, slots=True)
class Spelt:
    """`readings`: preferred first ("một trăm hai": 120 or 102). `literal`: a "linh" or "không trăm"
    fixes the place of the digits. `weak`: a single word that only matched for want of marks."""

    readings: tuple[Decimal, ...]
    end: int
    literal: bool
    weak: bool


class _Walk:
    def __init__(self, words: Sequence[str], at: int) -> None:
        self.words = words
        self.at = at
        self.unmarked = False

    def take(self, table: Words[int]) -> int | None:
        found = table.find(self.words[self.at]) if self.at < len(self.words) else None
        if found is None:
            return None
        self.at += 1
        self.unmarked = self.unmarked or found[1]
        return found[0]


def read_words(words: Sequence[str], at: int, behind_scale: bool = False) -> Spelt | None:
    """The number below 1000 whose words begin at `at`; None if there is none. Behind a scale word
    "tư", "mốt", "lăm" are digits too."""
    walk = _Walk(words, at)
    if behind_scale and (short := walk.take(_SHORT)) is not None:
        return Spelt((Decimal(short),), walk.at, literal=False, weak=walk.unmarked)
    if walk.take(_HALF_OF) is not None:
        return Spelt((Decimal("0.5"),), walk.at, literal=False, weak=walk.unmarked)
    if walk.take(_ZERO) is not None and walk.take(_POINT) is not None:
        walk.at -= 1
        readings = _with_decimals(walk, (Decimal(0),))
        return Spelt(readings, walk.at, literal=False, weak=False) if walk.at > at + 1 else None
    walk.at = at
    literal = walk.take(_ODD) is not None
    values = (walk.take(_ONES),) if literal else _below_thousand(walk)
    if not values or values[0] is None:
        return None
    literal = literal or _ZERO.find(words[at]) is not None
    readings = tuple(Decimal(value) for value in values if value is not None)
    readings = _with_decimals(walk, readings)
    weak = walk.unmarked and walk.at == at + 1
    return Spelt(readings, walk.at, literal, weak)


def _below_thousand(walk: _Walk) -> tuple[int, ...]:
    start = walk.at
    if walk.take(_HUNDRED) is not None and (half := walk.take(_HALF)) is not None:
        return (100 + half,)
    walk.at = start
    hundreds = walk.take(_ONES)
    if hundreds is None:
        hundreds = walk.take(_ZERO)
    if hundreds is not None and walk.take(_HUNDRED) is not None:
        return _after_hundreds(walk, hundreds * 100)
    walk.at = start
    value = _below_hundred(walk)
    return () if value is None else (value,)


def _after_hundreds(walk: _Walk, hundreds: int) -> tuple[int, ...]:
    start = walk.at
    if walk.take(_ODD) is not None:
        ones = walk.take(_AFTER_TEN)
        if ones is not None:
            return (hundreds + ones,)
        walk.at = start
    if (half := walk.take(_HALF)) is not None:
        return (hundreds + half,)
    short = walk.take(_SHORT)
    rest = _below_hundred(walk) if short is None else short
    if rest is None:
        return (hundreds,)
    # "một trăm hai" is 120 to most, 102 to some.
    return (hundreds + rest * 10, hundreds + rest) if rest < 10 else (hundreds + rest,)


def _below_hundred(walk: _Walk) -> int | None:
    if walk.take(_TEN) is not None:
        return 10 + (walk.take(_AFTER_TEN) or 0)
    if walk.take(_TWENTY) is not None:
        return 20 + (walk.take(_AFTER_TEN) or 0)
    tens = walk.take(_ONES)
    if tens is None:
        return None
    if walk.take(_TENS) is not None or (tens > 1 and walk.take(_TEN) is not None):
        return tens * 10 + (walk.take(_AFTER_TEN) or 0)
    ones = walk.take(_SHORT)
    return tens if ones is None else tens * 10 + ones


def _with_decimals(walk: _Walk, readings: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    start = walk.at
    if walk.take(_POINT) is None:
        return readings
    digits = ""
    while (zero := walk.take(_ZERO)) is not None:
        digits += str(zero)
    rest = _below_hundred(walk)
    if rest is None and not digits:
        walk.at = start
        return readings
    digits += "" if rest is None else str(rest)
    return tuple(Decimal(f"{reading}.{digits}") for reading in readings)
