"""Updates out of the inbox, chat by chat, to the handlers; each ends handled or visibly dead.

One chat's updates are handled strictly in order, several chats at a time, the oldest first. Only
the row's state says whether an update was handled, for the application swallows what handlers
raise: a turn that committed knows it, of all others it is read again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.clock import Clock
from bot.connection.errors import traced
from bot.patient import PatientWriter
from handlers import RECEIVED, Received
from storage import inbox_queue
from storage.failpoints import reach
from storage.faults import DatabaseUnavailable, unavailable
from storage.inbox_queue import InboxRow
from storage.reader import Reader
from storage.work import SqlWork

_log = logging.getLogger(__name__)
_PAUSES = (1.0, 4.0)  # seconds before the second and the third attempt; there is no fourth
_ALL = 100_000  # rows
_UNHANDLED = "nobody handled it"

# Called in the unit of work that marks an update dead, with its chat (None where there is none, or
# nobody to talk to in private) and the sort of the last error.
TellOfDeadLetter = Callable[[SqlWork, int, int | None, str, datetime], None]


def _no_pass(_key: int, _chat_id: int) -> AbstractAsyncContextManager[None]:
    return nullcontext()


class Inbox:
    """`application` only routes: it is initialised and never started."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        writer: PatientWriter,
        reader: Reader,
        clock: Clock,
        tell_of_dead_letter: TellOfDeadLetter,
        *,
        shortcut: Callable[[dict[str, Any]], Awaitable[bool]] | None = None,
        passing: Callable[[int, int], AbstractAsyncContextManager[None]] = _no_pass,
        parallel: int = 16,
        look_every: float | None = 30.0,
    ) -> None:
        """`shortcut` settles an update and says so, or leaves it to the application. `passing` is
        held while the update of a key and chat is handled. `look_every`: seconds between looks for
        rows that somebody else revived; None: never."""
        self._application = application
        self._writer = writer
        self._states = _States(reader)
        self._reader = reader
        self._clock = clock
        self._tell = tell_of_dead_letter
        self._shortcut = shortcut
        self._passing = passing
        self._slots = asyncio.Semaphore(parallel)
        self._look_every = look_every
        self._chats: dict[int, deque[InboxRow]] = {}
        self._known: set[int] = set()  # keys of the rows in hand
        self._early: list[InboxRow] | None = None  # taken before the first look of a run
        self._raised: dict[int, BaseException] = {}  # by update id: what handlers raised
        self._asked = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        application.add_error_handler(self._note_error)

    @property
    def idle(self) -> bool:
        return not (self._known or self._early)

    async def run(self) -> None:
        """Handles what has waited since the last run first, then all that is taken, until it is
        cancelled; what is unfinished then waits for the next run."""
        self._early = []
        async with asyncio.TaskGroup() as self._tasks:
            self._tasks.create_task(self._states.run())
            while True:
                self._asked.clear()
                await self._look()
                await self._clock.wait(self._asked, self._look_every)

    def look_again(self) -> None:
        """A dead letter was revived."""
        self._asked.set()

    def take(self, rows: Iterable[InboxRow]) -> None:
        """Rows just stored, oldest first. Call while `run` runs."""
        if self._early is not None:
            self._early.extend(rows)
        else:
            self._take(rows)

    def _take(self, rows: Iterable[InboxRow]) -> None:
        assert self._tasks is not None, "taken while running"
        for row in rows:
            if row.key in self._known:
                continue
            self._known.add(row.key)
            queue = self._chats.get(row.chat_id)
            if queue is None:
                queue = self._chats[row.chat_id] = deque()
                self._tasks.create_task(self._serve(row.chat_id, queue))
            queue.append(row)

    async def _look(self) -> None:
        try:
            waiting = await self._reader.perform(lambda work: inbox_queue.waiting(work, _ALL))
        except DatabaseUnavailable as problem:
            self._writer.note(problem)
            self._clock.call_later(1.0, self._asked.set)
            return
        early, self._early = self._early or [], None
        left = (row for rows in waiting.values() for row in rows)
        self._take(sorted([*left, *early], key=lambda row: row.key))

    async def _serve(self, chat_id: int, queue: deque[InboxRow]) -> None:
        while queue:
            await self._finish(queue[0])
            self._known.discard(queue.popleft().key)
        del self._chats[chat_id]

    async def _finish(self, row: InboxRow) -> None:
        """Tries until the row is handled or dead. Faults of the database are not the row's."""
        attempts, not_before = row.attempts, row.not_before
        while True:
            if not_before is not None:
                await self._clock.sleep((not_before - self._clock.now()).total_seconds())
            try:
                async with self._slots:
                    error = await self._attempt(row)
            except DatabaseUnavailable as problem:
                self._writer.note(problem)
                await self._clock.sleep(1.0)
                continue
            if not error:
                return
            not_before = await self._count(row, attempts, error)
            if not_before is None:
                return
            attempts += 1

    async def _attempt(self, row: InboxRow) -> str:
        """ "" when the row is no longer new, else the sort of error. Raises DatabaseUnavailable."""
        received = Received(row.key, row.received_at)
        RECEIVED.set(received)
        reach("in_handler")
        async with self._passing(row.key, row.chat_id):
            error = await self._process(row)
        if error is not None and (problem := unavailable(error)) is not None:
            raise problem
        if received.settled:
            return ""
        if await self._states.of(row.key) != "new":
            return ""
        return _UNHANDLED if error is None else type(error).__name__

    async def _process(self, row: InboxRow) -> BaseException | None:
        """What parsing or a handler raised."""
        try:
            raw = json.loads(row.raw)
            if self._shortcut is not None and await self._shortcut(raw):
                return None
            update = Update.de_json(raw, self._application.bot)
            await self._application.process_update(update)
        except Exception as error:  # noqa: BLE001 - whatever a poisoned update causes
            self._log(row, error)
            return error
        return self._raised.pop(update.update_id, None)

    async def _note_error(self, update: object, context: Any) -> None:
        """The application's error handler: keeps what a handler raised for `_process`."""
        if isinstance(update, Update) and context.error is not None:
            self._raised[update.update_id] = context.error
            if unavailable(context.error) is None:
                _log.error("update %s: %s", update.update_id, traced(context.error))

    def _log(self, row: InboxRow, error: BaseException) -> None:
        if unavailable(error) is None:
            _log.error("inbox %s cannot be read: %s", row.key, traced(error))

    async def _count(self, row: InboxRow, attempts: int, error: str) -> datetime | None:
        """When to try again; None when there was an end of it: the row is dead, and it is told."""
        now = self._clock.now()
        if attempts < len(_PAUSES):
            again = now + timedelta(seconds=_PAUSES[attempts])
            await self._writer.perform(
                lambda work: inbox_queue.count_attempt(
                    work, row.key, error, not_before=again, at=now
                )
            )
            return again
        _log.error("inbox %s is a dead letter after %d attempts: %s", row.key, attempts + 1, error)
        try:
            await self._writer.perform(lambda work: self._bury(work, row, error, now, self._tell))
        except Exception as trouble:  # noqa: BLE001 - dead it must be, told or not
            _log.error("nobody was told of dead letter %s: %s", row.key, traced(trouble))
            await self._writer.perform(lambda work: self._bury(work, row, error, now, None))
        return None

    @staticmethod
    def _bury(
        work: SqlWork, row: InboxRow, error: str, now: datetime, tell: TellOfDeadLetter | None
    ) -> None:
        dead = inbox_queue.count_attempt(work, row.key, error, not_before=None, at=now)
        if dead and tell is not None:
            tell(work, row.key, row.chat_id if row.chat_id > 0 else None, error, now)


class _States:
    """Reads states of rows, those asked for at the same time together."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._asked: dict[int, asyncio.Future[str]] = {}
        self._anyone = asyncio.Event()

    async def of(self, key: int) -> str:
        """Raises DatabaseUnavailable. Comes back only while `run` runs."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._asked[key] = future
        self._anyone.set()
        return await future

    async def run(self) -> None:
        while True:
            await self._anyone.wait()
            self._anyone.clear()
            asked, self._asked = self._asked, {}
            waiting = {key: future for key, future in asked.items() if not future.done()}
            try:
                states = await self._reader.perform(partial(_states_of, keys=list(waiting)))
            except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
                for future in waiting.values():
                    future.set_exception(error)
            else:
                for key, future in waiting.items():
                    future.set_result(states[key])


def _states_of(work: SqlWork, keys: list[int]) -> dict[int, str]:
    return {key: inbox_queue.state_of(work, key) for key in keys}
