"""Each person's place in a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import conversation, draft, obligation
from usecases.records import JSON, Conversation

_ALL = select(
    conversation.c.id,
    conversation.c.person_id,
    conversation.c.draft_id,
    draft.c.obligation_id,
    obligation.c.form_version,
    conversation.c.place,
    conversation.c.asked_message_id,
).select_from(
    conversation.join(draft, draft.c.id == conversation.c.draft_id).join(
        obligation, obligation.c.id == draft.c.obligation_id
    )
)
_OF = _ALL.where(
    conversation.c.person_id == bindparam("person"), conversation.c.draft_id == bindparam("draft")
)
_GET = _ALL.where(conversation.c.id == bindparam("key"))
_OF_DRAFT = _ALL.where(conversation.c.draft_id == bindparam("draft")).order_by(conversation.c.id)
_START = upsert(
    conversation, lambda new: new.on_conflict_do_nothing(index_elements=["person_id", "draft_id"])
)
_KEEP = (
    update(conversation)
    .where(conversation.c.id == bindparam("key"))
    .values(
        place=bindparam("new_place"),
        asked_message_id=bindparam("asked"),
        updated_at=bindparam("now"),
    )
)


class SqlConversations:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def of(self, person_id: int, draft_id: int) -> Conversation | None:
        return _conversation(self._t.first(_OF, {"person": person_id, "draft": draft_id}))

    def get(self, conversation_id: int) -> Conversation | None:
        return _conversation(self._t.first(_GET, {"key": conversation_id}))

    def start(self, person_id: int, draft_id: int, place: JSON, at: datetime) -> Conversation:
        """Gives back the conversation, unchanged, when there is one already."""
        self._t.put(
            _START,
            {
                "person_id": person_id,
                "draft_id": draft_id,
                "place": place,
                "created_at": at,
                "updated_at": at,
            },
        )
        started = self.of(person_id, draft_id)
        assert started is not None
        return started

    def keep(
        self, conversation_id: int, place: JSON, at: datetime, asked_message_id: int | None
    ) -> None:
        values = {
            "key": conversation_id,
            "new_place": place,
            "asked": asked_message_id,
            "now": at,
        }
        self._t.do(_KEEP, values)

    def of_draft(self, draft_id: int) -> Sequence[Conversation]:
        rows = self._t.all(_OF_DRAFT, {"draft": draft_id})
        return [found for found in map(_conversation, rows) if found is not None]


def _conversation(row: Any | None) -> Conversation | None:
    if row is None:
        return None
    return Conversation(
        row.id,
        row.person_id,
        row.draft_id,
        row.obligation_id,
        row.form_version,
        row.place,
        row.asked_message_id,
    )
