"""The queue of updates behind getUpdates.

Semantics from the Bot API page and tdlib/telegram-bot-api (Client.cpp, do_get_updates): an update
stays until a later call gives an offset greater than its id; a negative offset counts from the end
and forgets all before; a new poll throws a waiting one out; updates live 24 hours;
`allowed_updates` is remembered from the last call that gave it and filters at the moment an update
arises.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.botapi.refusals import CONFLICT, Refused
from simulator.chats import Json
from simulator.journal import Journal

LIFETIME = timedelta(hours=24)
# The Bot API page, getUpdates: an empty list means all types except these.
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Pending:
    """One update that the bot has not confirmed."""

    update: Json
    at: datetime
    confirmed: Callable[[], None]


class UpdateQueue:
    """Updates in order of their ids, and at most one poll that waits for them."""

    def __init__(self, journal: Journal, clock: Callable[[], datetime], first_id: int) -> None:
        self._journal = journal
        self._clock = clock
        self._next_id = first_id
        self._pending: list[Pending] = []
        self._allowed: list[str] = []
        self._waiting: asyncio.Future[None] | None = None
        self.expired = 0  # updates lost because nobody fetched them for 24 hours

    @property
    def pending(self) -> list[Json]:
        """The updates not yet confirmed, oldest first."""
        return [item.update for item in self._pending]

    @property
    def polling(self) -> bool:
        """A getUpdates is waiting for something to happen."""
        return self._waiting is not None and not self._waiting.done()

    def add(self, kind: str, content: Json, confirmed: Callable[[], None]) -> int | None:
        """Queue an update. Returns its id, or None when the bot does not want this kind."""
        if kind in ON_REQUEST if not self._allowed else kind not in self._allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        update = {"update_id": update_id, kind: content}
        self._pending.append(Pending(update, self._clock(), confirmed))
        self._wake()
        return update_id

    def repeat(self, update: Json) -> None:
        """Put an update in the queue once more with its old id, as a fault of Telegram's."""
        self._pending.insert(0, Pending(update, self._clock(), lambda: None))
        self._wake()

    async def poll(
        self, offset: int, limit: int, seconds: float, allowed: list[str] | None
    ) -> list[Json]:
        """Answer one getUpdates. Raises Refused (409) when another poll takes over."""
        self.interrupt()
        if allowed is not None:
            self._allowed = allowed
        self._confirm(offset)
        self._expire()
        if not self._pending and seconds > 0:
            await self._wait(seconds)
        return [item.update for item in self._pending[:limit]]

    def confirm(self, update_id: int) -> None:
        """A webhook took this one."""
        done = [item for item in self._pending if item.update["update_id"] == update_id]
        self._pending = [item for item in self._pending if item not in done]
        for item in done:
            item.confirmed()
        self._journal.publish("confirmed")

    def want(self, allowed: list[str]) -> None:
        """Which kinds of updates arise from now on, as setWebhook says."""
        self._allowed = allowed

    def drop(self) -> None:
        """Forget everything (deleteWebhook with drop_pending_updates)."""
        self._pending.clear()

    def interrupt(self) -> None:
        """Throw out the poll that waits, if any, with 409 Conflict."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Refused(CONFLICT))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            done, kept = self._pending[:offset], self._pending[offset:]
        else:
            done = [item for item in self._pending if item.update["update_id"] < offset]
            kept = [item for item in self._pending if item.update["update_id"] >= offset]
        self._pending = kept
        for item in done:
            item.confirmed()
        if done:
            self._journal.publish("confirmed")

    def _expire(self) -> None:
        oldest = self._clock() - LIFETIME
        kept = [item for item in self._pending if item.at >= oldest]
        self.expired += len(self._pending) - len(kept)
        self._pending = kept

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def _wait(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self._journal.publish("polling")
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None
            self._journal.publish("polled")
