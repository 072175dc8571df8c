"""Messages to send, queued by the turn that says them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from storage.message_codec import message_to_row
from storage.repositories.transaction import Transaction, upsert
from storage.tables import message, part
from usecases.records import Message

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
        return key

    def asked_by(self, chat_id: int, telegram_message_id: int) -> tuple[int, str] | None:
        # Parts behind the first that were sent under the same id are edits of it.
        for row in self._t.all(_EXTRAS, {"chat": chat_id, "sent_as": telegram_message_id}):
            if "asks" in row.extras and "conversation_id" in row.extras:
                return row.extras["conversation_id"], row.extras["asks"]
        return None
