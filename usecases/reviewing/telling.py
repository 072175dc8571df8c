"""To whom what concerns a report is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.records import Role

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Message, Obligation


def tell_office(desk: Desk, message: Message, but: int = 0) -> None:
    """Everybody of the office who can be reached, but for person `but`."""
    for colleague in desk.work.people.office():
        if colleague.id != but and colleague.chat_id is not None:
            desk.tell(colleague.chat_id, _own(message, colleague.id))


def tell_unit(desk: Desk, unit_id: str, message: Message, but: int = 0) -> list[str]:
    """The people of a unit who report for it; names of those told."""
    told = []
    for person in desk.work.people.of_unit(unit_id):
        reports = any(m.unit_id == unit_id and m.role is not Role.LEADER for m in person.active())
        if reports and person.id != but and person.chat_id is not None and not person.blocked:
            desk.tell(person.chat_id, _own(message, person.id))
            told.append(person.name)
    return told


def report_words(desk: Desk, obligation: Obligation) -> dict[str, JSON]:
    """`unit`, `period`, `address`, `tone` of a report."""
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    unit = plan.unit(obligation.unit_id)
    return {
        "unit": unit.name,
        "period": plan.round(obligation.round_id).period,
        "address": unit.address,
        "tone": unit.tone,
    }


def titles(desk: Desk, obligation: Obligation) -> dict[str, JSON]:
    """`unit` and `period`, for who is not of the unit."""
    words = report_words(desk, obligation)
    return {"unit": words["unit"], "period": words["period"]}


def _own(message: Message, person_id: int) -> Message:
    if message.dedupe_key is None:
        return message
    return replace(message, dedupe_key=f"{message.dedupe_key}:{person_id}")
