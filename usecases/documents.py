"""Word files: asked for in a turn, made by a job outside it, sent when they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.owed import find_readable
from usecases.records import OutgoingFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from usecases.desk import Desk
    from usecases.drafting.scene import Scene
    from usecases.ports import Work
    from usecases.records import JSON, Message

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def want_unit_document(desk: Desk, scene: Scene) -> None:
    """`Tải dự thảo Word` in a conversation: the draft as it is now."""
    _want(desk, "unit_document", {"obligation": scene.obligation.id, "draft": scene.draft.id})


def want_submitted_document(desk: Desk, obligation_id: int) -> None:
    """`Tải dự thảo Word` under a receipt: the latest submitted version."""
    obligation = find_readable(desk, obligation_id)
    if obligation is None or not obligation.version:
        desk.say(say("not_there"))
        return
    _want(desk, "unit_document", {"obligation": obligation.id, "draft": None})


def _want(desk: Desk, kind: str, params: Mapping[str, JSON]) -> None:
    order(desk, kind, params)
    note_reading(desk, f"obligation:{params['obligation']}")


def order(desk: Desk, kind: str, params: Mapping[str, JSON], *, quietly: bool = False) -> None:
    """A job for this person's chat. However often somebody asks for the same before it is begun, it
    is made once, of what there is then; they are told once that it is coming, unless it only goes
    `quietly` with something that was said."""
    wanted = {**params, "chat": desk.turn.sender.chat_id}
    waiting = desk.work.jobs.waiting(kind, wanted)
    if waiting is None:
        desk.work.jobs.add(kind, {**wanted, "inbox": desk.turn.inbox_key}, desk.turn.now)
    elif not quietly:
        desk.say(say("document_coming", dedupe_key=f"coming:{waiting}"))


def note_reading(desk: Desk, subject: str) -> None:
    """Who took away which report, and when."""
    person = desk.person
    desk.work.audit.note(desk.turn.now, person.id if person else None, "report_read", subject, {})


def hand_over(
    work: Work, chat_id: int, file: OutgoingFile, caption: Message, job_id: int, at: datetime
) -> None:
    """The file is stored: it goes out with its caption, and the job is done, in one commit."""
    message = say(
        caption.kind,
        message_class=caption.message_class,
        buttons=caption.buttons,
        file=file,
        dedupe_key=f"job:{job_id}",
        **caption.params,
    )
    work.outbox.add(chat_id, message, at)
    work.jobs.done(job_id, at)


def want_more(
    work: Work, kinds: Iterable[str], params: Mapping[str, JSON], job_id: int, at: datetime
) -> None:
    """A Word file is on its way; what is made of it, or goes with it, follows."""
    for kind in kinds:
        work.jobs.add(kind, params, at, dedupe_key=f"{kind}:{job_id}")


def give_up(work: Work, chat_id: int, job_id: int, at: datetime) -> None:
    """The document could not be made: the person is told, and may ask again."""
    work.outbox.add(chat_id, say("document_failed", dedupe_key=f"job:{job_id}"), at)
