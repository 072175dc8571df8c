"""Where an update becomes a turn: who sent it, when, and the one use case it ends in."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from usecases.desk import Turn, take
from usecases.help import ignore, say_group_hint
from usecases.records import Sender

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from telegram import Update
    from telegram.ext import ContextTypes

    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work

KEY = "reception"


@dataclass(slots=True)
class Received:
    """The inbox row of the update being handled: its key, when it came in, and whether a unit of
    work has committed after which it surely is not new."""

    key: int
    at: datetime
    settled: bool = False


# Set by whoever takes an update out of the inbox, before it is handed to the application.
RECEIVED: ContextVar[Received] = ContextVar("received")


class Reception:
    """`perform` runs a function in a unit of work of its own and returns after the commit."""

    def __init__(
        self,
        perform: Callable[[Callable[[Work], bool]], Awaitable[bool]],
        library: Library,
        now: Callable[[], datetime],
        answer_callback: Callable[[str], None],
    ) -> None:
        self._perform = perform
        self._library = library
        self._now = now
        self._answer_callback = answer_callback

    async def settle(self, update: Update, use_case: Callable[[Desk], None]) -> None:
        """Ends the update in `use_case`; in groups and channels only ever in a hint."""
        if _is_among_others(update):
            use_case = say_group_hint
        await self._take(update, use_case)

    async def take(
        self,
        sender: Sender,
        written: datetime | None,
        pressed: int | None,
        use_case: Callable[[Desk], None],
    ) -> None:
        """The turn of the update in hand. A press has no time of its own but a message that was
        pressed: the one under it may be weeks old."""
        received = RECEIVED.get()
        turn = Turn(received.key, sender, written or received.at, self._now(), pressed)
        await self._perform(lambda work: take(work, self._library, turn, use_case))
        received.settled = True

    async def quietly(self, update: Update, use_case: Callable[[Desk], None]) -> None:
        """Like `settle`, for updates that nobody wrote: no hint either."""
        if _is_among_others(update):
            use_case = ignore
        await self._take(update, use_case)

    async def _take(self, update: Update, use_case: Callable[[Desk], None]) -> None:
        message, query = update.effective_message, update.callback_query
        written = message.date if message is not None and query is None else None
        pressed = query.message.message_id if query is not None and query.message else None
        await self.take(_sender(update), written, pressed, use_case)

    def answer_press(self, query_id: str) -> None:
        """Stops the spinner on the pressed button: at once, without text, once."""
        self._answer_callback(query_id)


def _is_among_others(update: Update) -> bool:
    """In a group or channel, where nobody's data belong and a person's own chat is not."""
    chat = update.effective_chat
    return chat is not None and chat.type != ChatType.PRIVATE


def _sender(update: Update) -> Sender:
    user, chat = update.effective_user, update.effective_chat
    chat_id = chat.id if chat is not None else user.id if user is not None else 0
    if user is None:
        return Sender(chat_id, chat_id, "")
    return Sender(user.id, chat_id, user.full_name)


def of(context: ContextTypes.DEFAULT_TYPE) -> Reception:
    reception = context.bot_data[KEY]
    assert isinstance(reception, Reception)
    return reception
