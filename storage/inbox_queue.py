"""The inbox as its worker sees it: stored before it is confirmed, handled once, or visibly dead.

Every function runs inside a unit of work of the writer; `state_of`, `waiting` and `dead` also
inside a reader's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.failpoints import reach
from storage.repositories.transaction import upsert
from storage.tables import inbox
from storage.work import SqlWork

_STORE = upsert(
    inbox,
    lambda new: new.on_conflict_do_nothing(index_elements=["update_id", "sha256"]).returning(
        inbox.c.id
    ),
)
_ROWS = select(
    inbox.c.id,
    inbox.c.chat_id,
    inbox.c.telegram_id,
    inbox.c.kind,
    inbox.c.raw,
    inbox.c.received_at,
    inbox.c.attempts,
    inbox.c.not_before,
    inbox.c.error,
).order_by(inbox.c.id)
_WAITING = _ROWS.where(inbox.c.state == "new").limit(bindparam("most"))
_DEAD = _ROWS.where(inbox.c.state == "dead").limit(bindparam("most"))
_STATE = select(inbox.c.state).where(inbox.c.id == bindparam("key"))
_NEW = update(inbox).where(inbox.c.id == bindparam("key"), inbox.c.state == "new")
_COUNT = _NEW.values(
    attempts=inbox.c.attempts + 1, error=bindparam("why"), not_before=bindparam("later")
)
_BURY = _NEW.values(
    state="dead",
    attempts=inbox.c.attempts + 1,
    error=bindparam("why"),
    finished_at=bindparam("now"),
)
_REVIVE = (
    update(inbox)
    .where(inbox.c.id == bindparam("key"), inbox.c.state == "dead")
    .values(state="new", attempts=0, not_before=None, finished_at=None)
)
_DROP = (
    update(inbox)
    .where(inbox.c.id == bindparam("key"), inbox.c.state == "dead")
    .values(state="done")
)


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came, before anybody has understood it. `chat_id` is 0 where none is
    named; `raw` is the JSON text."""

    update_id: int
    raw: str
    chat_id: int = 0
    telegram_id: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    key: int
    chat_id: int
    telegram_id: int | None
    kind: str
    raw: str
    received_at: datetime
    attempts: int  # failures that were the update's own fault
    not_before: datetime | None
    error: str


def store(work: SqlWork, updates: Iterable[RawUpdate], at: datetime) -> list[int]:
    """Keys of the updates that are new. The same id with the same content is stored once, with
    other content it is another update: ids start again after a week without updates."""
    keys = [work.transaction.insert_unless_there(_STORE, _row(one, at)) for one in updates]
    reach("before_inbox_commit")
    return [key for key in keys if key is not None]


def waiting(work: SqlWork, limit: int) -> dict[int, list[InboxRow]]:
    """The oldest unhandled updates by chat, each chat's oldest first. A row's `not_before` holds
    up those behind it in its chat, and no other chat."""
    chats: dict[int, list[InboxRow]] = {}
    for row in work.transaction.all(_WAITING, {"most": limit}):
        chats.setdefault(row.chat_id, []).append(_inbox_row(row))
    return chats


def state_of(work: SqlWork, key: int) -> str:
    """new, done or dead. Raises KeyError for a key that does not exist."""
    row = work.transaction.first(_STATE, {"key": key})
    if row is None:
        raise KeyError(key)
    return str(row.state)


def count_attempt(
    work: SqlWork, key: int, error: str, *, not_before: datetime | None, at: datetime
) -> bool:
    """Counts a failure of the update's own; without a `not_before` it is dead from now on. False
    when it no longer was `new`."""
    if not_before is None:
        return work.transaction.do(_BURY, {"key": key, "why": error, "now": at}) == 1
    return work.transaction.do(_COUNT, {"key": key, "why": error, "later": not_before}) == 1


def dead(work: SqlWork, limit: int = 100) -> Sequence[InboxRow]:
    """The dead letters, oldest first."""
    return [_inbox_row(row) for row in work.transaction.all(_DEAD, {"most": limit})]


def revive(work: SqlWork, key: int) -> bool:
    """Lets a dead letter be handled again from the first attempt; False when it is not dead."""
    return work.transaction.do(_REVIVE, {"key": key}) == 1


def drop(work: SqlWork, key: int) -> bool:
    """Somebody has seen to a dead letter in another way; its error stays. False when it is not
    dead."""
    return work.transaction.do(_DROP, {"key": key}) == 1


def _row(one: RawUpdate, at: datetime) -> dict[str, object]:
    return {
        "update_id": one.update_id,
        "sha256": hashlib.sha256(one.raw.encode("utf-8", "backslashreplace")).hexdigest(),
        "chat_id": one.chat_id,
        "telegram_id": one.telegram_id,
        "kind": one.kind[:40],
        "raw": one.raw,
        "received_at": at,
        "state": "new",
        "attempts": 0,
    }


def _inbox_row(row: Any) -> InboxRow:
    return InboxRow(
        row.id,
        row.chat_id,
        row.telegram_id,
        row.kind,
        row.raw,
        row.received_at,
        row.attempts,
        row.not_before,
        row.error,
    )
