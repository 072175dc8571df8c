"""`Báo lãnh đạo đơn vị`: a leader hears of a report that is not in, where the office taps it or the
plan says so; once for a report and its due time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.reminders import OWED, last_day
from reporting.text import capitalized
from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.records import MessageClass, Role
from usecases.reminding.wording import days_left

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation, Person


@office_only
def tell_leader(desk: Desk, argument: str) -> None:
    """Tapped in the call list; says who was told, or whom to telephone instead."""
    obligation = desk.work.obligations.get(number_in(argument))
    if obligation is None:
        desk.say(say("not_there"))
        return
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    about: dict[str, JSON] = {
        "unit": plan.unit(obligation.unit_id).name,
        "period": plan.round(obligation.round_id).period,
    }
    if obligation.state not in OWED:
        desk.say(say("leader_not_needed", **about))
        return
    leaders = leaders_of(desk.work, obligation.unit_id)
    told = tell_of(desk.work, desk.library, obligation, desk.turn.now)
    if told:
        assert desk.person is not None, "the office has pressed"
        subject = f"obligation:{obligation.id}"
        detail: JSON = {"leaders": [leader.id for leader in told]}
        desk.work.audit.note(desk.turn.now, desk.person.id, "leader_told", subject, detail)
    rows = () if leaders else ((screen("people", obligation.unit_id, label="people"),),)
    desk.say(
        say(
            "leader_told",
            **about,
            told=[leader.name for leader in told],
            before=[leader.name for leader in leaders if leader not in told],
            buttons=rows,
        )
    )


def leaders_of(work: Work, unit_id: str) -> list[Person]:
    """Those of the unit whom a message can reach."""
    return [
        person
        for person in work.people.of_unit(unit_id)
        if person.chat_id is not None
        and not person.blocked
        and any(m.unit_id == unit_id and m.role is Role.LEADER for m in person.active())
    ]


def tell_of(work: Work, library: Library, obligation: Obligation, now: datetime) -> list[Person]:
    """Queues the message to each leader of the unit who has not had it; those who get it now."""
    plan, calendar = library.plan_of_round(obligation.round_id, work), library.current.calendar
    unit = plan.unit(obligation.unit_id)
    due = calendar.local(obligation.due_at)
    told = []
    for leader in leaders_of(work, obligation.unit_id):
        assert leader.chat_id is not None, "asked for above"
        message = say(
            "leader_notice",
            message_class=MessageClass.REQUEST,
            dedupe_key=f"leader:{obligation.id}:{leader.id}:{due.isoformat()}",
            unit=unit.name,
            tone=unit.tone,
            address=unit.address,
            period=plan.round(obligation.round_id).period,
            state=obligation.state.value,
            answered=obligation.answered,
            total=obligation.total,
            due_at=due.isoformat(),
            overdue=now > due,
            days=days_left(calendar, now, due),
            people=_reporting(work, obligation.unit_id),
            office=plan.office.name,
            buttons=((screen("situation"),),),
        )
        if work.outbox.add(leader.chat_id, message, now) is not None:
            told.append(leader)
    return told


def _reporting(work: Work, unit_id: str) -> list[JSON]:
    people: Sequence[Person] = work.people.of_unit(unit_id)
    roles = (Role.LIAISON, Role.SECOND_LIAISON)
    return [
        capitalized(person.name)
        for person in people
        if any(m.unit_id == unit_id and m.role in roles for m in person.active())
    ]


def tell_where_planned(work: Work, library: Library, now: datetime) -> None:
    """What is `leader_after` working days overdue, where the plan says so."""
    calendar = library.current.calendar
    after = calendar.ladder.leader_after
    if after is None:
        return
    today = calendar.local(now).date()
    for group in work.reminders.groups():
        day = calendar.days.after(calendar.local(group.due_at).date(), after)
        if not day <= today <= last_day(group.due_at, calendar):
            continue
        for obligation in work.obligations.of_round(group.round_id):
            if obligation.state in OWED and obligation.due_at == group.due_at:
                tell_of(work, library, obligation, now)
