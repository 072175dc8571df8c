"""Types of columns: what goes in comes out, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
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


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; ISO text of fixed width on SQLite, so that it sorts.

    Refuses a naive datetime with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        own = String(32) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        in_utc = value.astimezone(UTC)
        return in_utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
        return read.astimezone(UTC) if read.tzinfo is not UTC else read


class Day(TypeDecorator[date]):
    """A date as ISO text on both engines."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """JSON as text on both engines: no engine reorders keys or rounds numbers. None is null."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        return storable(json_text(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def read_back(value: Any) -> Any:
    """`value` as a Json column gives it back."""
    return json.loads(storable(json_text(value)))


class Words(TypeDecorator[str]):
    """Text that came from outside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


Key = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY counts by itself there


def key() -> Column[int]:
    return Column("id", Key, primary_key=True)


def one_of(name: str, allowed: Iterable[StrEnum | str]) -> CheckConstraint:
    """A state column holds one of its states; the database says so too."""
    values = [str(value) for value in allowed]
    return CheckConstraint(
        column(name).in_(bindparam(None, values, expanding=True, literal_execute=True)), name=name
    )
