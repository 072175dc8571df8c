"""`Gửi bản đã ký`: the signed paper, linked to the version it is of. Figures handed in and a paper
received are two facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.kinds.reading.document_number import read_number
from usecases.attachments import LIMIT, want
from usecases.buttons import number_in
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    end_dialogue,
    say_in,
    subject_id,
)
from usecases.documents import note_reading
from usecases.messages import say
from usecases.owed import find_readable
from usecases.records import OutgoingFile
from usecases.reviewing.telling import report_words, titles

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import Obligation
    from usecases.reviewing.records import SignedDocument


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
    """Whatever the file is, it was meant for this question; a paper may come in several files, each
    a page."""
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
    attachment = want(desk, file)
    words, files = report_words(desk, obligation), [*_files(dialogue), attachment]
    message = say(
        "ask_number",
        **words,
        name=file.name,
        files=len(files),
        unread=False,
        buttons=(cancel_row(),),
    )
    end_dialogue(desk, dialogue)
    ask_in_dialogue(desk, "signed_number", {**dialogue.subject, "attachments": files}, message)


def _files(dialogue: Dialogue) -> list[int]:
    """The attachments that have come so far."""
    subject = dialogue.subject
    return list(
        subject.get("attachments") or [subject[key] for key in subject if key == "attachment"]
    )


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
        again = say("ask_number", **words, name="", files=0, unread=True, buttons=(row,))
        say_in(desk, dialogue, again)
        return
    number, signed_on = read
    end_dialogue(desk, dialogue)
    for attachment in _files(dialogue):
        desk.work.signed_documents.add(
            subject_id(dialogue, "submission"),
            attachment,
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


def show_signed(desk: Desk, argument: str) -> None:
    """`Xem bản đã ký`: the files of the paper that belongs to the version that counts."""
    obligation = find_readable(desk, number_in(argument))
    papers = [] if obligation is None else desk.work.signed_documents.of(obligation.id)
    of_latest = [p for p in papers if obligation is not None and p.version == obligation.version]
    if obligation is None or not of_latest:
        desk.say(say("not_there"))
        return
    note_reading(desk, f"obligation:{obligation.id}")
    last = of_latest[-1]
    for paper in of_latest:
        if (paper.number, paper.signed_on) == (last.number, last.signed_on):
            _give(desk, obligation, paper)


def _give(desk: Desk, obligation: Obligation, paper: SignedDocument) -> None:
    record = desk.work.attachments.get(paper.attachment_id)
    there = record is not None and record.state == "stored"
    desk.say(
        say(
            "signed_paper",
            **titles(desk, obligation),
            version=paper.version,
            number=paper.number,
            on=paper.signed_on.isoformat(),
            here=there,
            file=OutgoingFile(record.sha256, record.name, record.mime)
            if record and there
            else None,
        )
    )
