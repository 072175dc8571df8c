"""`Đề nghị rà soát, bổ sung`: a report, or single questions of it, goes back with a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import SentBack, read_pages
from usecases.buttons import number_in, screen
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    end_dialogue,
    too_long,
)
from usecases.drafting.converse import act
from usecases.drafting.entering import correction, entered
from usecases.messages import say
from usecases.owed import find_owed
from usecases.people.office_only import office_only
from usecases.records import MessageClass, ObligationState
from usecases.reviewing.reading import (
    context_for_reading,
    numbered_refs,
    page_words,
)
from usecases.reviewing.records import Verdict
from usecases.reviewing.review import version_named
from usecases.reviewing.standing import remarks_on
from usecases.reviewing.telling import report_words, tell_unit, titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button, Obligation

IN_A_ROW = 5


@office_only
def choose_what_to_send_back(desk: Desk, argument: str) -> None:
    """The whole report, or one of its questions by number."""
    obligation = version_named(desk, argument)
    if obligation is None:
        return
    page = number_in(argument.split(":")[2]) if argument.count(":") > 1 else 0
    latest = desk.work.submissions.latest(obligation.id)
    assert latest is not None, "a version was named"
    words = page_words(desk, obligation, latest.answers, page, latest.draft_id)
    version = f"{obligation.id}:{obligation.version}"
    numbers = [
        screen(
            "send_back_one", f"{version}:{line['number']}", label="plain", text=str(line["number"])
        )
        for line in words["lines"]
        if line["number"]
    ]
    rows: list[tuple[Button, ...]] = [
        tuple(numbers[i : i + IN_A_ROW]) for i in range(0, len(numbers), IN_A_ROW)
    ]
    turn = tuple(
        screen("send_back", f"{version}:{target}", label=label)
        for label, target in (("page_before", words["page"] - 2), ("page_after", words["page"]))
        if 0 <= target < words["pages"]
    )
    rows += [turn, (screen("send_back_one", f"{version}:0", label="send_back_whole"),)]
    rows.append((screen("reading", obligation.id, label="leave_it"),))
    desk.say(
        say(
            "choose_what_to_send_back",
            **titles(desk, obligation),
            **words,
            buttons=tuple(row for row in rows if row),
        )
    )


@office_only
def ask_for_comment(desk: Desk, argument: str) -> None:
    """A comment is always asked for: nobody can mend what they are not told."""
    obligation = version_named(desk, argument)
    if obligation is None:
        return
    number = number_in(argument.rpartition(":")[2])
    ref, label = "", ""
    if number:
        latest = desk.work.submissions.latest(obligation.id)
        assert latest is not None, "a version was named"
        found = numbered_refs(desk, obligation, latest.answers).get(number)
        if found is None:
            desk.say(say("not_there"))
            return
        ref, label = found
    subject = {"obligation": obligation.id, "version": obligation.version, "ref": ref}
    message = say("ask_comment", **titles(desk, obligation), label=label, buttons=(cancel_row(),))
    ask_in_dialogue(desk, "comment", subject, message)


def take_comment(desk: Desk, dialogue: Dialogue, text: str) -> None:
    person, work, now = desk.person, desk.work, desk.turn.now
    assert person is not None, "the office types"
    if too_long(desk, dialogue, text):
        return
    end_dialogue(desk, dialogue)
    subject = dialogue.subject
    obligation = version_named(desk, f"{subject['obligation']}:{subject['version']}")
    if obligation is None:
        return
    ref = str(subject["ref"])
    work.reviews.add(
        obligation.id,
        obligation.version,
        Verdict.RETURNED,
        comment=text,
        refs=(ref,) if ref else (),
        by=person.id,
        at=now,
    )
    # Whoever is writing a correction that waits for the leader goes on with it.
    if obligation.state is not ObligationState.AWAITING_LEADER:
        work.obligations.set_state(obligation.id, ObligationState.RETURNED)
    detail = {"version": obligation.version, "ref": ref, "comment": text}
    work.audit.note(now, person.id, "sent_back", f"obligation:{obligation.id}", detail)
    _tell(desk, obligation, ref, text)


def _tell(desk: Desk, obligation: Obligation, ref: str, comment: str) -> None:
    person = desk.person
    assert person is not None
    items = _items(desk, obligation, ref)
    words = report_words(desk, obligation)
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    message = say(
        "sent_back",
        message_class=MessageClass.REQUEST,
        **words,
        version=obligation.version,
        items=items,
        comment=comment,
        by=person.name,
        office=plan.office.name,
        buttons=((screen("amend", obligation.id),),),
    )
    told = tell_unit(desk, obligation.unit_id, message, person.id)
    version = f"{obligation.id}:{obligation.version}"
    rows = (
        (screen("send_back", version, label="send_back_more"),),
        (screen("reports_to_read", obligation.round_id),),
    )
    desk.say(say("sent_back_done", **titles(desk, obligation), told=told, buttons=rows))


def _items(desk: Desk, obligation: Obligation, ref: str) -> list[JSON]:
    """The question with the answer as it was."""
    latest = desk.work.submissions.latest(obligation.id)
    assert latest is not None, "a version was sent back"
    if not ref:
        return []
    form = desk.library.form(obligation.form_version, desk.work)
    pages = read_pages(form, latest.answers, context_for_reading(desk, obligation))
    return [
        {"label": line.label, "shown": line.shown}
        for lines in pages
        for line in lines
        if line.ref == ref
    ]


def amend(desk: Desk, argument: str) -> None:
    """`Bổ sung báo cáo`: exactly what was sent back, each with its old value and comment."""
    obligation = find_owed(desk, number_in(argument))
    if obligation is None or not obligation.version:
        desk.say(say("not_there"))
        return
    refs = tuple(ref for ref in remarks_on(desk.work, obligation) if ref)
    draft = correction(desk, obligation)
    act(desk, entered(desk, obligation, draft), SentBack(refs))
