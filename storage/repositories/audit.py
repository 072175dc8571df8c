"""Who did what, written down for good."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import insert, select

from storage.audit_chain import BEGINNING, link, words_hash
from storage.repositories.transaction import Transaction
from storage.tables import audit
from storage.tables.columns import read_back, storable
from usecases.records import JSON

_NOTE = insert(audit)
_LAST = select(audit.c.chain).order_by(audit.c.id.desc()).limit(1)


class SqlAudit:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def note(
        self, at: datetime, person_id: int | None, action: str, subject: str, detail: JSON
    ) -> None:
        """Writers take turns on both engines, so that the last row is the one before this."""
        last = self._t.first(_LAST, {})
        salt = secrets.token_hex(16)
        subject, detail = storable(subject), read_back(detail)
        words = words_hash(salt, action, subject, detail)
        self._t.do(
            _NOTE,
            {
                "at": at,
                "person_id": person_id,
                "action": action,
                "subject": subject,
                "detail": detail,
                "salt": salt,
                "words": words,
                "chain": link(last.chain if last else BEGINNING, at, person_id, words),
            },
        )
