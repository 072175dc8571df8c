"""`/giahan`: more time for one report, with a reason. Reminders follow the new due time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    end_dialogue,
    subject_id,
    too_long,
)
from usecases.help import say_stranger
from usecases.messages import say
from usecases.monitoring.progress import in_plan_order, newest_round, period_of, rounds_shown
from usecases.owed import find_owed, owed_by
from usecases.people.office_only import office_only
from usecases.records import MessageClass, ObligationState
from usecases.reviewing.listing import turn_pages
from usecases.reviewing.telling import report_words, tell_office, tell_unit, titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import Button, Obligation

PAGE = 8
MOST_ROUNDS = 20  # older ones still owed are a /tiendo away
STEPS = (1, 2, 3, 5, 10)  # working days on offer
_DONE = (ObligationState.SUBMITTED, ObligationState.ACCEPTED, ObligationState.CANCELLED)


@office_only
def show_extensible(desk: Desk, argument: str) -> None:
    """/giahan: the reports that are still owed; with several rounds open, which one is asked."""
    round_id, _, page = argument.partition(":")
    choices = _open_rounds(desk) if not round_id else []
    if len(choices) > 1:
        _choose_round(desk, choices)
        return
    round_id = round_id or next((key for key, _ in choices), newest_round(desk.work))
    if not round_id or desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    plan = desk.library.plan_of_round(round_id, desk.work)
    open_ = _still_owed(desk, round_id)
    pages = max(1, -(-len(open_) // PAGE))
    at = min(number_in(page), pages - 1)
    rows: list[tuple[Button, ...]] = [
        (screen("give_time", o.id, label="plain", text=plan.unit(o.unit_id).label),)
        for o in open_[at * PAGE : (at + 1) * PAGE]
    ]
    rows.append(turn_pages("extensible", round_id, at, pages))
    period = plan.round(round_id).period
    desk.say(
        say(
            "extensible",
            period=period,
            count=len(open_),
            page=at + 1,
            pages=pages,
            buttons=tuple(row for row in rows if row),
        )
    )


def _open_rounds(desk: Desk) -> list[tuple[str, int]]:
    """Id of each round in which anything is owed, newest first, and how many reports are."""
    over = desk.work.requests.over()
    counted = [(r, len(_still_owed(desk, r))) for r in rounds_shown(desk.work) if r not in over]
    return [(round_id, count) for round_id, count in counted if count]


def _still_owed(desk: Desk, round_id: str) -> list[Obligation]:
    plan = desk.library.plan_of_round(round_id, desk.work)
    owed = in_plan_order(plan, desk.work.obligations.of_round(round_id))
    return [o for o in owed if o.state not in _DONE]


def _choose_round(desk: Desk, choices: list[tuple[str, int]]) -> None:
    shown = [(key, period_of(desk, key), count) for key, count in choices[:MOST_ROUNDS]]
    rounds = [{"period": period, "count": count} for _, period, count in shown]
    rows = tuple(
        (screen("extensible", key, label="plain", text=period),) for key, period, _ in shown
    )
    older = len(choices) - len(shown)
    desk.say(say("extensible_rounds", rounds=rounds, older=older, buttons=rows))


@office_only
def offer_time(desk: Desk, argument: str) -> None:
    """How long: a few working days from the due time, or from today where that is over."""
    obligation = desk.work.obligations.get(number_in(argument))
    if obligation is None or obligation.state is ObligationState.CANCELLED:
        desk.say(say("not_there"))
        return
    buttons = [
        screen("give_time_to", f"{obligation.id}:{days}", label="plain", text=_day(desk, to))
        for days, to in ((days, _later(desk, obligation, days)) for days in STEPS)
    ]
    back = screen("extensible", obligation.round_id, label="leave_it")
    rows = (tuple(buttons[:3]), tuple(buttons[3:]), (back,))
    due = _local(desk, obligation.due_at)
    desk.say(
        say(
            "offer_time",
            **titles(desk, obligation),
            due_at=due,
            buttons=tuple(r for r in rows if r),
        )
    )


@office_only
def ask_why_longer(desk: Desk, argument: str) -> None:
    key, _, days = argument.partition(":")
    obligation = desk.work.obligations.get(number_in(key))
    if obligation is None or number_in(days) not in STEPS:
        desk.say(say("not_there"))
        return
    to = _later(desk, obligation, number_in(days))
    subject = {
        "obligation": obligation.id,
        "from": obligation.due_at.isoformat(),
        "to": to.isoformat(),
    }
    message = say(
        "ask_extension_reason",
        **titles(desk, obligation),
        to=_local(desk, to),
        buttons=(cancel_row(),),
    )
    ask_in_dialogue(desk, "extension", subject, message)


def take_extension(desk: Desk, dialogue: Dialogue, text: str) -> None:
    person = desk.person
    assert person is not None, "the office types"
    if too_long(desk, dialogue, text):
        return
    end_dialogue(desk, dialogue)
    obligation = desk.work.obligations.get(subject_id(dialogue, "obligation"))
    assert obligation is not None, "a dialogue is about an obligation"
    before = datetime.fromisoformat(dialogue.subject["from"])
    to = datetime.fromisoformat(dialogue.subject["to"])
    words = report_words(desk, obligation)
    now = desk.turn.now
    if not desk.work.reviews.extend(obligation.id, before, to, text, by=person.id, at=now):
        again = (screen("give_time", obligation.id),)
        due = _local(desk, obligation.due_at)
        desk.say(
            say("extended_meanwhile", **titles(desk, obligation), due_at=due, buttons=(again,))
        )
        return
    detail = {"from": before.isoformat(), "to": to.isoformat(), "reason": text}
    desk.work.audit.note(now, person.id, "extended", f"obligation:{obligation.id}", detail)
    message = say(
        "extended",
        message_class=MessageClass.REQUEST,
        **words,
        due_at=_local(desk, to),
        reason=text,
        office=desk.library.current.office.name,
        buttons=((screen("report", obligation.id, label="resume"),),),
    )
    told = tell_unit(desk, obligation.unit_id, message, person.id)
    short = titles(desk, obligation)
    desk.say(say("extended_done", **short, due_at=_local(desk, to), told=told))


def ask_for_time(desk: Desk, argument: str = "") -> None:
    """`Xin gia hạn`: a liaison says why; the office decides."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    obligation = find_owed(desk, number_in(argument))
    if obligation is None and not argument:
        open_ = [o for o in owed_by(desk, person) if o.state not in _DONE]
        obligation = open_[0] if open_ else None
    if obligation is None:
        desk.say(say("not_there"))
        return
    words = report_words(desk, obligation)
    due = _local(desk, obligation.due_at)
    message = say("ask_time_reason", **words, due_at=due, buttons=(cancel_row(),))
    ask_in_dialogue(desk, "time", {"obligation": obligation.id}, message)


