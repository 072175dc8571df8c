"""What the office has changed of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert, select

from reporting.plan.amendments import Amendment
from storage.repositories.transaction import Transaction
from storage.tables import amendment
from usecases.records import JSON

_ADD = insert(amendment)
_ALL = select(amendment.c.id, amendment.c.what, amendment.c.value, amendment.c.since).order_by(
    amendment.c.id
)


class SqlAmendments:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction
        self._known: tuple[Amendment, ...] | None = None

    def add(self, what: str, value: JSON, since: date, person_id: int, at: datetime) -> None:
        self._known = None
        self._t.do(
            _ADD,
            {
                "what": what,
                "value": value,
                "since": since,
                "created_by": person_id,
                "created_at": at,
            },
        )

    def all(self) -> Sequence[Amendment]:
        """Asked for with every plan of a round, and once in the database."""
        if self._known is None:
            rows = self._t.all(_ALL, {})
            self._known = tuple(Amendment(row.id, row.what, row.value, row.since) for row in rows)
        return self._known
