"""Ad hoc requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import adhoc_request as table
from usecases.adhoc.records import RequestRecord, RequestState

_START = insert(table).returning(table.c.id)
_ALL = select(
    table.c.id,
    table.c.person_id,
    table.c.state,
    table.c.content,
    table.c.asked,
    table.c.pending,
    table.c.revision,
    table.c.round_id,
    table.c.form_version,
)
_GET = _ALL.where(table.c.id == bindparam("key"))
_OPEN = (
    _ALL.where(table.c.person_id == bindparam("who"), table.c.state == RequestState.OPEN)
    .order_by(table.c.id.desc())
    .limit(1)
)
_OF_ROUND = _ALL.where(table.c.round_id == bindparam("round_key"))
_SENT = _ALL.where(table.c.state == RequestState.SENT).order_by(table.c.id.desc())
_GOING_ON = _ALL.where(table.c.state.in_((RequestState.OPEN, RequestState.SENT)))
_OVER = select(table.c.round_id).where(
    table.c.state.in_((RequestState.CANCELLED, RequestState.CLOSED))
)
_KEEP = (
    update(table)
    .where(table.c.id == bindparam("key"), table.c.revision == bindparam("base"))
    .values(
        content=bindparam("words"),
        asked=bindparam("step"),
        pending=bindparam("gathered"),
        revision=table.c.revision + 1,
        updated_at=bindparam("now"),
    )
)
_SEND = (
    update(table)
    .where(table.c.id == bindparam("key"), table.c.state == RequestState.OPEN)
    .values(
        state=RequestState.SENT,
        round_id=bindparam("round_key"),
        form_version=bindparam("version"),
        revision=table.c.revision + 1,
        updated_at=bindparam("now"),
    )
)
_SET_FORM = (
    update(table)
    .where(table.c.id == bindparam("key"), table.c.state == RequestState.SENT)
    .values(form_version=bindparam("version"))
)
_SETTLE = (
    update(table)
    .where(table.c.id == bindparam("key"), table.c.state == bindparam("was"))
    .values(state=bindparam("becomes"), revision=table.c.revision + 1, updated_at=bindparam("now"))
)


class SqlRequests:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def start(
        self, person_id: int, content: Mapping[str, Any], asked: str, at: datetime
    ) -> RequestRecord:
        values = {
            "person_id": person_id,
            "state": RequestState.OPEN,
            "content": content,
            "asked": asked,
            "pending": {},
            "revision": 0,
            "created_at": at,
            "updated_at": at,
        }
        key = self._t.insert(_START, values)
        return RequestRecord(key, person_id, RequestState.OPEN, content, asked, {}, 0)

    def get(self, request_id: int) -> RequestRecord | None:
        return self._one(_GET, {"key": request_id})

    def open_of(self, person_id: int) -> RequestRecord | None:
        return self._one(_OPEN, {"who": person_id})

    def of_round(self, round_id: str) -> RequestRecord | None:
        return self._one(_OF_ROUND, {"round_key": round_id})

    def sent(self) -> Sequence[RequestRecord]:
        return [_record(row) for row in self._t.all(_SENT, {})]

    def going_on(self) -> Sequence[RequestRecord]:
        return [_record(row) for row in self._t.all(_GOING_ON, {})]

    def over(self) -> frozenset[str]:
        return frozenset(row.round_id for row in self._t.all(_OVER, {}))

    def keep(
        self,
        request_id: int,
        revision: int,
        *,
        content: Mapping[str, Any],
        asked: str,
        pending: Mapping[str, Any],
        at: datetime,
    ) -> bool:
        values = {
            "key": request_id,
            "base": revision,
            "words": content,
            "step": asked,
            "gathered": pending,
            "now": at,
        }
        return self._t.do(_KEEP, values) == 1

    def send(self, request_id: int, round_id: str, form_version: str, at: datetime) -> bool:
        values = {"key": request_id, "round_key": round_id, "version": form_version, "now": at}
        return self._t.do(_SEND, values) == 1

    def set_form(self, request_id: int, form_version: str) -> None:
        self._t.do(_SET_FORM, {"key": request_id, "version": form_version})

    def settle(self, request_id: int, was: RequestState, state: RequestState, at: datetime) -> bool:
        values = {"key": request_id, "was": was, "becomes": state, "now": at}
        return self._t.do(_SETTLE, values) == 1

    def _one(self, statement: Any, values: Mapping[str, Any]) -> RequestRecord | None:
        row = self._t.first(statement, dict(values))
        return None if row is None else _record(row)


def _record(row: Any) -> RequestRecord:
    return RequestRecord(
        id=row.id,
        person_id=row.person_id,
        state=RequestState(row.state),
        content=row.content,
        asked=row.asked,
        pending=row.pending,
        revision=row.revision,
        round_id=row.round_id or "",
        form_version=row.form_version or "",
    )
