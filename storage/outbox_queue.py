"""The outbox as delivery sees it: rendered once, frozen in parts, sent in order for each chat.

Every function runs inside a unit of work of the writer; those that only look also inside a
reader's. A part goes pending → sending → sent, uncertain (nobody knows whether it arrived), failed
(never will) or back to pending; a cancelled one was not tried. Changes are guarded: they say
whether the part still was where the caller believes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import outbox_statements as sql
from storage.message_codec import OutboxRow, message_from_row
from storage.work import SqlWork
from usecases.records import JSON, MessageClass

_FLOOD = "delivery.not_before"


@dataclass(frozen=True, slots=True)
class NewPart:
    """One call to the channel; `payload` is sent as it is, however often it is tried."""

    method: str
    payload: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class PartRow:
    id: int
    message_id: int
    chat_id: int
    position: int
    method: str
    payload: Mapping[str, JSON]
    message_class: MessageClass
    expires_at: datetime | None
    attempts: int  # > 0: it may have arrived before
    not_before: datetime | None
    state: str
    error: str


def unrendered(work: SqlWork, limit: int) -> list[OutboxRow]:
    """The oldest messages without parts."""
    rows = work.transaction.all(sql.UNRENDERED, {"most": limit})
    return [_outbox_row(row) for row in rows]


def keep_parts(
    work: SqlWork, message_id: int, parts: Sequence[NewPart], error: str = "", claimed: int = 0
) -> list[int]:
    """Freezes a message in its parts and gives their ids, none if it was rendered before. The
    first `claimed` are being sent from the start, as after `claim`.

    `error` notes that the parts are a makeshift; with no parts at all the message is dead."""
    values = {"key": message_id, "next": "rendered" if parts else "dead", "why": error}
    row = work.transaction.first(sql.RENDERED, values)
    if row is None:
        return []
    return [
        work.transaction.insert(
            sql.FREEZE, _part(message_id, row.chat_id, position, new, position < claimed)
        )
        for position, new in enumerate(parts)
    ]


def pending_chats(work: SqlWork, now: datetime, limit: int = 1000) -> list[int]:
    """Chats whose first waiting part is due: replies and receipts first, nudges last."""
    rows = work.transaction.all(sql.PENDING_CHATS, {"now": now, "most": limit})
    return [row.chat_id for row in rows]


def pending_of(work: SqlWork, chat_id: int, limit: int = 100) -> list[PartRow]:
    """The waiting parts of a chat in the order they must be sent. One whose `not_before` has not
    come holds up those behind it."""
    rows = work.transaction.all(sql.PENDING_OF, {"chat": chat_id, "most": limit})
    return [_part_row(row) for row in rows]


def claim(work: SqlWork, part_id: int, now: datetime) -> bool:
    """pending → sending, one attempt more. False when it is not pending or not due."""
    return work.transaction.do(sql.CLAIM, {"key": part_id, "now": now}) == 1


def release(work: SqlWork, part_id: int) -> bool:
    """Takes a claim back: surely nothing was sent."""
    return work.transaction.do(sql.RELEASE, {"key": part_id}) == 1


def sent(work: SqlWork, part_id: int, telegram_message_id: int | None, at: datetime) -> bool:
    values = {"key": part_id, "told": telegram_message_id, "now": at}
    return _finish(work, part_id, work.transaction.do(sql.SENT, values))


def uncertain(work: SqlWork, part_id: int, error: str) -> bool:
    """It may have arrived and must not be sent twice."""
    return _end(work, part_id, "uncertain", error)


def failed(work: SqlWork, part_id: int, error: str) -> bool:
    """It never will arrive; the parts behind it still go."""
    return _end(work, part_id, "failed", error)


def postpone(work: SqlWork, part_id: int, not_before: datetime, error: str) -> bool:
    """sending → pending: to be tried again from `not_before` on."""
    values = {"key": part_id, "later": not_before, "why": error}
    return work.transaction.do(sql.POSTPONE, values) == 1


def cancel_expired(work: SqlWork, now: datetime) -> int:
    """Gives up what is of no use any more; how many messages."""
    parts = work.transaction.all(sql.CANCEL_EXPIRED_PARTS, {"now": now})
    return _cancelled(work, parts) + work.transaction.do(sql.CANCEL_EXPIRED_NEW, {"now": now})


def cancel_chat(work: SqlWork, chat_id: int, error: str) -> int:
    """Gives up all that waits for a chat that can no longer be reached; how many messages."""
    values = {"chat": chat_id, "why": error}
    parts = work.transaction.all(sql.CANCEL_CHAT_PARTS, values)
    return _cancelled(work, parts) + work.transaction.do(sql.CANCEL_CHAT_NEW, values)


def recover(work: SqlWork) -> tuple[int, int]:
    """At start: parts a dead process was sending. (to be sent again, held as uncertain): a nudge
    is not worth a second copy, all else is not worth losing."""
    held = work.transaction.all(sql.HOLD, {})
    for row in held:
        work.transaction.do(sql.FINISH, {"message_key": row.message_id})
    return work.transaction.do(sql.RESEND, {}), len(held)


def telegram_ids(work: SqlWork, message_id: int) -> list[int]:
    """Under which ids the parts of a message were sent, in order; the keyboard is on the last."""
    rows = work.transaction.all(sql.TELEGRAM_IDS, {"message_key": message_id})
    return [row.telegram_message_id for row in rows]


def troubled(work: SqlWork, limit: int = 100) -> list[PartRow]:
    """The latest parts that failed or are uncertain."""
    return [_part_row(row) for row in work.transaction.all(sql.TROUBLED, {"most": limit})]


def unrenderable(work: SqlWork, limit: int = 100) -> list[OutboxRow]:
    """The latest messages that could not be rendered as they should."""
    rows = work.transaction.all(sql.UNRENDERABLE, {"most": limit})
    return [_outbox_row(row) for row in rows]


def flood(work: SqlWork, until: datetime) -> None:
    """The channel told the whole bot to wait; survives a restart."""
    work.settings.put(_FLOOD, until.isoformat())


def flood_until(work: SqlWork) -> datetime | None:
    stored = work.settings.get(_FLOOD)
    return None if stored is None else datetime.fromisoformat(stored)


def _outbox_row(row: Any) -> OutboxRow:
    return OutboxRow(row.id, row.chat_id, message_from_row(row), row.inbox_key)


def _part(
    message_id: int, chat_id: int, position: int, new: NewPart, claimed: bool
) -> dict[str, object]:
    return {
        "message_id": message_id,
        "chat_id": chat_id,
        "position": position,
        "method": new.method,
        "payload": dict(new.payload),
        "state": "sending" if claimed else "pending",
        "attempts": int(claimed),
    }


def _end(work: SqlWork, part_id: int, state: str, error: str) -> bool:
    values = {"key": part_id, "next": state, "why": error}
    return _finish(work, part_id, work.transaction.do(sql.ENDED, values))


def _finish(work: SqlWork, part_id: int, changed: int) -> bool:
    if changed:
        work.transaction.do(sql.FINISH_BY_PART, {"key": part_id})
    return changed == 1


def _cancelled(work: SqlWork, parts: Sequence[Any]) -> int:
    messages = {row.message_id for row in parts}
    for message_id in messages:
        work.transaction.do(sql.CANCEL_MESSAGE, {"message_key": message_id})
    return len(messages)


def _part_row(row: Any) -> PartRow:
    return PartRow(
        id=row.id,
        message_id=row.message_id,
        chat_id=row.chat_id,
        position=row.position,
        method=row.method,
        payload=row.payload,
        message_class=MessageClass(row.message_class),
        expires_at=row.expires_at,
        attempts=row.attempts,
        not_before=row.not_before,
        state=row.state,
        error=row.error,
    )
