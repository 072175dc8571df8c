"""People and their memberships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, case, func, insert, select, text, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import membership, person
from usecases.records import Membership, MembershipState, Person, Role, Sender

_WITH_MEMBERSHIPS = select(
    person.c.id,
    person.c.telegram_id,
    person.c.chat_id,
    person.c.name,
    person.c.phone,
    person.c.focus,
    person.c.blocked_at,
    person.c.seen_at,
    membership.c.id.label("membership_id"),
    membership.c.unit_id,
    membership.c.role,
    membership.c.state,
    membership.c.entry_id,
    membership.c.replaces_id,
).select_from(person.outerjoin(membership, membership.c.person_id == person.c.id))
_ORDER = (person.c.id, membership.c.id)
_BY_TELEGRAM = _WITH_MEMBERSHIPS.where(person.c.telegram_id == bindparam("telegram")).order_by(
    *_ORDER
)
_BY_ID = _WITH_MEMBERSHIPS.where(person.c.id == bindparam("key")).order_by(*_ORDER)
_ACTIVE = select(membership.c.person_id).where(membership.c.state == MembershipState.ACTIVE)
_OFFICE = _WITH_MEMBERSHIPS.where(
    person.c.id.in_(_ACTIVE.where(membership.c.role == Role.OFFICE)),
    person.c.chat_id.is_not(None),
    person.c.blocked_at.is_(None),
).order_by(*_ORDER)
_OF_UNIT = _WITH_MEMBERSHIPS.where(
    person.c.id.in_(_ACTIVE.where(membership.c.unit_id == bindparam("unit")))
).order_by(*_ORDER)
_STANDING = membership.c.state != MembershipState.REVOKED
_ROLL = _WITH_MEMBERSHIPS.where(
    person.c.id.in_(select(membership.c.person_id).where(_STANDING))
).order_by(*_ORDER)
_MEMBERSHIPS = select(
    membership.c.id.label("membership_id"),
    membership.c.person_id.label("id"),
    membership.c.unit_id,
    membership.c.role,
    membership.c.state,
    membership.c.entry_id,
    membership.c.replaces_id,
)
_MEMBERSHIP = _MEMBERSHIPS.where(membership.c.id == bindparam("key"))
_OF_ENTRY = _MEMBERSHIPS.where(membership.c.entry_id == bindparam("entry"), _STANDING).order_by(
    membership.c.id
)
_STAND_FOR = (
    update(membership)
    .where(membership.c.id == bindparam("key"))
    .values(entry_id=bindparam("entry"))
)
_ACTIVATE = (
    update(membership)
    .where(membership.c.id == bindparam("key"), membership.c.state == MembershipState.PENDING)
    .values(state=MembershipState.ACTIVE)
)
_REVOKE = (
    update(membership)
    .where(membership.c.id == bindparam("key"), _STANDING)
    .values(state=MembershipState.REVOKED)
)
_PHONE = update(person).where(person.c.id == bindparam("key")).values(phone=bindparam("number"))
_SEEN = update(person).where(person.c.id == bindparam("key")).values(seen_at=bindparam("now"))
_ADD = insert(person).returning(person.c.id)
_FRESHEN = (
    update(person)
    .where(person.c.id == bindparam("key"))
    .values(name=bindparam("new_name"), chat_id=bindparam("chat"), blocked_at=None)
)
_FOCUS = update(person).where(person.c.id == bindparam("key")).values(focus=bindparam("stack"))
_BLOCK = (
    update(person).where(person.c.chat_id == bindparam("chat")).values(blocked_at=bindparam("now"))
)
_JOIN = upsert(
    membership,
    lambda new: new.on_conflict_do_update(
        index_elements=["person_id", "unit_id", "role"],
        index_where=text("state <> 'revoked'"),  # PostgreSQL could not match a parameter
        set_={
            "state": case(
                (new.excluded.state == MembershipState.ACTIVE, new.excluded.state),
                else_=membership.c.state,
            ),
            "entry_id": func.coalesce(new.excluded.entry_id, membership.c.entry_id),
            "replaces_id": func.coalesce(new.excluded.replaces_id, membership.c.replaces_id),
        },
    ).returning(membership.c.id),
)
_RANK = {role: rank for rank, role in enumerate((Role.LIAISON, Role.SECOND_LIAISON, Role.LEADER))}


class SqlPeople:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def of(self, sender: Sender) -> Person | None:
        found = self._read(self._t.all(_BY_TELEGRAM, {"telegram": sender.telegram_id}))
        if not found:
            return None
        known = found[0]
        if (known.name, known.chat_id, known.blocked) == (sender.name, sender.chat_id, False):
            return known
        self._t.renamed = self._t.renamed or known.name != sender.name
        self._t.do(_FRESHEN, {"key": known.id, "new_name": sender.name, "chat": sender.chat_id})
        return self.get(known.id)

    def get(self, person_id: int) -> Person:
        """Raises KeyError for an id that does not exist."""
        found = self._read(self._t.all(_BY_ID, {"key": person_id}))
        if not found:
            raise KeyError(person_id)
        return found[0]

    def add(self, sender: Sender, at: datetime) -> Person:
        person_id = self._t.insert(
            _ADD,
            {
                "telegram_id": sender.telegram_id,
                "chat_id": sender.chat_id,
                "name": sender.name,
                "focus": [],
                "created_at": at,
                "seen_at": at,
            },
        )
        return self.get(person_id)

    def join(
        self,
        person_id: int,
        unit_id: str,
        role: Role,
        *,
        active: bool,
        at: datetime,
        entry_id: int | None = None,
        replaces_id: int | None = None,
    ) -> int:
        state = MembershipState.ACTIVE if active else MembershipState.PENDING
        joined: int = self._t.insert_unless_there(
            _JOIN,
            {
                "person_id": person_id,
                "unit_id": unit_id,
                "role": role,
                "state": state,
                "created_at": at,
                "entry_id": entry_id,
                "replaces_id": replaces_id,
            },
        )
        return joined

    def membership(self, membership_id: int) -> Membership | None:
        row = self._t.first(_MEMBERSHIP, {"key": membership_id})
        return None if row is None else _membership(row)

    def of_entry(self, entry_id: int) -> Sequence[Membership]:
        return [_membership(row) for row in self._t.all(_OF_ENTRY, {"entry": entry_id})]

    def stand_for(self, membership_id: int, entry_id: int) -> None:
        self._t.do(_STAND_FOR, {"key": membership_id, "entry": entry_id})

    def activate(self, membership_id: int) -> bool:
        return self._t.do(_ACTIVATE, {"key": membership_id}) == 1

    def revoke(self, membership_id: int) -> bool:
        return self._t.do(_REVOKE, {"key": membership_id}) == 1

    def set_phone(self, person_id: int, phone: str) -> None:
        self._t.do(_PHONE, {"key": person_id, "number": phone})

    def seen(self, person_id: int, at: datetime) -> None:
        self._t.do(_SEEN, {"key": person_id, "now": at})

    def focus(self, person_id: int, stack: Sequence[int]) -> None:
        self._t.do(_FOCUS, {"key": person_id, "stack": list(stack)})

    def office(self) -> Sequence[Person]:
        return self._read(self._t.all(_OFFICE, {}))

    def of_unit(self, unit_id: str) -> Sequence[Person]:
        people = self._read(self._t.all(_OF_UNIT, {"unit": unit_id}))
        return sorted(people, key=lambda one: _rank(one, unit_id))

    def roll(self) -> Sequence[Person]:
        return self._read(self._t.all(_ROLL, {}))

    def block(self, chat_id: int, at: datetime) -> None:
        self._t.do(_BLOCK, {"chat": chat_id, "now": at})

    def _read(self, rows: Iterable[Any]) -> list[Person]:
        people = [_person(list(own)) for _, own in groupby(rows, key=lambda row: row.id)]
        self._t.names.update((one.id, one.name) for one in people)
        return people


def _person(rows: list[Any]) -> Person:
    first = rows[0]
    return Person(
        id=first.id,
        telegram_id=first.telegram_id,
        chat_id=first.chat_id,
        name=first.name,
        phone=first.phone,
        memberships=tuple(_membership(row) for row in rows if row.membership_id is not None),
        focus=tuple(first.focus),
        blocked=first.blocked_at is not None,
        seen_at=first.seen_at,
    )


def _membership(row: Any) -> Membership:
    return Membership(
        row.membership_id,
        row.id,
        row.unit_id,
        Role(row.role),
        MembershipState(row.state),
        row.entry_id,
        row.replaces_id,
    )


def _rank(one: Person, unit_id: str) -> int:
    return min(
        _RANK.get(m.role, len(_RANK))
        for m in one.memberships
        if m.unit_id == unit_id and m.state is MembershipState.ACTIVE
    )
