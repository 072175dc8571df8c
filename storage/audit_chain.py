"""The chain that makes a changed audit row show.

Each row keeps a hash of its own words (salted, so that words that had to be forgotten cannot be
guessed from it) and a hash over that, over who and when, and over the row before. Forgetting a
person changes words; the note of it names the rows with a hash of what they say since, and is a
link of the chain itself. What was cut off at the end shows only against a link written down before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.tables import audit
from usecases.records import JSON

FORGOTTEN = "person_forgotten"  # its detail: {"rows": {id of a row that lost words: its new hash}}
BEGINNING = "0" * 64
_AFTER = select(audit).where(audit.c.id > bindparam("last")).order_by(audit.c.id).limit(500)


@dataclass(frozen=True, slots=True)
class Examined:
    """`last` is the last link. `broken`: id of the first row that is not as it was written.
    `holds_known`: whether the link that was asked for is among them."""

    rows: int
    last: str
    broken: int | None = None
    holds_known: bool = True


def words_hash(salt: str, action: str, subject: str, detail: JSON) -> str:
    words = json.dumps(
        [salt, action, subject, detail], ensure_ascii=True, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(words.encode("ascii")).hexdigest()


def link(before: str, at: datetime, person_id: int | None, words: str) -> str:
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{before}\n{when}\n{person_id or 0}\n{words}".encode()).hexdigest()


def examine(connection: Connection, known: str = "") -> Examined:
    """Walks the whole chain. `known` is a link written down before, which must still be there."""
    forgotten = _forgotten(connection)
    before, count, holds_known = BEGINNING, 0, not known
    for row in _rows(connection):
        count += 1
        joined = row.chain == link(before, row.at, row.person_id, row.words)
        said = words_hash(row.salt, row.action, row.subject, row.detail)
        if not joined or said != forgotten.get(row.id, row.words):
            return Examined(count, before, row.id)
        before = row.chain
        holds_known = holds_known or before == known
    return Examined(count, before, None, holds_known)


def entries(connection: Connection) -> Iterator[dict[str, JSON]]:
    """Every row as plain JSON, oldest first; `at` is in UTC."""
    for row in _rows(connection):
        yield {
            "id": row.id,
            "at": row.at.isoformat(),
            "person": row.person_id,
            "action": row.action,
            "subject": row.subject,
            "detail": row.detail,
            "words": row.words,
            "chain": row.chain,
        }


def _forgotten(connection: Connection) -> dict[int, str]:
    """By row: the hash of its words since the last person in them was forgotten."""
    notes = select(audit.c.detail).where(audit.c.action == FORGOTTEN).order_by(audit.c.id)
    return {
        int(key): words
        for detail in connection.execute(notes).scalars()
        for key, words in detail.get("rows", {}).items()
    }


def _rows(connection: Connection) -> Iterator[Any]:
    last = 0
    while rows := connection.execute(_AFTER, {"last": last}).all():
        yield from rows
        last = rows[-1].id
