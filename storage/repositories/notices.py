"""Merged messages to people, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, func, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import message, notice, part
from storage.tables.reminders import OPEN
from usecases.reminding.records import Delivered, Fate, Notice, NoticeKind

_CLAIM = upsert(
    notice,
    lambda new: new.on_conflict_do_update(
        index_elements=["person_id", "slot"],
        set_={
            "fate": new.excluded.fate,
            "obligations": new.excluded.obligations,
            "at": new.excluded.at,
        },
        where=notice.c.fate == Fate.PLANNED,
    ).returning(notice.c.id),
)
_PLAN = upsert(
    notice,
    lambda new: new.on_conflict_do_nothing(index_elements=["person_id", "slot"]).returning(
        notice.c.id
    ),
)
_ALL = select(
    notice.c.id,
    notice.c.person_id,
    notice.c.slot,
    notice.c.kind,
    notice.c.obligations,
    notice.c.at,
    notice.c.message_id,
    notice.c.fate,
    notice.c.reason,
)
_GET = _ALL.where(notice.c.id == bindparam("key"))
_PLANNED = _ALL.where(
    notice.c.fate == Fate.PLANNED, notice.c.at <= bindparam("now"), OPEN
).order_by(notice.c.id)
_OF_PART = _ALL.join_from(notice, part, part.c.message_id == notice.c.message_id).where(
    part.c.id == bindparam("part_key")
)
_SINCE = _ALL.where(
    notice.c.kind == NoticeKind.REMINDER, notice.c.at >= bindparam("moment")
).order_by(notice.c.id)
_OF_SLOT = _ALL.where(notice.c.slot == bindparam("of_slot")).order_by(notice.c.id)
_ONE = update(notice).where(notice.c.id == bindparam("key"))
_SENDS = _ONE.values(message_id=bindparam("queued"))
_SETTLE = _ONE.where(OPEN).values(
    fate=bindparam("ended"), reason=bindparam("why"), settled_at=bindparam("now")
)
_OVER = (
    _ALL.add_columns(
        message.c.state.label("message_state"),
        message.c.error.label("message_error"),
        part.c.state.label("part_state"),
        part.c.error.label("part_error"),
    )
    .join_from(notice, message, message.c.id == notice.c.message_id)
    .outerjoin(part, part.c.message_id == message.c.id)
    .where(OPEN, message.c.state.in_(("done", "dead", "cancelled")))
    .order_by(notice.c.id, part.c.position)
)
_LAST = (
    select(func.max(notice.c.id))
    .where(
        notice.c.kind == NoticeKind.REMINDER,
        notice.c.settled_at >= bindparam("since"),
        notice.c.fate.not_in((Fate.WITHDRAWN, Fate.EXPIRED)),
    )
    .group_by(notice.c.person_id)
)
_LAST_FATES = _ALL.where(notice.c.id.in_(_LAST)).order_by(notice.c.person_id)


class SqlNotices:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def claim(
        self,
        person_id: int,
        slot: str,
        kind: NoticeKind,
        obligations: Sequence[int],
        at: datetime,
        now: datetime,
    ) -> int | None:
        row = _row(person_id, slot, kind, obligations, at, now) | {"fate": Fate.WAITING}
        key: int | None = self._t.insert_unless_there(_CLAIM, row)
        return key

    def plan(
        self, person_id: int, slot: str, obligations: Sequence[int], at: datetime, now: datetime
    ) -> bool:
        row = _row(person_id, slot, NoticeKind.REMINDER, obligations, at, now)
        return self._t.insert_unless_there(_PLAN, row | {"fate": Fate.PLANNED}) is not None

    def planned(self, now: datetime) -> Sequence[Notice]:
        return [_notice(row) for row in self._t.all(_PLANNED, {"now": now})]

    def sends(self, notice_id: int, message_id: int) -> None:
        self._t.do(_SENDS, {"key": notice_id, "queued": message_id})

    def get(self, notice_id: int) -> Notice | None:
        row = self._t.first(_GET, {"key": notice_id})
        return None if row is None else _notice(row)

    def of_part(self, part_id: int) -> Notice | None:
        row = self._t.first(_OF_PART, {"part_key": part_id})
        return None if row is None else _notice(row)

    def over(self) -> Sequence[Delivered]:
        rows = self._t.all(_OVER, {})
        return [_delivered(list(own)) for _, own in groupby(rows, key=lambda row: row.id)]

    def settle(self, notice_id: int, fate: Fate, reason: str, at: datetime) -> bool:
        values = {"key": notice_id, "ended": fate, "why": reason, "now": at}
        return self._t.do(_SETTLE, values) == 1

    def since(self, moment: datetime) -> Sequence[Notice]:
        return [_notice(row) for row in self._t.all(_SINCE, {"moment": moment})]

    def of_slot(self, slot: str) -> Sequence[Notice]:
        return [_notice(row) for row in self._t.all(_OF_SLOT, {"of_slot": slot})]

    def last_fates(self, since: datetime) -> Sequence[Notice]:
        return [_notice(row) for row in self._t.all(_LAST_FATES, {"since": since})]


def _row(
    person_id: int,
    slot: str,
    kind: NoticeKind,
    obligations: Sequence[int],
    at: datetime,
    now: datetime,
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "slot": slot,
        "kind": kind,
        "obligations": list(obligations),
        "at": at,
        "created_at": now,
    }


def _notice(row: Any) -> Notice:
    return Notice(
        row.id,
        row.person_id,
        row.slot,
        NoticeKind(row.kind),
        tuple(row.obligations),
        row.at,
        row.message_id,
        Fate(row.fate),
        row.reason,
    )


def _delivered(rows: list[Any]) -> Delivered:
    first = rows[0]
    parts = tuple(row.part_state for row in rows if row.part_state is not None)
    errors = [first.message_error, *(row.part_error for row in rows)]
    return Delivered(
        _notice(first), first.message_state, parts, next((text for text in errors if text), "")
    )
