"""A turn at the desk: one update of one person, inside one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from usecases.records import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Person, Sender

SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """`at` is the message's own time (for a press: when it was received) and decides lateness;
    `now` decides everything else. `pressed` is the Telegram message whose button was pressed."""

    inbox_key: int
    sender: Sender
    at: datetime
    now: datetime
    pressed: int | None = None


class Desk:
    """What a use case works with. Whoever sits before it is read from the database each time."""

    def __init__(self, work: Work, library: Library, turn: Turn) -> None:
        self.work = work
        self.library = library
        self.turn = turn

    @cached_property
    def person(self) -> Person | None:
        person = self.work.people.of(self.turn.sender)
        if person is not None and _long_ago(person.seen_at, self.turn.now):
            self.work.people.seen(person.id, self.turn.now)
        return person

    def say(self, message: Message) -> int | None:
        """Queues a message to the person of this turn."""
        return self.tell(self.turn.sender.chat_id, message)

    def tell(self, chat_id: int, message: Message) -> int | None:
        return self.work.outbox.add(chat_id, message, self.turn.now, self.turn.inbox_key)

    def forget_person(self) -> None:
        """Read the person anew: a membership was just added."""
        self.__dict__.pop("person", None)


def _long_ago(seen_at: datetime | None, now: datetime) -> bool:
    """Worth a write: when somebody was last seen is kept to the hour."""
    return seen_at is None or now - seen_at >= SEEN_EVERY


def take(work: Work, library: Library, turn: Turn, use_case: Callable[[Desk], None]) -> bool:
    """Does `use_case` once for this update: the inbox mark commits together with all it did.

    False when the update was handled before; nothing is done then."""
    if not work.inbox.take(turn.inbox_key, turn.now):
        return False
    use_case(Desk(work, library, turn))
    return True
