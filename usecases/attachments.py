"""Attachments: wanted at once, fetched by a job of its own, then stored under their hash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import FileValue
from usecases.messages import say

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.conversation import ReadText
    from usecases.desk import Desk
    from usecases.drafting.scene import Scene
    from usecases.ports import Work
    from usecases.records import AttachmentRecord

LIMIT = 20 * 1024 * 1024  # bytes; what a bot may download (Bot API, getFile)


def note(desk: Desk, file: FileValue, ref: str = "", draft_id: int | None = None) -> int:
    """The id of an attachment whose bytes a job is still to bring. `ref` says what it is for."""
    person = desk.person
    assert person is not None, "whoever may send a file is somebody"
    return desk.work.attachments.want(
        file.file_id,
        file.name,
        file.mime,
        file.size,
        draft_id=draft_id,
        ref=ref,
        person_id=person.id,
        at=desk.turn.at,
    )


def want(desk: Desk, file: FileValue, ref: str = "", draft_id: int | None = None) -> int:
    """Noted, and fetched by a job of its own."""
    attachment_id = note(desk, file, ref, draft_id)
    params = {"attachment": attachment_id, "chat": desk.turn.sender.chat_id}
    desk.work.jobs.add("fetch", params, desk.turn.now)
    return attachment_id


def want_text(desk: Desk, scene: Scene, wanted: ReadText) -> None:
    """A Word file whose text is an answer: read by a job, which goes on in this conversation."""
    file, sender = wanted.file, desk.turn.sender
    order = {
        "attachment": note(desk, file, wanted.ref, scene.draft.id),
        "conversation": scene.conversation.id,
        "ref": wanted.ref,
        "telegram": sender.telegram_id,
        "name": sender.name,
        "chat": sender.chat_id,
        "inbox": desk.turn.inbox_key,
        "at": desk.turn.at.isoformat(),
    }
    desk.work.jobs.add("read_text", order, desk.turn.now)


def want_for_job(desk: Desk, file: FileValue, ref: str, job: str) -> None:
    """A file that belongs to no draft: fetched and looked into by the job of that kind, whose
    parameters name it, who sent it and where the answer goes. `ref` marks the attachment."""
    person = desk.person
    assert person is not None, "whoever may send such a file is somebody"
    if file.size > LIMIT:
        desk.say(say("file_too_big", name=file.name, size=file.size, limit=LIMIT))
        return
    order = {"attachment": note(desk, file, ref), "by": person.id, "chat": desk.turn.sender.chat_id}
    desk.work.jobs.add(job, order, desk.turn.now)


def keep_fetched(work: Work, attachment_id: int, sha256: str, size: int, at: datetime) -> None:
    """The bytes are in the store: the answer that named the file now names its hash."""
    record = work.attachments.get(attachment_id)
    assert record is not None, "a fetch job names an attachment"
    work.attachments.stored(attachment_id, sha256, size, at)
    draft = work.drafts.get(record.draft_id) if record.draft_id is not None else None
    kept = draft.answers.get(record.ref) if draft else None
    if draft is None or kept is None or kept.answer is None:
        return
    value = kept.answer.value
    if isinstance(value, FileValue) and value.file_id == record.file_id:
        work.drafts.keep(
            draft.id,
            record.ref,
            replace(kept.answer, value=replace(value, sha256=sha256, size=size)),
            base_revision=kept.revision,
            person_id=kept.person_id,
            at=at,
            inbox_key=None,
        )


def keep_unless_refused(
    work: Work, record: AttachmentRecord, sha256: str, size: int, at: datetime
) -> None:
    """What a job has looked into: its bytes are in the store, or not to be kept (`sha256` "")."""
    if sha256:
        work.attachments.stored(record.id, sha256, size, at)
    else:
        work.attachments.failed(record.id, "content", at)


def refuse_fetched(work: Work, record: AttachmentRecord, chat_id: int, at: datetime) -> None:
    """Its bytes are of no kind that a report carries; they are not kept."""
    work.attachments.failed(record.id, "content", at)
    work.outbox.add(chat_id, say("file_refused", name=record.name), at)


def give_up_fetching(work: Work, record: AttachmentRecord, chat_id: int, at: datetime) -> None:
    work.attachments.failed(record.id, "fetch", at)
    work.outbox.add(chat_id, say("file_failed", name=record.name), at)
