"""Which obligations are a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.records import ObligationState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from usecases.desk import Desk
    from usecases.records import Obligation, Person

SENT = (ObligationState.SUBMITTED, ObligationState.ACCEPTED)


def owed_by(desk: Desk, person: Person) -> list[Obligation]:
    """Everything the person reports for in open rounds, nearest due time first."""
    return owed_in(desk, person.units())


def owed_in(desk: Desk, units: Sequence[str]) -> list[Obligation]:
    obligations = desk.work.obligations.of_units(units)
    over = desk.work.requests.over()
    live = [
        o
        for o in obligations
        if o.state is not ObligationState.CANCELLED and o.round_id not in over
    ]
    return sorted(live, key=lambda o: (o.state in SENT, o.due_at, o.id))


def find_readable(desk: Desk, obligation_id: int) -> Obligation | None:
    """Like `find_owed`; the office reads, and takes papers for, every unit."""
    person = desk.person
    if person is not None and person.is_office():
        return desk.work.obligations.get(obligation_id)
    return find_owed(desk, obligation_id)


def find_owed(desk: Desk, obligation_id: int) -> Obligation | None:
    """An obligation of the person's own units; another unit's looks like one that is not there."""
    person = desk.person
    if person is None:
        return None
    obligation = desk.work.obligations.get(obligation_id)
    if obligation is None or obligation.unit_id not in person.units():
        return None
    return None if obligation.state is ObligationState.CANCELLED else obligation
