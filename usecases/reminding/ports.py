"""What reminding needs from the outside: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from usecases.reminding.records import (
    Delivered,
    Fate,
    Notice,
    NoticeKind,
    OwedGroup,
    Promise,
    Recipient,
    Told,
)


class Reminders(Protocol):
    def groups(self) -> Sequence[OwedGroup]:
        """Each pair of round and due time for which anything is still owed."""
        ...

    def recipients(self, after: int, limit: int) -> Sequence[Recipient]:
        """The next `limit` people who report for units, by id, behind the person `after`."""
        ...

    def joined(self) -> frozenset[str]:
        """Units that somebody reports for, as a liaison or from the office."""
        ...

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
        """False when the same rung is there already."""
        ...

    def rungs_of(self, obligation_id: int) -> Sequence[tuple[str, str, Told]]:
        """Name, slot and whether it was told, oldest first."""
        ...

    def promises(self, until: date, obligation_id: int | None = None) -> Sequence[Promise]:
        """What is promised for that day or an earlier one and not answered yet, by obligation."""
        ...


class Notices(Protocol):
    def claim(
        self,
        person_id: int,
        slot: str,
        kind: NoticeKind,
        obligations: Sequence[int],
        at: datetime,
        now: datetime,
    ) -> int | None:
        """The waiting notice of this person and slot, new or planned before; None for all callers
        but one."""
        ...

    def plan(
        self, person_id: int, slot: str, obligations: Sequence[int], at: datetime, now: datetime
    ) -> bool:
        """False when there is a notice for this person and slot already."""
        ...

    def planned(self, now: datetime) -> Sequence[Notice]:
        """Those whose time has come."""
        ...

    def sends(self, notice_id: int, message_id: int) -> None: ...

    def get(self, notice_id: int) -> Notice | None: ...

    def of_part(self, part_id: int) -> Notice | None:
        """The notice that this part of the outbox is about to tell."""
        ...

    def over(self) -> Sequence[Delivered]:
        """Waiting notices whose message is over, one way or another."""
        ...

    def settle(self, notice_id: int, fate: Fate, reason: str, at: datetime) -> bool:
        """Guarded: False unless it was planned or waiting."""
        ...

    def since(self, moment: datetime) -> Sequence[Notice]:
        """Reminders of that moment and later, oldest first."""
        ...

    def of_slot(self, slot: str) -> Sequence[Notice]:
        """One for each person, in the order they were made."""
        ...

    def last_fates(self, since: datetime) -> Sequence[Notice]:
        """The latest settled reminder of each person since then, oldest person first."""
        ...
