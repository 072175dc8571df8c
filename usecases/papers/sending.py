"""A Word file that comes from the office: kept, then looked into by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.text import fold
from usecases.attachments import LIMIT
from usecases.messages import say

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from usecases.desk import Desk

REF = "paper"  # marks the attachment
_NAMED = ("du thao", "bao cao tong hop", "consolidated", "unit report")


def is_paper(desk: Desk, file: FileValue, *, in_conversation: bool) -> bool:
    """A .docx from somebody of the office; in the middle of their own report only by its name."""
    person = desk.person
    if person is None or not person.is_office() or not file.name.lower().endswith(".docx"):
        return False
    return not in_conversation or fold(file.name).startswith(_NAMED)


def want_paper(desk: Desk, file: FileValue) -> None:
    person = desk.person
    assert person is not None, "only the office sends papers"
    if file.size > LIMIT:
        desk.say(say("file_too_big", name=file.name, size=file.size, limit=LIMIT))
        return
    attachment = desk.work.attachments.want(
        file.file_id,
        file.name,
        file.mime,
        file.size,
        draft_id=None,
        ref=REF,
        person_id=person.id,
        at=desk.turn.at,
    )
    order = {"attachment": attachment, "by": person.id, "chat": desk.turn.sender.chat_id}
    desk.work.jobs.add("paper", order, desk.turn.now)
