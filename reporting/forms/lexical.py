"""What an instance node holds for a value, and back (XForms lexical forms)."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from reporting.answers import Answer, FileValue, Value
from reporting.forms.xpath.values import number_text
from reporting.kinds import KINDS
from reporting.kinds.geoshape import GeoShape
from reporting.kinds.geotrace import GeoTrace

_LINES = {"geotrace": GeoTrace, "geoshape": GeoShape}
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")


def to_text(value: Value) -> str:
    """By the value alone: a node may hold what its kind never gives, as "" for a skipped number."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number_text(value)
        case tuple():
            return " ".join(value)
        case date() | time():
            return value.isoformat()
        case FileValue():
            return value.name
        case _:
            return str(value)


def from_text(kind: str, text: str) -> Value:
    """ "" gives None. Raises ValueError where `text` is no lexical form of `kind`."""
    return KINDS[kind].from_xpath(text)


def cast(type_: str, text: str) -> str:
    """What a calculated text becomes in a node of an XForms type; "" where it does not fit."""
    if text and type_ in _LINES:
        return _LINES[type_].canonical(text)
    if not text or type_ not in ("int", "decimal", "date"):
        return text
    if type_ == "date":
        return text[:10] if _DATE.fullmatch(text) else ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return ""
    if not number.is_finite():
        return ""
    return number_text(number.to_integral_value(ROUND_DOWN) if type_ == "int" else number)


def answer_text(answer: Answer) -> str:
    """NOT_APPLICABLE and NOT_YET leave the node empty."""
    return to_text(answer.value) if answer.is_figure else ""


def number_or_text(text: str) -> Value:
    """A calculated figure: whole numbers as int, others exact; else the text. "" gives None."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text or None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else number
