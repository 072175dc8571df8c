"""A due time has moved: what is pending follows it, whom it concerns hears so in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.reminders import OWED
from usecases.buttons import screen
from usecases.facts.subjects import plan_for, shown
from usecases.messages import say
from usecases.records import MessageClass

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.facts.subjects import Subject
    from usecases.records import Obligation, Person


def due_moved(desk: Desk, subject: Subject) -> int:
    """`subject` is as it was before. The number of people told."""
    plan = plan_for(desk, subject.key)
    assert plan is not None, "it was there to be changed"
    old, new = subject.round.due[subject.level], plan.round(subject.key).due[subject.level]
    if desk.work.rounds.get(subject.key) is None or old == new:
        return 0  # nobody knows of it yet: the round opens with the new time
    concerned: dict[int, list[str]] = {}
    if subject.level == "unit":
        for obligation in _moved(desk, subject.key, old, new):
            name = plan.unit(obligation.unit_id).label
            for person in desk.work.people.of_unit(obligation.unit_id):
                concerned.setdefault(person.id, []).append(name)
    for colleague in desk.work.people.office():
        concerned.setdefault(colleague.id, [])
    assert desk.person is not None, "the office has pressed"
    concerned.pop(desk.person.id, None)
    people = [desk.work.people.get(key) for key in concerned]
    return sum(_tell(desk, person, subject, plan, concerned[person.id], new) for person in people)


def _moved(desk: Desk, round_id: str, old: datetime, new: datetime) -> list[Obligation]:
    """Those still owed, at their new time. Whoever was given until later than that keeps it."""
    moved = []
    for obligation in desk.work.obligations.of_round(round_id):
        if obligation.due_at == old or obligation.due_at < new:
            desk.work.obligations.set_due(obligation.id, new)
            if obligation.state in OWED:
                moved.append(obligation)
    return moved


def _tell(
    desk: Desk, person: Person, subject: Subject, plan: Plan, units: list[str], new: datetime
) -> int:
    if person.chat_id is None or person.blocked:
        return 0
    unit = next((u for u in plan.units if u.id in person.sees()), plan.office)
    told = desk.tell(
        person.chat_id,
        say(
            "due_moved",
            message_class=MessageClass.REQUEST,
            period=subject.round.period,
            level=subject.level,
            old=subject.now,
            new=shown(plan, new),
            units=units,
            tone=unit.tone,
            address=unit.address,
            office=plan.office.name,
            buttons=((screen("reports"),),) if units and person.units() else (),
        ),
    )
    return int(told is not None)
