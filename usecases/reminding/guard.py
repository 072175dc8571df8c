"""Whether the machine's clock can be believed. Where it cannot, the office is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.monitoring.progress import is_office
from usecases.records import MessageClass
from usecases.reminding import marks

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Message

FORWARD = timedelta(days=3)
BACKWARD = timedelta(minutes=5)


def clock_is_believed(work: Work, library: Library, now: datetime) -> bool:
    """False after a jump that no short outage explains: no round is opened and nobody reminded
    until the office says that the time is right or, after a jump back, until it is again."""
    seen = marks.seen(work)
    if seen is None or seen - BACKWARD <= now <= seen + FORWARD:
        return True
    office = work.people.office()
    for person in office:
        if person.chat_id is not None:
            work.outbox.add(person.chat_id, _question(library, seen, now, person.id), now)
    return not office and now > seen  # nobody can be asked, and no round has begun to matter


def believe_clock(desk: Desk) -> None:
    """The office says that the time is right. What was missed until now stays untold."""
    if is_office(desk):
        marks.note_seen(desk.work, desk.turn.now)
        marks.note_since(desk.work, desk.turn.now)
        desk.say(say("clock_believed"))


def _question(library: Library, seen: datetime, now: datetime, person_id: int) -> Message:
    zone = library.current.timezone
    return say(
        "clock_doubted",
        message_class=MessageClass.REQUEST,
        dedupe_key=f"clock:{seen.isoformat()}:{person_id}",
        seen=seen.astimezone(zone).isoformat(),
        now=now.astimezone(zone).isoformat(),
        buttons=((screen("clock"),),),
    )
