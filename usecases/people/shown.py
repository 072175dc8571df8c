"""People, units and entries of the directory as messages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from reporting.plan import Plan, Unit
    from usecases.records import JSON, DirectoryEntry, Membership, Person


def unit_of(plan: Plan, unit_id: str) -> Unit | None:
    """None for a unit of an earlier plan."""
    return next((unit for unit in plan.units if unit.id == unit_id), None)


def unit_words(plan: Plan, unit_id: str) -> dict[str, JSON]:
    """`unit`, `short`, `address` and `tone`; the id where the plan no longer has the unit."""
    unit = unit_of(plan, unit_id)
    if unit is None:
        return {
            "unit": unit_id,
            "short": unit_id,
            "address": plan.office.address,
            "tone": plan.office.tone,
        }
    return {
        "unit": unit.name,
        "short": unit.short_name,
        "address": unit.address,
        "tone": unit.tone,
    }


def member_words(
    person: Person, membership: Membership, entry: DirectoryEntry | None, zone: tzinfo
) -> dict[str, JSON]:
    """One membership: who, in which role and state, how to reach them, when last seen."""
    return {
        "name": person.name,
        "listed": entry.name if entry else "",
        "post": entry.post if entry else "",
        "role": membership.role.value,
        "state": membership.state.value,
        "phone": person.phone or (entry.phone if entry else ""),
        "shared": bool(person.phone),
        "blocked": person.blocked,
        "seen_at": moment(person.seen_at, zone),
    }


def entry_words(entry: DirectoryEntry, invited_until: datetime | None, zone: tzinfo) -> JSON:
    """An entry nobody has come for yet."""
    return {
        "name": entry.name,
        "post": entry.post,
        "role": entry.role.value,
        "phone": entry.phone,
        "invited_until": moment(invited_until, zone),
    }


def moment(at: datetime | None, zone: tzinfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None
