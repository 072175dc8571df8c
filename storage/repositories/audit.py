"""Who did what, written down for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from storage.repositories.transaction import Transaction
from storage.tables import audit
from usecases.records import JSON

_NOTE = insert(audit)


class SqlAudit:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def note(
        self, at: datetime, person_id: int | None, action: str, subject: str, detail: JSON
    ) -> None:
        self._t.do(
            _NOTE,
            {
                "at": at,
                "person_id": person_id,
                "action": action,
                "subject": subject,
                "detail": detail,
            },
        )
