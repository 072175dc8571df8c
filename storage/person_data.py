"""Where one person is spoken of, table by table; handed out as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, false, or_, select

from storage.tables import (
    directory_entry,
    guess,
    inbox,
    membership,
    message,
    metadata,
    part,
    person,
)
from storage.work import SqlWork
from usecases.records import JSON

_NOBODY = 0  # no chat and no account has this number


@dataclass(frozen=True, slots=True)
class Someone:
    id: int
    telegram_id: int
    chat_id: int
    name: str
    phone: str


def find_someone(work: SqlWork, person_id: int) -> Someone | None:
    row = work.transaction.connection.execute(
        select(person).where(person.c.id == person_id)
    ).one_or_none()
    if row is None:
        return None
    return Someone(row.id, row.telegram_id or _NOBODY, row.chat_id or _NOBODY, row.name, row.phone)


def export_person(work: SqlWork, who: Someone) -> Mapping[str, list[dict[str, JSON]]]:
    """By table, every row that is about this person or comes from them; columns by name."""
    found = {}
    for table in metadata.sorted_tables:
        rows = work.transaction.connection.execute(select(table).where(about(table, who)))
        plain = [{name: _plain(value) for name, value in row.items()} for row in rows.mappings()]
        if plain:
            found[table.name] = plain
    return found


def about(table: Table, who: Someone) -> ColumnElement[bool]:
    """Rows of `table` that a foreign key or an own rule ties to this person."""
    tied = [
        column == who.id
        for column in table.columns
        if any(key.column is person.c.id for key in column.foreign_keys)
    ]
    return or_(*tied, _by_own_rule(table, who))


def _by_own_rule(table: Table, who: Someone) -> ColumnElement[bool]:
    chats = who.chat_id != _NOBODY
    if table is person:
        return person.c.id == who.id
    if table is inbox and chats:
        return or_(inbox.c.telegram_id == who.telegram_id, inbox.c.chat_id == who.chat_id)
    if table in (message, part) and chats:
        column: ColumnElement[int] = table.c.chat_id
        return column == who.chat_id
    if table is guess:
        return guess.c.telegram_id == who.telegram_id
    if table is directory_entry:
        return entries_of(who)
    return false()


def entries_of(who: Someone) -> ColumnElement[bool]:
    """Entries of the directory this person stood for, or with their phone."""
    stood_for = select(membership.c.entry_id).where(
        membership.c.person_id == who.id, membership.c.entry_id.is_not(None)
    )
    same_phone = directory_entry.c.phone == who.phone if who.phone else false()
    return or_(directory_entry.c.id.in_(stood_for), same_phone)


def _plain(value: Any) -> JSON:
    return value.isoformat() if isinstance(value, datetime | date) else value
