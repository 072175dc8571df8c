"""Drafts put before a leader, documents a leader signed, and questions outside a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from reporting.answers import Answer
from storage.codec import answer_from_json, answer_to_json
from storage.repositories.transaction import Transaction
from storage.tables import approval, obligation, signed_document, submission
from usecases.reviewing.records import Approval, ApprovalState, SignedDocument

_ASK = insert(approval).returning(approval.c.id)
_ALL = select(
    approval.c.id,
    approval.c.obligation_id,
    approval.c.draft_id,
    approval.c.content_sha256,
    approval.c.asked_by,
    approval.c.asked_at,
    approval.c.state,
    approval.c.comment,
)
_WAITING = approval.c.state == ApprovalState.WAITING
_GET = _ALL.where(approval.c.id == bindparam("key"))
_WAITING_FOR = _ALL.where(approval.c.obligation_id == bindparam("key"), _WAITING)
_PUT_BEFORE = (
    select(approval.c.content)
    .where(approval.c.obligation_id == bindparam("of"), approval.c.id < bindparam("key"))
    .order_by(approval.c.id.desc())
    .limit(1)
)
_DECIDE = (
    update(approval)
    .where(approval.c.id == bindparam("key"), _WAITING)
    .values(
        state=bindparam("new_state"),
        decided_by=bindparam("who"),
        decided_at=bindparam("now"),
        comment=bindparam("words"),
    )
)
_ADD = insert(signed_document).returning(signed_document.c.id)
_SIGNED = (
    select(
        signed_document.c.id,
        signed_document.c.submission_id,
        submission.c.version,
        signed_document.c.attachment_id,
        signed_document.c.number,
        signed_document.c.signed_on,
        signed_document.c.person_id,
        signed_document.c.at,
        obligation.c.unit_id,
    )
    .select_from(signed_document)
    .join(submission, submission.c.id == signed_document.c.submission_id)
    .join(obligation, obligation.c.id == submission.c.obligation_id)
    .order_by(signed_document.c.id)
)
_SIGNED_OF = _SIGNED.where(obligation.c.id == bindparam("key"))
_SIGNED_OF_ROUND = _SIGNED.where(
    obligation.c.round_id == bindparam("round_key"),
    submission.c.version == obligation.c.version,
)


class SqlApprovals:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def ask(
        self,
        obligation_id: int,
        draft_id: int,
        content_sha256: str,
        answers: Mapping[str, Answer],
        *,
        by: int,
        at: datetime,
    ) -> int:
        before = self.waiting(obligation_id)
        if before is not None:
            self.decide(before.id, ApprovalState.WITHDRAWN, by=by, at=at, comment="")
        values = {
            "obligation_id": obligation_id,
            "draft_id": draft_id,
            "content_sha256": content_sha256,
            "content": {ref: answer_to_json(one) for ref, one in answers.items()},
            "asked_by": by,
            "asked_at": at,
            "state": ApprovalState.WAITING,
            "comment": "",
        }
        return self._t.insert(_ASK, values)

    def get(self, approval_id: int) -> Approval | None:
        return _approval(self._t.first(_GET, {"key": approval_id}))

    def waiting(self, obligation_id: int) -> Approval | None:
        return _approval(self._t.first(_WAITING_FOR, {"key": obligation_id}))

    def put_before(self, approval: Approval) -> Mapping[str, Answer] | None:
        row = self._t.first(_PUT_BEFORE, {"of": approval.obligation_id, "key": approval.id})
        if row is None or row.content is None:
            return None
        return {ref: answer_from_json(stored) for ref, stored in row.content.items()}

    def decide(
        self, approval_id: int, state: ApprovalState, *, by: int | None, at: datetime, comment: str
    ) -> bool:
        values = {"key": approval_id, "new_state": state, "who": by, "now": at, "words": comment}
        return self._t.do(_DECIDE, values) == 1


class SqlSignedDocuments:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        submission_id: int,
        attachment_id: int,
        number: str,
        signed_on: date,
        *,
        by: int,
        at: datetime,
    ) -> int:
        values = {
            "submission_id": submission_id,
            "attachment_id": attachment_id,
            "number": number,
            "signed_on": signed_on,
            "person_id": by,
            "at": at,
        }
        return self._t.insert(_ADD, values)

    def of(self, obligation_id: int) -> Sequence[SignedDocument]:
        return [_signed(row) for row in self._t.all(_SIGNED_OF, {"key": obligation_id})]

    def of_round(self, round_id: str) -> Mapping[str, SignedDocument]:
        rows = self._t.all(_SIGNED_OF_ROUND, {"round_key": round_id})
        return {row.unit_id: _signed(row) for row in rows}


def _approval(row: Any | None) -> Approval | None:
    if row is None:
        return None
    return Approval(
        id=row.id,
        obligation_id=row.obligation_id,
        draft_id=row.draft_id,
        content_sha256=row.content_sha256,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=ApprovalState(row.state),
        comment=row.comment,
    )


def _signed(row: Any) -> SignedDocument:
    return SignedDocument(
        id=row.id,
        submission_id=row.submission_id,
        version=row.version,
        attachment_id=row.attachment_id,
        number=row.number,
        signed_on=row.signed_on,
        person_id=row.person_id,
        at=row.at,
    )
