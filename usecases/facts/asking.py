"""One fact is asked for, typed, shown back and only then changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.plan.amendments import due_of, due_value, moment_of
from reporting.plan.typed import read_due, read_name, read_signer
from usecases.buttons import screen
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    dialogue_of,
    end_dialogue,
    say_in,
)
from usecases.facts.moving import due_moved
from usecases.facts.subjects import Subject, shown, subject_of
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from datetime import date

    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button

KIND = "fact"  # of the dialogue


@office_only
def ask_fact(desk: Desk, what: str) -> None:
    subject = subject_of(desk, what)
    if subject is None:
        desk.say(say("not_there"))
        return
    message = say("fact_asked", **subject.words(), buttons=(_way_out(),))
    ask_in_dialogue(desk, KIND, {"what": what}, message)


def _way_out(dialogue_id: int = 0) -> tuple[Button, ...]:
    return cancel_row(dialogue_id, "fact_drop")


def take_fact(desk: Desk, dialogue: Dialogue, text: str) -> None:
    subject = subject_of(desk, dialogue.subject["what"])
    if subject is None:
        end_dialogue(desk, dialogue)
        desk.say(say("not_there"))
    else:
        _understand(desk, dialogue, subject, text)


def _understand(desk: Desk, dialogue: Dialogue, subject: Subject, text: str) -> None:
    zone = subject.plan.timezone
    read = _read(subject, text, desk.turn.at.astimezone(zone).date())
    again = (_way_out(dialogue.id),)
    if read is None:
        unclear = say("fact_unclear", sort=subject.sort, text=text[:200], buttons=again)
        say_in(desk, dialogue, unclear)
        return
    value, since = read
    moment = moment_of(subject.plan, due_of(value)) if subject.sort == "due" else None
    if moment is not None and moment <= desk.turn.now:
        past = say("fact_past", due_at=shown(subject.plan, moment), buttons=again)
        say_in(desk, dialogue, past)
        return
    rows = (
        (screen("fact_sure", label="confirm"),),
        (screen("fact", subject.what, label="again"), *_way_out()),
    )
    message = say(
        "fact_preview",
        **subject.words(),
        new=_new(subject, value),
        since=since.isoformat(),
        order=moment is not None and _is_out_of_order(subject, moment),
        buttons=rows,
    )
    understood = {"what": subject.what, "value": value, "since": since.isoformat()}
    ask_in_dialogue(desk, KIND, understood, message)


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

    dialogue = dialogue_of(desk, KIND)
    waiting = dialogue.subject if dialogue is not None else {}
    subject = subject_of(desk, waiting["what"]) if "value" in waiting else None
    if dialogue is None or subject is None:
        desk.say(say("old_button"))
        return
    end_dialogue(desk, dialogue)
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
