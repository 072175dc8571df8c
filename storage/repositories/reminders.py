"""Rungs that were due, and whom they are told to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from reporting.answers import Standing
from storage.repositories.transaction import Transaction, upsert
from storage.tables import (
    adhoc_request,
    answer,
    draft,
    membership,
    obligation,
    person,
    reminder,
    submission,
)
from storage.tables.reminders import OWED
from usecases.adhoc.records import RequestState
from usecases.records import MembershipState, ObligationState, Role
from usecases.reminding.records import OwedGroup, Promise, Recipient, Told

_REPORTING = (Role.LIAISON, Role.SECOND_LIAISON, Role.OFFICE)
# Ad hoc rounds that the office has closed take nothing more; nobody is reminded of them.
_CLOSED = select(adhoc_request.c.round_id).where(
    adhoc_request.c.state == RequestState.CLOSED, adhoc_request.c.round_id.is_not(None)
)
_GROUPS = (
    select(obligation.c.round_id, obligation.c.due_at)
    .where(OWED, obligation.c.round_id.not_in(_CLOSED))
    .group_by(obligation.c.round_id, obligation.c.due_at)
    .order_by(obligation.c.round_id, obligation.c.due_at)
)
_MEMBERS = select(membership.c.person_id, membership.c.unit_id).where(
    membership.c.state == MembershipState.ACTIVE, membership.c.role.in_(_REPORTING)
)
_JOINED = _MEMBERS.with_only_columns(membership.c.unit_id).distinct()
_NEXT = (
    _MEMBERS.with_only_columns(membership.c.person_id)
    .where(membership.c.person_id > bindparam("after"))
    .distinct()
    .order_by(membership.c.person_id)
    .limit(bindparam("most"))
)
_RECIPIENTS = (
    select(
        person.c.id,
        person.c.chat_id,
        person.c.blocked_at,
        membership.c.unit_id,
        membership.c.role,
    )
    .join_from(person, membership, membership.c.person_id == person.c.id)
    .where(
        person.c.id.in_(_NEXT),
        membership.c.state == MembershipState.ACTIVE,
        membership.c.role.in_(_REPORTING),
    )
    .order_by(person.c.id, membership.c.id)
)
_ADD = upsert(
    reminder,
    lambda new: new.on_conflict_do_nothing(
        index_elements=["obligation_id", "rung", "slot", "due_on"]
    ).returning(reminder.c.id),
)
_RUNGS = (
    select(reminder.c.rung, reminder.c.slot, reminder.c.told)
    .where(reminder.c.obligation_id == bindparam("key"))
    .order_by(reminder.c.at, reminder.c.id)
)
_open = draft.alias("opened")
# The draft that counts: the open one, else the one that was handed in last.
_COUNTS = or_(
    draft.c.state == "open",
    and_(
        submission.c.version == obligation.c.version,
        ~exists().where(_open.c.obligation_id == obligation.c.id, _open.c.state == "open"),
    ),
)
_PROMISES = (
    select(draft.c.obligation_id, answer.c.ref, answer.c.promised, answer.c.at)
    .join_from(answer, draft, draft.c.id == answer.c.draft_id)
    .join(obligation, obligation.c.id == draft.c.obligation_id)
    .outerjoin(submission, submission.c.draft_id == draft.c.id)
    .where(
        answer.c.standing == Standing.NOT_YET,
        answer.c.promised <= bindparam("until"),
        obligation.c.state != ObligationState.CANCELLED,
        obligation.c.round_id.not_in(_CLOSED),
        _COUNTS,
    )
    .order_by(draft.c.obligation_id, answer.c.ref)
)
_PROMISES_OF = _PROMISES.where(obligation.c.id == bindparam("key"))


class SqlReminders:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def groups(self) -> Sequence[OwedGroup]:
        return [OwedGroup(row.round_id, row.due_at) for row in self._t.all(_GROUPS, {})]

    def recipients(self, after: int, limit: int) -> Sequence[Recipient]:
        rows = self._t.all(_RECIPIENTS, {"after": after, "most": limit})
        return [_recipient(list(own)) for _, own in groupby(rows, key=lambda row: row.id)]

    def joined(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._t.all(_JOINED, {}))

    def add(
        self,
        obligation_id: int,
        rung: str,
        slot: str,
        due_on: date,
        *,
        at: datetime,
        told: Told,
        now: datetime,
    ) -> bool:
        values = {
            "obligation_id": obligation_id,
            "rung": rung,
            "slot": slot,
            "due_on": due_on,
            "at": at,
            "told": told,
            "created_at": now,
        }
        return self._t.insert_unless_there(_ADD, values) is not None

    def rungs_of(self, obligation_id: int) -> Sequence[tuple[str, str, Told]]:
        rows = self._t.all(_RUNGS, {"key": obligation_id})
        return [(row.rung, row.slot, Told(row.told)) for row in rows]

    def promises(self, until: date, obligation_id: int | None = None) -> Sequence[Promise]:
        if obligation_id is None:
            rows = self._t.all(_PROMISES, {"until": until})
        else:
            rows = self._t.all(_PROMISES_OF, {"until": until, "key": obligation_id})
        return [Promise(row.obligation_id, row.ref, row.promised, row.at) for row in rows]


def _recipient(rows: list[Any]) -> Recipient:
    first = rows[0]
    liaison = (row.unit_id for row in rows if row.role != Role.OFFICE)
    office = next((row.unit_id for row in rows if row.role == Role.OFFICE), "")
    return Recipient(
        first.id,
        first.chat_id,
        first.blocked_at is not None,
        tuple(dict.fromkeys(liaison)),
        office,
    )
