"""What the office said of reports, whom it gave more time, which rounds it closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import extension, freeze, obligation, person, review
from usecases.reviewing.records import Extension, Freeze, Review, Verdict

_ADD = insert(review).returning(review.c.id)
_OF = (
    select(
        review.c.id,
        review.c.obligation_id,
        review.c.version,
        review.c.verdict,
        review.c.comment,
        review.c.refs,
        review.c.person_id,
        person.c.name,
        review.c.at,
    )
    .join_from(review, person, person.c.id == review.c.person_id)
    .where(review.c.obligation_id == bindparam("key"))
    .order_by(review.c.id)
)
_MOVE = (
    update(obligation)
    .where(obligation.c.id == bindparam("key"), obligation.c.due_at == bindparam("was"))
    .values(due_at=bindparam("becomes"))
)
_EXTEND = insert(extension).returning(extension.c.id)
_EXTENSIONS = (
    select(
        extension.c.id,
        extension.c.obligation_id,
        extension.c.from_due,
        extension.c.to_due,
        extension.c.reason,
        extension.c.person_id,
        extension.c.at,
    )
    .where(extension.c.obligation_id == bindparam("key"))
    .order_by(extension.c.id)
)
_STANDING = freeze.c.opened_at.is_(None)
_FREEZE = upsert(
    freeze,
    lambda new: new.on_conflict_do_nothing(
        index_elements=["round_id"], index_where=_STANDING
    ).returning(freeze.c.id),
)
_THAW = (
    update(freeze)
    .where(freeze.c.round_id == bindparam("round_key"), _STANDING)
    .values(opened_by=bindparam("who"), opened_at=bindparam("now"))
)
_FROZEN = (
    select(freeze.c.id, freeze.c.round_id, person.c.name, freeze.c.at)
    .join_from(freeze, person, person.c.id == freeze.c.person_id)
    .where(freeze.c.round_id == bindparam("round_key"), _STANDING)
)


class SqlReviews:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        obligation_id: int,
        version: int,
        verdict: Verdict,
        *,
        comment: str,
        refs: Sequence[str],
        by: int,
        at: datetime,
    ) -> int:
        values = {
            "obligation_id": obligation_id,
            "version": version,
            "verdict": verdict,
            "comment": comment,
            "refs": list(refs),
            "person_id": by,
            "at": at,
        }
        return self._t.insert(_ADD, values)

    def of(self, obligation_id: int) -> Sequence[Review]:
        return [_review(row) for row in self._t.all(_OF, {"key": obligation_id})]

    def extend(
        self,
        obligation_id: int,
        from_due: datetime,
        to_due: datetime,
        reason: str,
        *,
        by: int,
        at: datetime,
    ) -> bool:
        moved = self._t.do(_MOVE, {"key": obligation_id, "was": from_due, "becomes": to_due})
        if moved:
            values = {
                "obligation_id": obligation_id,
                "from_due": from_due,
                "to_due": to_due,
                "reason": reason,
                "person_id": by,
                "at": at,
            }
            self._t.insert(_EXTEND, values)
        return moved == 1

    def extensions(self, obligation_id: int) -> Sequence[Extension]:
        rows = self._t.all(_EXTENSIONS, {"key": obligation_id})
        return [Extension(*row) for row in rows]

    def freeze(self, round_id: str, *, by: int, at: datetime) -> bool:
        values = {"round_id": round_id, "person_id": by, "at": at}
        return self._t.insert_unless_there(_FREEZE, values) is not None

    def thaw(self, round_id: str, *, by: int, at: datetime) -> bool:
        return self._t.do(_THAW, {"round_key": round_id, "who": by, "now": at}) == 1

    def frozen(self, round_id: str) -> Freeze | None:
        row = self._t.first(_FROZEN, {"round_key": round_id})
        return None if row is None else Freeze(row.id, row.round_id, row.name, row.at)


def _review(row: Any) -> Review:
    return Review(
        id=row.id,
        obligation_id=row.obligation_id,
        version=row.version,
        verdict=Verdict(row.verdict),
        comment=row.comment,
        refs=tuple(row.refs),
        person_id=row.person_id,
        person_name=row.name,
        at=row.at,
    )
