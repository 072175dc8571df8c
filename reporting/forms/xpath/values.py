"""The values of expressions and how they turn into each other (XPath 1.0 sections 3.4, 4).

Numbers are `Decimal`, exact up to 34 digits; NaN, infinities and -0 as in XPath. They are printed
and compared with 17 significant digits, so that 1 div 3 * 3 = 1 although no decimal is a third.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Protocol

from reporting.forms.xpath.nodes import Node

ARITHMETIC = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-323, Emax=308, traps=[])
_SHOWN = Context(prec=17, rounding=ROUND_HALF_EVEN, traps=[])
NAN = Decimal("NaN")
ZERO = Decimal(0)
ONE = Decimal(1)
_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*")
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?[0-5]\d)?)?)?"
)
_SECONDS_A_DAY = Decimal(86400)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date (`has_time` False: its first instant at the form's place) or a date with time."""

    at: datetime  # aware
    has_time: bool

    def __str__(self) -> str:
        if not self.has_time:
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="milliseconds")

    def days(self) -> Decimal:
        """Days since 1970-01-01T00:00Z."""
        whole = self.at - datetime(1970, 1, 1, tzinfo=self.at.tzinfo)
        offset = self.at.utcoffset()
        seconds = Decimal(whole.days) * _SECONDS_A_DAY + Decimal(whole.seconds)
        seconds += Decimal(whole.microseconds).scaleb(-6)
        if offset is not None:
            seconds -= Decimal(int(offset.total_seconds()))
        return ARITHMETIC.divide(seconds, _SECONDS_A_DAY)


class Days(Decimal):
    """A date as a number: exact to reckon with, whole days where it is written down."""


Value = str | Decimal | bool | list[Node] | Moment


class Chance(Protocol):
    """What is needed of random.Random."""

    def random(self) -> float: ...

    def getrandbits(self, k: int, /) -> int: ...


@dataclass(slots=True)
class Environment:
    """What an expression may know beside its nodes. `now` is aware; its zone is the form's place.

    `index` finds the nodes of an absolute path without predicates at once, where it is given."""

    now: datetime
    main: Node
    instance: Callable[[str], list[Node]]
    chance: Chance
    text: Callable[[str], Value] = lambda _: ""
    choice_name: Callable[[str, str, Node], str] = lambda _name, _path, _node: ""
    index: Mapping[str, list[Node]] | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


class Focus:
    """Where an expression is being evaluated. `current` is the node it was asked for."""

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self,
        node: Node,
        environment: Environment,
        current: Node | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.node = node
        self.environment = environment
        self.current = node if current is None else current
        self.position = position
        self.size = size


Closure = Callable[[Focus], Value]


def to_string(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].string() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    return str(value)


def number_text(value: Decimal) -> str:
    """Plain digits, never an exponent: "0", "-1.5", "NaN", "Infinity"."""
    if isinstance(value, Days):
        value = value.to_integral_value(ROUND_FLOOR)
    if not value.is_finite():
        return "NaN" if value.is_nan() else "-Infinity" if value.is_signed() else "Infinity"
    if value == value.to_integral_value():
        return f"{abs(value) if value.is_zero() else value:.0f}"
    short = value if len(value.as_tuple().digits) <= 17 else Decimal(repr(float(value)))
    return f"{short:f}".rstrip("0").rstrip(".")


def to_boolean(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return not (value.is_nan() or value.is_zero())
    if isinstance(value, Moment):
        return True
    return len(value) > 0


def to_number(value: Value, environment: Environment) -> Decimal:
    """Dates, also as text, count as days since 1970-01-01T00:00Z (OpenRosa)."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return ONE if value else ZERO
    if isinstance(value, Moment):
        return value.days()
    text = to_string(value)
    match = _NUMBER.fullmatch(text)
    if match is not None:
        return Decimal(match[1])
    moment = moment_from(text, environment) if "-" in text else None
    return NAN if moment is None else moment.days()


def moment_from(text: str, environment: Environment) -> Moment | None:
    """Reads an ISO 8601 date or date with time; None for anything else."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        whole = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
            int(((fraction or "0") + "000000")[:6]),
            tzinfo=environment.now.tzinfo if zone is None else datetime.fromisoformat(
                f"2000-01-01T00:00:00{_full_zone(zone)}").tzinfo,
        )  # fmt: skip
        local = whole.astimezone(environment.now.tzinfo)
    except (ValueError, OverflowError):
        return None
    return Moment(local, has_time=hour is not None)


def _full_zone(zone: str) -> str:
    digits = zone.replace(":", "")
    return "+00:00" if zone == "Z" else f"{digits[:3]}:{digits[3:] or '00'}"


def moment_of(day: date, environment: Environment) -> Moment:
    return Moment(datetime.combine(day, time(), environment.now.tzinfo), has_time=False)


def less(left: Decimal, right: Decimal) -> bool:
    if left.is_nan() or right.is_nan():
        return False
    return _SHOWN.plus(left) < _SHOWN.plus(right)


def at_most(left: Decimal, right: Decimal) -> bool:
    if left.is_nan() or right.is_nan():
        return False
    return _SHOWN.plus(left) <= _SHOWN.plus(right)


def same(left: Decimal, right: Decimal) -> bool:
    if left.is_nan() or right.is_nan():
        return False
    return left == right or _SHOWN.plus(left) == _SHOWN.plus(right)
