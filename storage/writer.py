"""The one thread that writes. Units of work that wait together are committed together.

One failing takes nothing of the others with it: all is rolled back then and done again, each in a
savepoint of its own. Nobody learns of a result before the commit that makes it true.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection

from storage.database import Database, driver
from storage.failpoints import reach
from storage.faults import DatabaseUnavailable, told_apart, unavailable
from storage.members import Member, fail, resolve
from storage.message_codec import OutboxRow
from storage.repositories.transaction import Memory, Transaction
from storage.work import SqlWork

T = TypeVar("T")

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit has made true: chats with new messages, whether jobs were added."""

    chats: frozenset[int]
    jobs: bool
    frozen: object = None  # what `Writer.close_with` made of the messages
    doubtful: bool = False  # nobody knows whether it was a commit at all, nor what it held


_NOTHING = Committed(frozenset(), jobs=False)

# Called once a commit with the messages queued in it, before the commit.
Closer = Callable[[SqlWork, Sequence[OutboxRow]], object]


class _Spoiled(Exception):
    """A unit of work failed in a transaction that holds what others did."""


_Run = Callable[[Connection, Member[Any]], Transaction | None]


class Writer:
    """Starts its thread at once. `batch` bounds how many units share one commit."""

    def __init__(self, database: Database, *, batch: int = 64) -> None:
        self._database = database
        self._batch = batch
        self._memory = Memory()
        self._listeners: list[Callable[[Committed], None]] = []
        self._closer: Closer | None = None
        self._connection: Connection | None = None
        self._queue: SimpleQueue[Member[Any] | None] = SimpleQueue()
        self._closing = Lock()
        self._closed = False
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def run(self, fn: Callable[[SqlWork], T]) -> Future[T]:
        """Queues `fn`; its result or exception comes after the commit.

        `fn` must do nothing outside its work: when it fails, or anything that would be committed
        with it, it is run again.
        The future raises DatabaseUnavailable when nothing was committed because of the database.
        Raises RuntimeError after `close`."""
        future: Future[T] = Future()
        self._put(Member(fn, future))
        return future

    async def perform(self, fn: Callable[[SqlWork], T]) -> T:
        """`run` for coroutines. Cancelling it does not stop a unit of work that has begun."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._put(Member(fn, future, loop))
        return await future

    def _put(self, member: Member[Any]) -> None:
        with self._closing:
            if self._closed:
                raise RuntimeError("the writer is closed")
            self._queue.put(member)

    def on_commit(self, listener: Callable[[Committed], None]) -> None:
        """`listener` is called in the writer's thread after a commit that queued messages or jobs;
        it must be quick and must not raise."""
        self._listeners.append(listener)

    def close_with(self, closer: Closer | None) -> None:
        """What every commit with new messages ends in. Its failure undoes no unit of work; what it
        returns is told to the listeners."""
        self._closer = closer

    def close(self) -> None:
        """Finishes everything queued so far, then ends the thread. May be called again."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _work(self) -> None:
        open_ = True
        while open_:
            members, open_ = self._gather()
            started = [one for one in members if one.begins()]
            if started:
                self._serve(started)
        self._disconnect()

    def _gather(self) -> tuple[list[Member[Any]], bool]:
        """Waits for one unit and takes along those that wait behind it; False at the end."""
        members: list[Member[Any]] = []
        one = self._queue.get()
        while one is not None:
            members.append(one)
            if len(members) == self._batch:
                return members, True
            try:
                one = self._queue.get_nowait()
            except Empty:
                return members, True
        return members, False

    def _serve(self, members: list[Member[Any]]) -> None:
        """Every member is resolved when this returns."""
        try:
            committed = self._commit_together(members)
        except DatabaseUnavailable as problem:
            self._disconnect()
            if problem.reason != "locked":
                self._tell(Committed(frozenset(), jobs=False, doubtful=True))
            if len(members) == 1 or problem.reason in ("locked", "gone"):
                fail(members, problem)
                return
            for member in members:
                self._serve([member])
            return
        except BaseException as error:
            _logger.exception("a group of units of work failed")
            self._disconnect()
            fail(members, error)
            return
        self._tell(committed)
        resolve(members)

    def _commit_together(self, members: list[Member[Any]]) -> Committed:
        with told_apart():
            try:
                done, frozen = self._commit(members, self._run)
            except _Spoiled:
                done, frozen = self._commit(members, self._run_apart)
        reach("after_commit")
        return self._settle(done, frozen)

    def _commit(self, members: list[Member[Any]], run: _Run) -> tuple[list[Transaction], object]:
        connection = self._connected()
        with connection.begin():
            ran = [run(connection, member) for member in members]
            done = [one for one in ran if one is not None]
            frozen = self._close_up(connection, done, run)
            reach("before_commit")
        return done, frozen

    def _close_up(self, connection: Connection, done: list[Transaction], run: _Run) -> object:
        if self._closer is None or not any(one.said or one.closing for one in done):
            return None
        said = [message for one in done for message in one.said]
        closer = self._closer
        last: Member[object] = Member(lambda work: closer(work, said), Future())
        if run(connection, last) is None:
            _logger.error("messages wait to be frozen", exc_info=last.error)
            return None
        return last.result

    def _run(self, connection: Connection, member: Member[Any]) -> Transaction:
        """One unit; raises _Spoiled when it failed."""
        own = Transaction(connection, self._memory)
        try:
            member.result = member.fn(SqlWork(own))
            member.error = None
        except BaseException as error:
            if unavailable(error) is not None:
                raise
            raise _Spoiled from error
        return own

    def _run_apart(self, connection: Connection, member: Member[Any]) -> Transaction | None:
        """One unit in its savepoint; None when it failed and was rolled back alone."""
        own = None
        driver(connection).execute("SAVEPOINT unit")
        try:
            own = self._run(connection, member)
        except _Spoiled as spoiled:
            member.error = spoiled.__cause__
            driver(connection).execute("ROLLBACK TO SAVEPOINT unit")
        driver(connection).execute("RELEASE SAVEPOINT unit")
        return own

    def _settle(self, done: list[Transaction], frozen: object) -> Committed:
        if any(one.renamed for one in done):
            self._memory.forget()
        else:
            for one in done:
                self._memory.remember(one.drafts)
        chats = frozenset(chat for one in done for chat in one.chats)
        return Committed(chats, any(one.jobs for one in done), frozen)

    def _tell(self, committed: Committed) -> None:
        if committed == _NOTHING:
            return
        for listener in self._listeners:
            try:
                listener(committed)
            except Exception:
                _logger.exception("a listener failed after a commit")

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._database.writing.connect()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(Exception):
                connection.close()
