"""One writer: together in one commit, apart in their failures, nothing told before the commit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.reader import Reader
from storage.work import SqlWork
from storage.writer import Committed, Writer
from tests.storage.groups import Gate, get, put, together
from tests.storage.season import NOW, Season
from usecases.records import Message, MessageClass, Role


def commits(database: Database) -> list[str]:
    """Grows with every commit from now on."""
    seen: list[str] = []
    original = database.writing.dialect.do_commit

    def do_commit(connection: Any) -> None:
        original(connection)
        seen.append("commit")

    database.writing.dialect.do_commit = do_commit  # type: ignore[assignment, method-assign]
    return seen


def test_what_waits_is_committed_together(database: Database, writer: Writer) -> None:
    gate = Gate(writer)
    futures = [writer.run(put(f"k{i}")) for i in range(20)]
    seen = commits(database)
    gate.open()
    for future in futures:
        future.result(10)
    assert len(seen) == 2  # the gate's and the group's
    assert all(get(writer, f"k{i}") for i in range(20))


def test_a_group_is_bounded(database: Database) -> None:
    with Writer(database, batch=8) as writer:
        gate = Gate(writer)
        futures = [writer.run(put(f"k{i}")) for i in range(20)]
        seen = commits(database)
        gate.open()
        for future in futures:
            future.result(10)
    assert len(seen) == 1 + 3


def test_a_failure_takes_only_its_own_with_it(writer: Writer) -> None:
    def failing(work: SqlWork) -> None:
        work.settings.put("half", "written")
        raise LookupError("mine")

    first, second, third = together(writer, put("before"), failing, put("after"))
    first.result(10)
    third.result(10)
    with pytest.raises(LookupError, match="mine"):
        second.result(10)
    assert get(writer, "before") and get(writer, "after")
    assert get(writer, "half") is None


def test_after_a_failure_the_others_are_done_once(database: Database, writer: Writer) -> None:
    def failing(work: SqlWork) -> None:
        work.outbox.add(1, Message("hello"), NOW)
        raise LookupError("mine")

    def saying(chat: int) -> Callable[[SqlWork], object]:
        return lambda work: work.outbox.add(chat, Message("hello"), NOW)

    heard: list[Committed] = []
    frozen: list[list[int]] = []
    writer.on_commit(heard.append)
    writer.close_with(lambda _work, said: frozen.append([one.chat_id for one in said]))
    futures = together(writer, saying(2), failing, saying(3))
    assert [future.exception(10) is None for future in futures] == [True, False, True]
    assert [committed.chats for committed in heard] == [{2, 3}]
    assert frozen[-1] == [2, 3]
    with Reader(database) as reader:
        assert reader.run(count_messages).result(10) == 2


def test_a_broken_rule_of_the_database_is_the_units_own_fault(writer: Writer) -> None:
    def orphan(work: SqlWork) -> None:
        work.settings.put("half", "written")
        work.conversations.start(77, 77, {}, NOW)

    first, second, third = together(writer, put("before"), orphan, put("after"))
    first.result(10)
    third.result(10)
    with pytest.raises(IntegrityError):
        second.result(10)
    assert get(writer, "after") and get(writer, "half") is None


def test_nobody_learns_of_a_result_before_the_commit(database: Database, writer: Writer) -> None:
    early: list[bool] = []
    future: Future[None]
    original = database.writing.dialect.do_commit

    def do_commit(connection: Any) -> None:
        early.append(future.done())
        original(connection)

    gate = Gate(writer)
    future = writer.run(put("k"))
    database.writing.dialect.do_commit = do_commit  # type: ignore[assignment, method-assign]
    gate.open()
    future.result(10)
    assert early == [False, False]


def test_when_the_commit_fails_each_is_tried_alone(database: Database, writer: Writer) -> None:
    runs: list[str] = []
    failures = iter([False, True])  # the gate's commit, the group's
    original = database.writing.dialect.do_commit

    def do_commit(connection: Any) -> None:
        if next(failures, False):
            raise disk_error(database)
        original(connection)

    def unit(name: str) -> Callable[[SqlWork], str]:
        def run(work: SqlWork) -> str:
            runs.append(name)
            work.settings.put(name, len(runs))
            return name

        return run

    gate = Gate(writer)
    futures = [writer.run(unit(name)) for name in "abc"]
    database.writing.dialect.do_commit = do_commit  # type: ignore[assignment, method-assign]
    gate.open()
    assert [future.result(10) for future in futures] == ["a", "b", "c"]
    assert runs == ["a", "b", "c", "a", "b", "c"]
    assert [get(writer, name) for name in "abc"] == [4, 5, 6]


def disk_error(database: Database) -> Exception:
    """What the driver raises when the disk is full."""
    if database.dialect == "sqlite":
        import sqlite3

        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        return error
    import psycopg

    return psycopg.errors.DiskFull("No space left on device")


def test_listeners_hear_of_chats_and_jobs_after_the_commit(
    database: Database, writer: Writer
) -> None:
    heard: list[tuple[Committed, int]] = []

    def listener(committed: Committed) -> None:
        with Reader(database) as reader:
            rows = reader.run(count_messages).result(10)
        heard.append((committed, rows))

    def failing(work: SqlWork) -> None:
        work.outbox.add(9, Message("lost"), NOW)
        work.jobs.add("lost", {}, NOW)
        raise LookupError

    writer.on_commit(listener)
    together(
        writer,
        lambda work: work.outbox.add(1, Message("a", message_class=MessageClass.REPLY), NOW),
        failing,
        lambda work: work.outbox.add(2, Message("b", dedupe_key="b"), NOW),
    )[2].result(10)
    writer.run(lambda work: work.outbox.add(2, Message("b", dedupe_key="b"), NOW)).result(10)
    writer.run(put("quiet")).result(10)
    writer.run(lambda work: work.jobs.add("report", {}, NOW)).result(10)
    assert heard == [
        (Committed(frozenset({1, 2}), jobs=False), 2),
        (Committed(frozenset(), jobs=True), 2),
    ]


def count_messages(work: SqlWork) -> int:
    counted = work.transaction.connection.execute(text("SELECT count(*) FROM message"))
    return int(counted.scalar_one())


def test_a_listener_that_fails_harms_nobody(
    writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    def listener(committed: Committed) -> None:
        raise ZeroDivisionError

    writer.on_commit(listener)
    writer.run(lambda work: work.outbox.add(1, Message("a"), NOW)).result(10)
    writer.run(put("k")).result(10)
    assert "a listener failed" in caplog.text


def test_closing_finishes_what_is_queued(database: Database) -> None:
    writer = Writer(database)
    gate = Gate(writer)
    futures = [writer.run(put(f"k{i}", i)) for i in range(100)]
    closing = threading.Thread(target=writer.close)
    closing.start()
    gate.open()
    closing.join(10)
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError):
        writer.run(put("late"))
    writer.close()
    with Writer(database) as again:
        assert [get(again, f"k{i}") for i in range(100)] == list(range(100))


async def test_coroutines_wait_without_a_thread_of_their_own(writer: Writer) -> None:
    before = threading.active_count()
    await asyncio.gather(*(writer.perform(put(f"k{i}", i)) for i in range(50)))
    assert threading.active_count() == before
    assert await writer.perform(lambda work: work.settings.get("k49")) == 49
    with pytest.raises(LookupError):
        await writer.perform(lambda work: work.people.get(77))


async def test_a_cancelled_unit_that_has_not_begun_is_dropped(writer: Writer) -> None:
    gate = Gate(writer)
    waiting = asyncio.gather(writer.perform(put("k")))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.open()
    assert await writer.perform(lambda work: work.settings.get("k")) is None


def test_a_statement_that_is_wrong_is_not_called_unavailable(writer: Writer) -> None:
    def wrong(work: SqlWork) -> None:
        work.transaction.connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError):
        writer.run(wrong).result(10)
    writer.run(put("k")).result(10)


def test_an_error_does_not_tell_what_people_wrote(season: Season) -> None:
    secret = "0912 345 678"

    def repeat(work: SqlWork) -> None:
        work.invites.add(secret, "y-te", Role.LIAISON, expires_at=NOW, direct=True, at=NOW, by=None)
        work.invites.add(secret, "y-te", Role.LIAISON, expires_at=NOW, direct=True, at=NOW, by=None)

    with pytest.raises(IntegrityError) as caught:
        season.run(repeat)
    assert "INSERT INTO invite" in str(caught.value)
    assert caught.value.params is None
    if season.writer._database.dialect == "sqlite":  # PostgreSQL itself names the key
        assert secret not in str(caught.value)
