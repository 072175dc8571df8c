"""A Word file sent to a question that takes text: fetched and read by a job, then shown where the
question still stands open. The file stays with the draft."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reporting.conversation import Written
from usecases.desk import Desk, Turn
from usecases.drafting.converse import happen
from usecases.messages import say
from usecases.records import Sender

if TYPE_CHECKING:
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON


def take_text(
    work: Work, library: Library, order: JSON, name: str, now: datetime, *, text: str, fault: str
) -> None:
    """What was read, or why nothing was (`fault`), as an event of the conversation it was sent
    in; the person's rights are read anew."""
    at = datetime.fromisoformat(order["at"])
    sender = Sender(order["telegram"], order["chat"], order["name"])
    desk = Desk(work, library, Turn(order["inbox"], sender, at, now))
    conversation = work.conversations.get(order["conversation"])
    if not happen(desk, conversation, Written(order["ref"], name, text, fault)):
        desk.say(say("not_there"))
