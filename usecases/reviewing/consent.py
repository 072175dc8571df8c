"""Whether and how a unit's leader agrees before its report goes out (ADR 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Consent
from usecases.records import Role

if TYPE_CHECKING:
    from reporting.plan import Unit
    from usecases.ports import Work
    from usecases.records import Obligation, Person


def consent_for(work: Work, unit: Unit, obligation: Obligation, draft_id: int) -> Consent:
    """The unit's mode, and the name known so far. Where the leader is to agree in the bot but none
    can be reached there, or has agreed on paper meanwhile, paper takes its place: nothing waits
    for somebody who is absent."""
    if unit.consent == "none":
        return Consent()
    leaders = leaders_of(work, unit.id)
    if unit.consent == "bot" and leaders and not states_on_paper(work, draft_id):
        return Consent("bot", leaders[0].name)
    return Consent("paper", _known_leader(work, unit, obligation, leaders))


def states_on_paper(work: Work, draft_id: int) -> bool:
    """Whether who reports has said that the leader agreed to this draft on paper instead."""
    return work.settings.get(_key(draft_id)) is True


def state_on_paper(work: Work, draft_id: int, *, on_paper: bool) -> None:
    work.settings.put(_key(draft_id), on_paper)


def _key(draft_id: int) -> str:
    return f"on_paper:{draft_id}"


def leaders_of(work: Work, unit_id: str) -> list[Person]:
    """Leaders of the unit whom the bot reaches."""
    return [
        person
        for person in work.people.of_unit(unit_id)
        if person.chat_id is not None and not person.blocked and leads(person, unit_id)
    ]


def leads(person: Person, unit_id: str) -> bool:
    return any(m.role is Role.LEADER and m.unit_id == unit_id for m in person.active())


def _known_leader(work: Work, unit: Unit, obligation: Obligation, leaders: list[Person]) -> str:
    """Who agreed last time; else who is listed, has joined, or signs by the plan; "" for nobody."""
    sent = [o for o in work.obligations.of_units([unit.id]) if o.version]
    sent.sort(key=lambda o: (o.id == obligation.id, o.submitted_at or o.due_at))
    for earlier in reversed(sent):
        latest = work.submissions.latest(earlier.id)
        if latest is not None and latest.consent:
            return str(latest.consent["leader"])
    listed = [
        e.name for e in work.directory.all() if e.unit_id == unit.id and e.role is Role.LEADER
    ]
    names = listed or [person.name for person in leaders]
    return names[0] if names else unit.letter.signer.name
