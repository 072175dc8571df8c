"""Reports handed in: versions, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from reporting.answers import Answer
from storage.codec import answer_from_json, answer_to_json
from storage.repositories.transaction import Transaction
from storage.tables import obligation, person, submission
from usecases.records import JSON, SubmissionRecord

_ADD = insert(submission).returning(submission.c.id)
_NEXT = (
    update(obligation)
    .where(obligation.c.id == bindparam("key"))
    .values(
        version=obligation.c.version + 1,
        submitted_at=bindparam("now"),
        late=bindparam("too_late"),
    )
    .returning(obligation.c.version)
)
_NAME = select(person.c.name).where(person.c.id == bindparam("key"))
_ALL = select(
    submission.c.id,
    submission.c.obligation_id,
    submission.c.draft_id,
    obligation.c.unit_id,
    obligation.c.round_id,
    submission.c.version,
    submission.c.receipt_code,
    submission.c.at,
    submission.c.person_id,
    submission.c.person_name,
    submission.c.late,
    submission.c.form_version,
    submission.c.content,
    submission.c.content_sha256,
    submission.c.consent,
    submission.c.origin,
).join_from(submission, obligation, obligation.c.id == submission.c.obligation_id)
_LATEST = submission.c.version == obligation.c.version
_LATEST_OF = _ALL.where(submission.c.obligation_id == bindparam("key"), _LATEST)
_LATEST_OF_ROUND = _ALL.where(obligation.c.round_id == bindparam("round_key"), _LATEST).order_by(
    obligation.c.id
)
_VERSION_OF = _ALL.where(
    submission.c.obligation_id == bindparam("key"), submission.c.version == bindparam("number")
)
_ALL_OF_ROUND = _ALL.where(obligation.c.round_id == bindparam("round_key")).order_by(
    submission.c.id
)
_BY_CODE = _ALL.where(submission.c.receipt_code == bindparam("code"))


class SqlSubmissions:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        obligation_id: int,
        draft_id: int,
        receipt_code: str,
        answers: Mapping[str, Answer],
        *,
        person_id: int,
        at: datetime,
        late: bool,
        form_version: str,
        content_sha256: str,
        consent: JSON = None,
        origin: JSON = None,
    ) -> SubmissionRecord:
        """Raises KeyError for an obligation or person that does not exist."""
        version, name = self._counted(obligation_id, person_id, at, late=late)
        self._t.insert(
            _ADD,
            {
                "obligation_id": obligation_id,
                "draft_id": draft_id,
                "version": version,
                "receipt_code": receipt_code,
                "person_id": person_id,
                "person_name": name,
                "at": at,
                "late": late,
                "form_version": form_version,
                "content": {ref: answer_to_json(one) for ref, one in answers.items()},
                "content_sha256": content_sha256,
                "consent": consent,
                "origin": origin,
            },
        )
        added = self.latest(obligation_id)
        assert added is not None
        return added

    def _counted(
        self, obligation_id: int, person_id: int, at: datetime, *, late: bool
    ) -> tuple[int, str]:
        """The next version, from now on the latest, and the person's name as it is now."""
        counted = self._t.first(_NEXT, {"key": obligation_id, "now": at, "too_late": late})
        who = self._t.first(_NAME, {"key": person_id})
        if counted is None or who is None:
            raise KeyError((obligation_id, person_id))
        return counted.version, who.name

    def latest(self, obligation_id: int) -> SubmissionRecord | None:
        return _record(self._t.first(_LATEST_OF, {"key": obligation_id}))

    def version(self, obligation_id: int, version: int) -> SubmissionRecord | None:
        return _record(self._t.first(_VERSION_OF, {"key": obligation_id, "number": version}))

    def latest_of_round(self, round_id: str) -> Mapping[str, SubmissionRecord]:
        rows = self._t.all(_LATEST_OF_ROUND, {"round_key": round_id})
        records = (_record(row) for row in rows)
        return {record.unit_id: record for record in records if record is not None}

    def all_of_round(self, round_id: str) -> Sequence[SubmissionRecord]:
        rows = self._t.all(_ALL_OF_ROUND, {"round_key": round_id})
        return [record for row in rows if (record := _record(row)) is not None]

    def by_code(self, receipt_code: str) -> SubmissionRecord | None:
        return _record(self._t.first(_BY_CODE, {"code": receipt_code}))


def _record(row: Any | None) -> SubmissionRecord | None:
    if row is None:
        return None
    return SubmissionRecord(
        id=row.id,
        obligation_id=row.obligation_id,
        unit_id=row.unit_id,
        round_id=row.round_id,
        version=row.version,
        receipt_code=row.receipt_code,
        at=row.at,
        person_id=row.person_id,
        person_name=row.person_name,
        late=row.late,
        form_version=row.form_version,
        answers={ref: answer_from_json(stored) for ref, stored in row.content.items()},
        content_sha256=row.content_sha256,
        draft_id=row.draft_id,
        consent=row.consent,
        origin=row.origin,
    )
