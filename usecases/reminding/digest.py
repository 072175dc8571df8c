"""The office's morning: where each open round stands in five lines at the most, whom to call."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reporting.reminders import OWED, last_day
from usecases.buttons import screen
from usecases.messages import say
from usecases.owed import SENT
from usecases.records import MessageClass, ObligationState
from usecases.reminding.calling import calls_message
from usecases.reminding.fates import unreached
from usecases.reminding.records import NoticeKind
from usecases.reminding.wording import days_left

if TYPE_CHECKING:
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Message, Person

_ROUNDS = 2  # lines for rounds; more are only counted


def send_digest(work: Work, library: Library, now: datetime, since: datetime | None) -> None:
    """When its moment came since the last tick and is not long past; once a person."""
    calendar = library.current.calendar
    today = calendar.local(now).date()
    moment = calendar.at(today, calendar.ladder.digest)
    is_due = since is not None and since < moment <= now <= moment + calendar.ladder.lateness
    if not is_due or not calendar.days.works(today):
        return
    lines = _rounds(work, library, now)
    if not lines:
        return
    digest = _digest(work, library, now, lines)
    calls = calls_message(work, library, now, overdue_only=True)
    for person in work.people.office():
        _give(work, person, now, f"digest {today.isoformat()}", [digest, calls])


def _give(
    work: Work, person: Person, now: datetime, slot: str, messages: list[Message | None]
) -> None:
    notice = work.notices.claim(person.id, slot, NoticeKind.DIGEST, [], now, now)
    if notice is None or person.chat_id is None:
        return
    for message in messages:
        if message is not None:
            queued = work.outbox.add(person.chat_id, message, now)
            assert queued is not None, "a digest has no key of its own"
            if message.kind == "digest":
                work.notices.sends(notice, queued)


def _digest(work: Work, library: Library, now: datetime, lines: list[dict[str, JSON]]) -> Message:
    return say(
        "digest",
        message_class=MessageClass.NUDGE,
        expires_at=now + library.current.calendar.ladder.lateness,
        day=library.current.calendar.local(now).date().isoformat(),
        rounds=lines[:_ROUNDS],
        more_rounds=max(0, len(lines) - _ROUNDS),
        nobody=units_without_people(work, library, now),
        unreached=[person.name for person, _ in unreached(work, now)],
        buttons=((screen("progress"), screen("calls")),),
    )


def open_rounds_of(work: Work, library: Library, now: datetime) -> list[str]:
    """Ids of the rounds in which something is owed and somebody is still chased, oldest first."""
    calendar = library.current.calendar
    today = calendar.local(now).date()
    groups = work.reminders.groups()
    chased = {g.round_id for g in groups if today <= last_day(g.due_at, calendar)}
    return [record.id for record in work.rounds.all() if record.id in chased]


def _rounds(work: Work, library: Library, now: datetime) -> list[dict[str, JSON]]:
    return [_round(work, library, key, now) for key in open_rounds_of(work, library, now)]


def _round(work: Work, library: Library, round_id: str, now: datetime) -> dict[str, JSON]:
    calendar = library.current.calendar
    plan = library.plan_of_round(round_id, work)
    due_at = plan.round(round_id).due["unit"]
    live = [
        o for o in work.obligations.of_round(round_id) if o.state is not ObligationState.CANCELLED
    ]
    open_ = [o for o in live if o.state in OWED]
    return {
        "period": plan.round(round_id).period,
        "sent": sum(o.state in SENT for o in live),
        "total": len(live),
        "started": sum(o.state is not ObligationState.NOT_STARTED for o in open_),
        "not_started": sum(o.state is ObligationState.NOT_STARTED for o in open_),
        "overdue": sum(now > o.due_at for o in open_),
        "due_at": calendar.local(due_at).isoformat(),
        "days": days_left(calendar, now, due_at),
    }


def units_without_people(work: Work, library: Library, now: datetime) -> list[str]:
    """Units that owe something and for which nobody takes part, in the plan's order."""
    joined = work.reminders.joined()
    missing: dict[str, str] = {}
    for round_id in open_rounds_of(work, library, now):
        plan = library.plan_of_round(round_id, work)
        owing = {o.unit_id for o in work.obligations.of_round(round_id) if o.state in OWED}
        for unit in plan.units:
            if unit.id in owing and unit.id not in joined:
                missing[unit.id] = unit.label
    return list(missing.values())
