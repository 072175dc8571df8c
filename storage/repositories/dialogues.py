"""Questions outside reports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import dialogue
from usecases.dialogues.records import Dialogue
from usecases.records import JSON

_OPEN = insert(dialogue).returning(dialogue.c.id)
_GET = select(
    dialogue.c.id,
    dialogue.c.person_id,
    dialogue.c.kind,
    dialogue.c.subject,
    dialogue.c.at,
    dialogue.c.asked_message_id,
).where(dialogue.c.id == bindparam("key"))
_ASKS = (
    update(dialogue)
    .where(dialogue.c.id == bindparam("key"))
    .values(asked_message_id=bindparam("said"))
)


class SqlDialogues:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def open(self, person_id: int, kind: str, subject: JSON, at: datetime) -> int:
        values = {"person_id": person_id, "kind": kind, "subject": subject, "at": at}
        return self._t.insert(_OPEN, values)

    def get(self, dialogue_id: int) -> Dialogue | None:
        row = self._t.first(_GET, {"key": dialogue_id})
        return None if row is None else Dialogue(*row)

    def asks(self, dialogue_id: int, message_id: int | None) -> None:
        self._t.do(_ASKS, {"key": dialogue_id, "said": message_id})
