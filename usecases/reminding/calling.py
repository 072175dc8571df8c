"""Whom the office should telephone: units that are late, their people, numbers to tap."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reporting.reminders import OWED, last_day
from usecases.buttons import screen
from usecases.messages import say
from usecases.monitoring.progress import is_office
from usecases.records import MessageClass
from usecases.reminding.leaders import leaders_of
from usecases.reminding.wording import days_left

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button, Message, Obligation

_MOST_BUTTONS = 40
_SOON = 1  # working days: who is due by then and has not reported may be called


def show_calls(desk: Desk) -> None:
    """The call list, whenever the office asks for it."""
    if is_office(desk):
        message = calls_message(desk.work, desk.library, desk.turn.now, overdue_only=False)
        desk.say(message or say("nobody_to_call"))


def calls_message(
    work: Work, library: Library, now: datetime, *, overdue_only: bool
) -> Message | None:
    """None where nobody need be called."""
    late = _late(work, library, now, overdue_only=overdue_only)
    items = [_item(work, library, obligation, now) for obligation in late]
    if not items:
        return None
    return say(
        "calls",
        message_class=MessageClass.NUDGE,
        expires_at=now + library.current.calendar.ladder.lateness,
        items=items,
        office=library.current.office.name,
        buttons=_leader_buttons(work, late, items),
    )


def _leader_buttons(
    work: Work, late: list[Obligation], items: list[dict[str, JSON]]
) -> tuple[tuple[Button, ...], ...]:
    """One for each unit whose leader can be told."""
    rows = [
        (screen("leader", obligation.id, text=item["unit"]),)
        for obligation, item in zip(late, items, strict=True)
        if leaders_of(work, obligation.unit_id)
    ]
    return tuple(rows[:_MOST_BUTTONS])


def _late(work: Work, library: Library, now: datetime, *, overdue_only: bool) -> list[Obligation]:
    """In the order of due times and of the plan."""
    calendar = library.current.calendar
    today = calendar.local(now).date()
    found: list[tuple[datetime, int, Obligation]] = []
    for group in work.reminders.groups():
        days = calendar.days.between(today, calendar.local(group.due_at).date())
        soon = now > group.due_at or (days <= _SOON and not overdue_only)
        if not soon or today > last_day(group.due_at, calendar):
            continue
        plan = library.plan_of_round(group.round_id, work)
        order = {unit.id: number for number, unit in enumerate(plan.units)}
        found += [
            (group.due_at, order[o.unit_id], o)
            for o in work.obligations.of_round(group.round_id)
            if o.state in OWED and o.due_at == group.due_at
        ]
    return [obligation for _, _, obligation in sorted(found, key=lambda each: each[:2])]


def _item(work: Work, library: Library, obligation: Obligation, now: datetime) -> dict[str, JSON]:
    plan, calendar = library.plan_of_round(obligation.round_id, work), library.current.calendar
    unit = plan.unit(obligation.unit_id)
    due = calendar.local(obligation.due_at)
    return {
        "unit": unit.label,
        "period": plan.round(obligation.round_id).period,
        "tone": unit.tone,
        "state": obligation.state.value,
        "answered": obligation.answered,
        "total": obligation.total,
        "due_at": due.isoformat(),
        "overdue": now > obligation.due_at,
        "days": days_left(calendar, now, due),
        "people": people_to_call(work, obligation.unit_id),
    }


def people_to_call(work: Work, unit_id: str) -> list[JSON]:
    """Who takes part, then whom the directory expects and who has not come yet."""
    joined = [
        {"name": p.name, "phone": p.phone, "joined": True} for p in work.people.of_unit(unit_id)
    ]
    phones = {person["phone"] for person in joined}
    expected = [
        {"name": entry.name, "phone": entry.phone, "joined": False}
        for entry in work.directory.all()
        if entry.unit_id == unit_id and entry.phone not in phones
    ]
    return [*joined, *expected]
