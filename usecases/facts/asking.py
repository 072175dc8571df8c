"""One fact is asked for, typed, shown back and only then changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.plan.amendments import due_of, due_value, moment_of
from reporting.plan.typed import read_due, read_name, read_signer
from usecases.buttons import screen
from usecases.converse import focus_of
from usecases.facts.moving import due_moved
from usecases.facts.subjects import Subject, shown, subject_of
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.words import command_in

if TYPE_CHECKING:
    from datetime import date

    from usecases.desk import Desk
    from usecases.records import JSON


@office_only
def ask_fact(desk: Desk, what: str) -> None:
    subject = subject_of(desk, what)
    if subject is None:
        desk.say(say("not_there"))
        return
    message = desk.say(say("fact_asked", **subject.words(), buttons=((screen("fact_drop"),),)))
    assert desk.person is not None, "the office has pressed"
    _keep(desk, {"what": what, "asked": message, "focus": list(desk.person.focus)})


@office_only
def drop_fact(desk: Desk, _: str) -> None:
    _keep(desk, None)
    desk.say(say("fact_dropped"))


def forget_fact(desk: Desk) -> None:
    """Something else is asked now: what is typed is no fact any more."""
    if desk.work.settings.get(_key(desk)):
        _keep(desk, None)


def take_fact(desk: Desk, text: str, replied_to: int | None) -> bool:
    """False when the text belongs elsewhere: nothing was asked, or something else since."""
    person = desk.person
    if person is None or not person.is_office() or replied_to is not None:
        return False
    waiting = desk.work.settings.get(_key(desk))
    if not waiting or "asked" not in waiting or command_in(text):
        return False
    if list(person.focus) != waiting["focus"]:  # turned to something else since
        return False
    conversation = focus_of(desk)
    if conversation is not None and (conversation.asked_message_id or 0) > (waiting["asked"] or 0):
        return False
    subject = subject_of(desk, waiting["what"])
    if subject is None:
        return False
    _understand(desk, subject, text)
    return True


def _understand(desk: Desk, subject: Subject, text: str) -> None:
    zone = subject.plan.timezone
    read = _read(subject, text, desk.turn.at.astimezone(zone).date())
    again = ((screen("fact_drop"),),)
    if read is None:
        desk.say(say("fact_unclear", sort=subject.sort, text=text[:200], buttons=again))
        return
    value, since = read
    moment = moment_of(subject.plan, due_of(value)) if subject.sort == "due" else None
    if moment is not None and moment <= desk.turn.now:
        desk.say(say("fact_past", due_at=shown(subject.plan, moment), buttons=again))
        return
    _keep(desk, {"what": subject.what, "value": value, "since": since.isoformat()})
    rows = (
        (screen("fact_sure", label="confirm"),),
        (screen("fact", subject.what, label="again"), screen("fact_drop")),
    )
    desk.say(
        say(
            "fact_preview",
            **subject.words(),
            new=_new(subject, value),
            since=since.isoformat(),
            order=moment is not None and _is_out_of_order(subject, moment),
            buttons=rows,
        )
    )


def _read(subject: Subject, text: str, today: date) -> tuple[dict[str, JSON], date] | None:
    if subject.sort == "name":
        return read_name(text, today)
    if subject.sort == "signer":
        return read_signer(text, today)
    due = read_due(text, today)
    return None if due is None else (due_value(due), today)


def _new(subject: Subject, value: dict[str, JSON]) -> JSON:
    if subject.sort == "due":
        return shown(subject.plan, moment_of(subject.plan, due_of(value)))
    if subject.sort == "name":
        return list(dict.fromkeys([value["name"], value["short_name"]]))
    return [line for line in (*value["lines"], value["name"]) if line]


def _is_out_of_order(subject: Subject, moment: object) -> bool:
    """Whether a level would be due after the one above it."""
    due = {**subject.round.due, subject.level: moment}
    moments = [due[level] for level in subject.round.due]
    return moments != sorted(moments)  # type: ignore[type-var]


@office_only
def change_fact(desk: Desk, _: str) -> None:
    """`Xác nhận`: of several presses one finds something to change."""
    from datetime import date as day

    waiting = desk.work.settings.get(_key(desk))
    subject = subject_of(desk, waiting["what"]) if waiting and "value" in waiting else None
    if subject is None:
        desk.say(say("old_button"))
        return
    _keep(desk, None)
    person, work, now = desk.person, desk.work, desk.turn.now
    assert person is not None, "the office has pressed"
    value, since = waiting["value"], day.fromisoformat(waiting["since"])
    work.amendments.add(subject.what, value, since, person.id, now)
    detail = {"before": subject.now, "value": value, "since": waiting["since"]}
    work.audit.note(now, person.id, "fact_changed", subject.what, detail)
    told = due_moved(desk, subject) if subject.sort == "due" else 0
    new = _new(subject, value)
    rows = ((screen("facts"),),)
    desk.say(say("fact_changed", **subject.words(), new=new, told=told, buttons=rows))


def _key(desk: Desk) -> str:
    assert desk.person is not None, "the office is somebody"
    return f"fact:{desk.person.id}"


def _keep(desk: Desk, waiting: JSON) -> None:
    desk.work.settings.put(_key(desk), waiting)
