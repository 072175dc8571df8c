"""Messages to send, queued by the turn that says them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, exists, insert, select, update

from storage.message_codec import OutboxRow, message_from_row, message_to_row
from storage.repositories.transaction import Transaction, upsert
from storage.tables import message, part
from usecases.records import Asked, Message

_ADD = insert(message).returning(message.c.id)
_ADD_ONCE = upsert(
    message,
    lambda new: new.on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(message.c.id),
)
_EXTRAS = (
    select(message.c.extras)
    .join_from(part, message, message.c.id == part.c.message_id)
    .where(part.c.chat_id == bindparam("chat"), part.c.telegram_message_id == bindparam("sent_as"))
    .order_by(part.c.id)
)

_SENT_AS = (
    select(message)
    .join_from(part, message, message.c.id == part.c.message_id)
    .where(part.c.chat_id == bindparam("chat"), part.c.telegram_message_id == bindparam("sent_as"))
    .order_by(part.c.id)
    .limit(1)
)
_GET = select(message).where(message.c.id == bindparam("key"))
_BEGUN = exists().where(part.c.message_id == message.c.id, part.c.state != "pending")
_WITHDRAW = (
    update(message)
    .where(message.c.id == bindparam("key"), message.c.state.in_(("new", "rendered")), ~_BEGUN)
    .values(state="cancelled")
)
_WITHDRAW_PARTS = (
    update(part).where(part.c.message_id == bindparam("key")).values(state="cancelled")
)


class SqlOutbox:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self, chat_id: int, message: Message, at: datetime, inbox_key: int | None = None
    ) -> int | None:
        row = {
            **message_to_row(message),
            "chat_id": chat_id,
            "inbox_key": inbox_key,
            "created_at": at,
            "state": "new",
        }
        if message.dedupe_key is None:
            key: int | None = self._t.insert(_ADD, row)
        else:
            key = self._t.insert_unless_there(_ADD_ONCE, row)
        if key is not None:
            self._t.chats.add(chat_id)
            self._t.said.append(OutboxRow(key, chat_id, message, inbox_key))
        return key

    def asked_by(self, chat_id: int, telegram_message_id: int) -> Asked | None:
        # Parts behind the first that were sent under the same id are edits of it.
        for row in self._t.all(_EXTRAS, {"chat": chat_id, "sent_as": telegram_message_id}):
            if "asks" in row.extras and "conversation_id" in row.extras:
                return Asked(row.extras["conversation_id"], row.extras["asks"])
            if "dialogue_id" in row.extras:
                return Asked(dialogue_id=row.extras["dialogue_id"])
        return None

    def sent_as(self, chat_id: int, telegram_message_id: int) -> Message | None:
        row = self._t.first(_SENT_AS, {"chat": chat_id, "sent_as": telegram_message_id})
        return None if row is None else message_from_row(row)

    def get(self, message_id: int) -> Message:
        """Raises KeyError for an id that does not exist."""
        row = self._t.first(_GET, {"key": message_id})
        if row is None:
            raise KeyError(message_id)
        return message_from_row(row)

    def withdraw(self, message_id: int) -> bool:
        if not self._t.do(_WITHDRAW, {"key": message_id}):
            return False
        self._t.do(_WITHDRAW_PARTS, {"key": message_id})
        return True