def take_time_request(desk: Desk, dialogue: Dialogue, text: str) -> None:
    obligation = find_owed(desk, subject_id(dialogue, "obligation"))
    person = desk.person
    if obligation is None or person is None:
        end_dialogue(desk, dialogue)
        desk.say(say("not_there"))
        return
    if too_long(desk, dialogue, text):
        return
    end_dialogue(desk, dialogue)
    words = report_words(desk, obligation)
    detail = {"reason": text}
    subject = f"obligation:{obligation.id}"
    desk.work.audit.note(desk.turn.now, person.id, "time_asked", subject, detail)
    message = say(
        "time_request",
        message_class=MessageClass.REQUEST,
        **titles(desk, obligation),
        due_at=_local(desk, obligation.due_at),
        by=person.name,
        phone=person.phone,
        reason=text,
        frozen=desk.work.reviews.frozen(obligation.round_id) is not None,
        buttons=((screen("give_time", obligation.id),),),
    )
    tell_office(desk, message, person.id)
    desk.say(say("time_request_sent", **words, office=desk.library.current.office.name))


def _later(desk: Desk, obligation: Obligation, days: int) -> datetime:
    """`days` working days after the due day, or after today where that is over; at the same time
    of day."""
    calendar = desk.library.current.calendar
    due, now = calendar.local(obligation.due_at), calendar.local(desk.turn.now)
    day = calendar.days.after(max(due.date(), now.date()), days)
    return calendar.at(day, due.time())


def _day(desk: Desk, moment: datetime) -> str:
    local = desk.library.current.calendar.local(moment)
    return f"{local.day:02}/{local.month}"


def _local(desk: Desk, moment: datetime) -> str:
    return desk.library.current.calendar.local(moment).isoformat()
