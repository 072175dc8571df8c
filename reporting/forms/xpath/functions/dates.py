"""Dates of OpenRosa. What is no date gives "", never an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.values import (
    ARITHMETIC,
    NAN,
    Environment,
    Focus,
    Moment,
    Value,
    moment_from,
    moment_of,
    to_number,
    to_string,
)

DATES = Shelf()
_MICROSECONDS_A_DAY = Decimal(86_400_000_000)


@DATES.eager("today", 0)
def today(focus: Focus) -> Value:
    return moment_of(focus.environment.now.date(), focus.environment)


@DATES.eager("now", 0)
def now(focus: Focus) -> Value:
    return Moment(focus.environment.now, has_time=True)


def moment(value: Value, environment: Environment) -> Moment | None:
    """A moment, an ISO text, or days since 1970-01-01T00:00Z."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, list):
        value = to_string(value)
    if isinstance(value, str):
        found = moment_from(value, environment)
        if found is not None or not value.strip():
            return found
    days = NAN if isinstance(value, bool) else to_number(value, environment)
    if not days.is_finite() or abs(days) > 3_000_000:
        return None
    after = timedelta(
        microseconds=int(ARITHMETIC.multiply(days, _MICROSECONDS_A_DAY).to_integral_value())
    )
    try:
        at = datetime.fromisoformat("1970-01-01T00:00:00+00:00") + after
        local = at.astimezone(environment.now.tzinfo)
    except OverflowError:
        return None
    midnight = local.hour == local.minute == local.second == local.microsecond == 0
    return Moment(local, has_time=not midnight)


@DATES.eager("date", 1)
@DATES.eager("date-time", 1)
def date(focus: Focus, value: Value) -> Value:
    return moment(value, focus.environment) or ""


@DATES.eager("decimal-date-time", 1)
def decimal_date_time(focus: Focus, value: Value) -> Value:
    found = moment(value, focus.environment)
    return NAN if found is None else found.days()


@DATES.eager("decimal-time", 1)
def decimal_time(focus: Focus, value: Value) -> Value:
    """The part of its day a time has reached at the form's place, from 0 to 1."""
    text = to_string(value).strip()
    if "T" not in text:
        text = f"1970-01-01T{text}"
    found = moment_from(text, focus.environment)
    if found is None or not found.has_time:
        return NAN
    at = found.at
    seconds = Decimal(at.hour * 3600 + at.minute * 60 + at.second)
    return ARITHMETIC.divide(seconds + Decimal(at.microsecond).scaleb(-6), Decimal(86400))


_FORMATS: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: f"{at.month}",
    "b": lambda at: f"{at:%b}",
    "d": lambda at: f"{at.day:02d}",
    "e": lambda at: f"{at.day}",
    "H": lambda at: f"{at.hour:02d}",
    "h": lambda at: f"{at.hour}",
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "3": lambda at: f"{at.microsecond // 1000:03d}",
    "a": lambda at: f"{at:%a}",
    "W": lambda at: f"{at.isocalendar().week:02d}",
    "u": lambda at: f"{at.isoweekday()}",
    "A": lambda at: f"{at:%A}",
    "B": lambda at: f"{at:%B}",
}


@DATES.eager("format-date", 2)
@DATES.eager("format-date-time", 2)
def format_date(focus: Focus, value: Value, pattern: Value) -> Value:
    found = moment(value, focus.environment)
    if found is None:
        return ""
    at = found.at
    return re.sub(
        r"%(.)",
        lambda match: _FORMATS[match[1]](at) if match[1] in _FORMATS else match[0],
        to_string(pattern),
    )
