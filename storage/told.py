"""Everything people were told, and what could not be told to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage.tables import membership, message, notice, obligation, part, person, reminder
from storage.work import SqlWork
from usecases.reminding.records import Fate

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
        person.c.id.label("person_id"),
        person.c.name,
    )
    .join_from(notice, person, person.c.id == notice.c.person_id)
    .where(notice.c.message_id.is_(None), notice.c.fate != Fate.PLANNED)
)
_ROLES = select(membership.c.person_id, membership.c.role, membership.c.unit_id)
_OWED = select(obligation.c.id, obligation.c.unit_id, obligation.c.round_id)
_RUNGS = select(reminder.c.obligation_id, reminder.c.at, reminder.c.rung)


@dataclass(frozen=True, slots=True)
class Told:
    """`payload` is that of one part of a message, {} for a notice nobody could be sent; `units`,
    `rounds` and `rungs` are those of the reports a notice is about."""

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


def everything_told(work: SqlWork, without: Iterable[str]) -> list[Told]:
    """Messages of all kinds but these, and reminders without a message, oldest first."""
    reading = _Reading(work)
    return sorted([*reading.told(list(without)), *reading.untold()], key=lambda each: each.at)


class _Reading:
    def __init__(self, work: SqlWork) -> None:
        self._run = run = work.transaction.connection.execute
        self._roles = {row.person_id: (row.role, row.unit_id) for row in run(_ROLES)}
        self._owed = {row.id: (row.unit_id, row.round_id) for row in run(_OWED)}
        self._rungs = {(row.obligation_id, row.at): row.rung for row in run(_RUNGS)}

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
                row, at=row.created_at, kind="reminder", params={}, payload={}, delivered=False
            )

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
