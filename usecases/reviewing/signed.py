"""`Gửi bản đã ký`: the signed paper, linked to the version it is of. Figures handed in and a paper
received are two facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.kinds.reading.document_number import read_number
from usecases.attachments import LIMIT
from usecases.buttons import number_in
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    end_dialogue,
    say_in,
    subject_id,
)
from usecases.messages import say
from usecases.owed import find_readable
from usecases.reviewing.telling import report_words

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue


def ask_for_signed(desk: Desk, argument: str) -> None:
    """For the version that was handed in last; the paper comes first, then its number and day."""
    obligation = find_readable(desk, number_in(argument))
    latest = desk.work.submissions.latest(obligation.id) if obligation else None
    if obligation is None or latest is None:
        desk.say(say("not_there"))
        return
    subject = {"obligation": obligation.id, "submission": latest.id, "version": latest.version}
    words = report_words(desk, obligation)
    message = say("ask_signed", **words, version=latest.version, buttons=(cancel_row(),))
    ask_in_dialogue(desk, "signed_file", subject, message)


def take_signed_file(desk: Desk, dialogue: Dialogue, file: FileValue) -> bool:
    """Whatever the file is, it was meant for this question."""
    _take_file(desk, dialogue, file)
    return True


def _take_file(desk: Desk, dialogue: Dialogue, file: FileValue) -> None:
    obligation = find_readable(desk, subject_id(dialogue, "obligation"))
    if obligation is None:
        end_dialogue(desk, dialogue)
        desk.say(say("not_there"))
        return
    if file.size > LIMIT:
        too_big = say("file_too_big", name=file.name, size=file.size, limit=LIMIT)
        say_in(desk, dialogue, too_big)
        return
    if not file.mime.startswith(("image/", "application/pdf")):
        unfit = say("signed_unfit", name=file.name, buttons=(cancel_row(dialogue.id),))
        say_in(desk, dialogue, unfit)
        return
    person = desk.person
    assert person is not None, "whoever has a dialogue is somebody"
    attachment = desk.work.attachments.want(
        file.file_id,
        file.name,
        file.mime,
        file.size,
        draft_id=None,
        ref="",
        person_id=person.id,
        at=desk.turn.at,
    )
    params = {"attachment": attachment, "chat": desk.turn.sender.chat_id}
    desk.work.jobs.add("fetch", params, desk.turn.now)
    words = report_words(desk, obligation)
    message = say("ask_number", **words, name=file.name, unread=False, buttons=(cancel_row(),))
    end_dialogue(desk, dialogue)
    ask_in_dialogue(desk, "signed_number", {**dialogue.subject, "attachment": attachment}, message)


def take_number(desk: Desk, dialogue: Dialogue, text: str) -> None:
    obligation = find_readable(desk, subject_id(dialogue, "obligation"))
    person = desk.person
    if obligation is None or person is None:
        end_dialogue(desk, dialogue)
        desk.say(say("not_there"))
        return
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    read = read_number(text, desk.turn.at.astimezone(plan.timezone).date())
    words = report_words(desk, obligation)
    if read is None:
        row = cancel_row(dialogue.id)
        again = say("ask_number", **words, name="", unread=True, buttons=(row,))
        say_in(desk, dialogue, again)
        return
    number, signed_on = read
    end_dialogue(desk, dialogue)
    desk.work.signed_documents.add(
        subject_id(dialogue, "submission"),
        subject_id(dialogue, "attachment"),
        number,
        signed_on,
        by=person.id,
        at=desk.turn.now,
    )
    version = subject_id(dialogue, "version")
    detail = {"version": version, "number": number, "signed_on": signed_on.isoformat()}
    subject = f"obligation:{obligation.id}"
    desk.work.audit.note(desk.turn.now, person.id, "signed_document", subject, detail)
    desk.say(
        say(
            "signed_kept",
            **words,
            version=version,
            latest=obligation.version,
            number=number,
            on=signed_on.isoformat(),
        )
    )
