"""What the office decided about a round's report, and the reports it made final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from storage.repositories.transaction import Transaction
from storage.tables import decision, final_report, person
from usecases.deciding.records import Decision, FinalReport
from usecases.records import JSON

_NOTE = insert(decision)
_OF_ROUND = (
    select(decision.c.subject, decision.c.value, decision.c.at, person.c.name)
    .join_from(decision, person, person.c.id == decision.c.person_id)
    .where(decision.c.round_id == bindparam("round"))
    .order_by(decision.c.id)
)
_ADD = insert(final_report)
_COUNT = (
    select(func.count().label("made"))
    .select_from(final_report)
    .where(final_report.c.round_id == bindparam("round"))
)
_FINALS = (
    select(
        final_report.c.round_id,
        final_report.c.number,
        final_report.c.inputs,
        final_report.c.content,
        final_report.c.content_sha256,
        final_report.c.reason,
        final_report.c.at,
        person.c.name,
    )
    .join_from(final_report, person, person.c.id == final_report.c.person_id)
    .where(final_report.c.round_id == bindparam("round"))
)
_LATEST = _FINALS.order_by(final_report.c.number.desc()).limit(1)
_GET = _FINALS.where(final_report.c.number == bindparam("which"))


class SqlDecisions:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def note(
        self, round_id: str, subject: str, value: JSON, *, person_id: int, at: datetime
    ) -> None:
        self._t.do(
            _NOTE,
            {
                "round_id": round_id,
                "subject": subject,
                "value": value,
                "person_id": person_id,
                "at": at,
            },
        )

    def of_round(self, round_id: str) -> Mapping[str, Decision]:
        standing = {
            row.subject: Decision(row.subject, row.value, row.name, row.at)
            for row in self._t.all(_OF_ROUND, {"round": round_id})
        }
        return {subject: each for subject, each in standing.items() if each.value is not None}


class SqlFinals:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        round_id: str,
        *,
        inputs: JSON,
        content: JSON,
        content_sha256: str,
        reason: str,
        person_id: int,
        at: datetime,
    ) -> int:
        number = int(self._t.first(_COUNT, {"round": round_id}).made) + 1
        self._t.do(
            _ADD,
            {
                "round_id": round_id,
                "number": number,
                "inputs": inputs,
                "content": content,
                "content_sha256": content_sha256,
                "reason": reason,
                "person_id": person_id,
                "at": at,
            },
        )
        return number

    def latest(self, round_id: str) -> FinalReport | None:
        return _final(self._t.first(_LATEST, {"round": round_id}))

    def get(self, round_id: str, number: int) -> FinalReport | None:
        return _final(self._t.first(_GET, {"round": round_id, "which": number}))


def _final(row: Any | None) -> FinalReport | None:
    if row is None:
        return None
    return FinalReport(
        row.round_id,
        row.number,
        row.inputs,
        row.content,
        row.content_sha256,
        row.reason,
        row.name,
        row.at,
    )
