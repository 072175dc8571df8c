"""Types of columns: what goes in comes out, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Integer,
    String,
    Text,
    TypeDecorator,
    bindparam,
    column,
)
from sqlalchemy.types import TypeEngine

from usecases.json_text import json_text


def storable(text: str) -> str:
    """`text` without what no database takes: NUL goes, a lone surrogate becomes its JSON escape
    (so that raw JSON stays the same JSON)."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


# The types below give SQLAlchemy the functions themselves: what TypeDecorator puts around its
# `process_…` methods costs as much as they do, for a hundred values a turn.
Process = Callable[[Any], Any]


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; ISO text of fixed width on SQLite, so that it sorts.

    Refuses a naive datetime with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        own = String(32) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(own)

    def bind_processor(self, dialect: Dialect) -> Process:
        return _utc_text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Process:
        return _time_of_text if dialect.name == "sqlite" else _utc


def _utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return value.astimezone(UTC)


def _utc_text(value: datetime | None) -> str | None:
    in_utc = _utc(value)
    return None if in_utc is None else _text(in_utc)


@lru_cache(maxsize=64)  # a turn writes the same few moments again and again
def _text(in_utc: datetime) -> str:
    return in_utc.isoformat(timespec="microseconds")


def _time_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A date as ISO text on both engines."""

    impl = String(10)
    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Process:
        return lambda value: None if value is None else value.isoformat()

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Process:
        return lambda value: None if value is None else date.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """JSON as text on both engines: no engine reorders keys or rounds numbers. None is null."""

    impl = Text
    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Process:
        return _stored_json

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Process:
        return _read_json


_DECODER = json.JSONDecoder()


def _stored_json(value: Any) -> str:
    return storable(json_text(value))


def _read_json(value: str | None) -> Any:
    """Of what was stored: nothing stands before or behind the value."""
    return None if value is None else _DECODER.raw_decode(value)[0]


def read_back(value: Any) -> Any:
    """`value` as a Json column gives it back."""
    return _read_json(_stored_json(value))


class Words(TypeDecorator[str]):
    """Text that came from outside."""

    impl = Text
    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Process:
        return lambda value: None if value is None else storable(value)


Key = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY counts by itself there


def key() -> Column[int]:
    return Column("id", Key, primary_key=True)


def one_of(name: str, allowed: Iterable[StrEnum | str]) -> CheckConstraint:
    """A state column holds one of its states; the database says so too."""
    values = [str(value) for value in allowed]
    return CheckConstraint(
        column(name).in_(bindparam(None, values, expanding=True, literal_execute=True)), name=name
    )
