"""Everything people were told, and what could not be told to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage.tables import (
    approval,
    draft,
    membership,
    message,
    notice,
    obligation,
    part,
    person,
    reminder,
    review,
)
from storage.work import SqlWork
from usecases.records import ObligationState
from usecases.reminding.records import Fate
from usecases.reviewing.records import Verdict

_TOLD = (
    select(
        message.c.kind,
        message.c.params,
        message.c.created_at,
        part.c.payload,
        part.c.state,
        part.c.sent_at,
        person.c.id.label("person_id"),
        person.c.name,
        notice.c.at,
        notice.c.obligations,
    )
    .join_from(message, part, part.c.message_id == message.c.id)
    .join(person, person.c.chat_id == message.c.chat_id)
    .outerjoin(notice, notice.c.message_id == message.c.id)
    .where(message.c.kind.not_in(bindparam("kinds", expanding=True)))
    .order_by(message.c.id, part.c.position)
)
_UNTOLD = (
    select(
        notice.c.at,
        notice.c.created_at,
        notice.c.obligations,
        notice.c.fate,
        person.c.id.label("person_id"),
        person.c.name,
    )
    .join_from(notice, person, person.c.id == notice.c.person_id)
    .where(notice.c.message_id.is_(None), notice.c.fate != Fate.PLANNED)
)
_ROLES = select(membership.c.person_id, membership.c.role, membership.c.unit_id)
_OWED = select(obligation.c.id, obligation.c.unit_id, obligation.c.round_id)
_BEGUN = select(draft.c.obligation_id, draft.c.created_at)
_PUT_BEFORE = select(approval.c.obligation_id, approval.c.asked_at, approval.c.decided_at)
_SENT_BACK = select(review.c.obligation_id, review.c.at).where(review.c.verdict == Verdict.RETURNED)
_RUNGS = select(reminder.c.obligation_id, reminder.c.at, reminder.c.rung)


@dataclass(frozen=True, slots=True)
class Told:
    """`payload` is that of one part of a message, {} for a notice nobody could be sent; `units`,
    `rounds` and `rungs` are those of the reports a notice is about. Of a notice nobody could be
    sent: `fate` says why, `states` how the reports stood."""

    at: datetime
    person: str
    role: str
    units: tuple[str, ...]
    rounds: tuple[str, ...]
    rungs: tuple[str, ...]
    kind: str
    params: dict[str, Any]
    payload: dict[str, Any]
    delivered: bool
    fate: str = ""
    states: tuple[str, ...] = ()


def everything_told(work: SqlWork, without: Iterable[str]) -> list[Told]:
    """Messages of all kinds but these, and reminders without a message, oldest first."""
    reading = _Reading(work)
    return sorted([*reading.told(list(without)), *reading.untold()], key=lambda each: each.at)


class _Reading:
    def __init__(self, work: SqlWork) -> None:
        self._run = run = work.transaction.connection.execute
        self._roles = {row.person_id: (row.role, row.unit_id) for row in run(_ROLES)}
        self._owed = {row.id: (row.unit_id, row.round_id) for row in run(_OWED)}
        self._happened = self._happenings()
        self._rungs = {(row.obligation_id, row.at): row.rung for row in run(_RUNGS)}

    def _happenings(self) -> Mapping[int, list[tuple[datetime, ObligationState]]]:
        found: dict[int, list[tuple[datetime, ObligationState]]] = defaultdict(list)
        for key, at in self._run(_BEGUN):
            found[key].append((at, ObligationState.STARTED))
        for key, asked_at, decided_at in self._run(_PUT_BEFORE):
            found[key].append((asked_at, ObligationState.AWAITING_LEADER))
            if decided_at is not None:
                found[key].append((decided_at, ObligationState.STARTED))
        for key, at in self._run(_SENT_BACK):
            found[key].append((at, ObligationState.RETURNED))
        return found

    def told(self, kinds: list[str]) -> Iterator[Told]:
        for row in self._run(_TOLD, {"kinds": kinds}):
            yield self._of(
                row,
                at=row.sent_at or row.created_at,
                kind=row.kind,
                params=row.params,
                payload=row.payload,
                delivered=row.state == "sent",
            )

    def untold(self) -> Iterator[Told]:
        for row in self._run(_UNTOLD):
            yield self._of(
                row,
                at=row.created_at,
                kind="reminder",
                params={},
                payload={},
                delivered=False,
                fate=row.fate,
                states=self._stood(row.obligations, row.created_at),
            )

    def _stood(self, obligations: Iterable[int], at: datetime) -> tuple[str, ...]:
        """How reports that were still owed stood then: by what had happened to each last."""
        states = []
        for key in obligations:
            came = [each for each in self._happened[key] if each[0] <= at]
            states.append(max(came)[1] if came else ObligationState.NOT_STARTED)
        return tuple(dict.fromkeys(state.value for state in states))

    def _of(self, row: Any, **told: Any) -> Told:
        role, unit = self._roles.get(row.person_id, ("", ""))
        keys = row.obligations or ()
        about = [self._owed[key] for key in keys]
        rungs = [self._rungs[key, row.at] for key in keys if (key, row.at) in self._rungs]
        return Told(
            person=row.name,
            role=role,
            units=tuple(dict.fromkeys(one for one, _ in about)) or ((unit,) if unit else ()),
            rounds=tuple(dict.fromkeys(one for _, one in about)),
            rungs=tuple(dict.fromkeys(rungs)),
            **told,
        )
