"""An update that could not be handled: never silently gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.records import MessageClass

if TYPE_CHECKING:
    from datetime import datetime

    from usecases.ports import Work


def tell_of_dead_letter(
    work: Work, inbox_key: int, chat_id: int | None, error: str, now: datetime
) -> None:
    """Called in the unit of work that marks the update dead. The person gets a code to name, the
    office the same code; `error` is an exception's class name, never a message's content."""
    code = f"T{inbox_key}"
    if chat_id is not None:
        work.outbox.add(chat_id, say("trouble", code=code, dedupe_key=f"trouble:{code}"), now)
    for person in work.people.office():
        if person.chat_id is not None and person.chat_id != chat_id:
            notice = say(
                "trouble_notice",
                message_class=MessageClass.REQUEST,
                dedupe_key=f"trouble:{code}:{person.id}",
                code=code,
                error=error,
            )
            work.outbox.add(person.chat_id, notice, now)
    work.audit.note(now, None, "dead_letter", f"inbox:{inbox_key}", {"error": error})
