"""A database that is locked, full, read-only or gone: nothing is lost, and work goes on after."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import lock, schema
from storage.database import Database
from storage.faults import DatabaseUnavailable, unavailable
from storage.reader import Reader
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage import postgres
from tests.storage.groups import get, put, together
from tests.storage.season import NOW
from usecases.records import Message

HOLD_SQLITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""
HOLD_POSTGRES = """
import sys
from storage.database import Database
with Database(sys.argv[1], schema=sys.argv[2]).writing.connect() as connection:
    connection.begin()
    print("locked", flush=True)
    sys.stdin.read()
"""
ROOT = Path(schema.__file__).parent.parent


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another process holds the database for as long as the block lasts."""
    url = database.url.render_as_string(hide_password=False)
    command = (
        [sys.executable, "-c", HOLD_SQLITE, str(database.path)]
        if database.path
        else [sys.executable, "-c", HOLD_POSTGRES, url, database.schema]
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield
        process.communicate()


def reason(writer: Writer, key: str) -> str:
    with pytest.raises(DatabaseUnavailable) as caught:
        writer.run(put(key)).result(30)
    return caught.value.reason


def test_locked_by_another_process_then_free(database: Database) -> None:
    with Writer(database) as writer:
        writer.run(put("before")).result(10)
        with locked(database):
            assert reason(writer, "during") == "locked"
            assert reason(writer, "during") == "locked"
        writer.run(put("after")).result(10)
        assert get(writer, "before") and get(writer, "after")
        assert get(writer, "during") is None


def test_a_whole_group_waits_once_for_a_lock(database: Database) -> None:
    with Writer(database) as writer, locked(database):
        futures = [writer.run(put(f"k{i}")) for i in range(50)]
        for future in futures:
            assert isinstance(future.exception(30), DatabaseUnavailable)


def test_locked_does_not_stop_readers(database: Database) -> None:
    with Writer(database) as writer:
        writer.run(put("k")).result(10)
    with Reader(database) as reader, locked(database):
        assert reader.run(lambda work: work.settings.get("k")).result(10) is True


@contextmanager
def full(writer: Writer) -> Iterator[None]:
    """The database may not grow by one page."""

    def limit(work: SqlWork) -> None:
        pages = work.transaction.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.transaction.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def free(work: SqlWork) -> None:
        work.transaction.connection.exec_driver_sql("PRAGMA max_page_count=1000000")

    writer.run(limit).result(10)
    yield
    writer.run(free).result(10)


def big(work: SqlWork) -> None:
    work.settings.put("big", "x" * 200_000)


def keep_connection(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """`max_page_count` lasts as long as its connection, which a fault would otherwise close."""
    monkeypatch.setattr(writer, "_disconnect", lambda: None)


def test_full_refuses_what_does_not_fit_and_keeps_the_rest_of_the_group(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(sqlite) as writer, monkeypatch.context() as patched:
        writer.run(put("small", 1)).result(10)
        keep_connection(writer, patched)
        with full(writer):
            first, second, third = together(writer, put("small", 2), big, put("small", 3))
            assert first.exception(10) is None
            fault = second.exception(10)
            assert isinstance(fault, DatabaseUnavailable)
            assert fault.reason == "full"
            assert third.exception(10) is None
            assert get(writer, "small") == 3
        writer.run(big).result(10)
        patched.undo()
    with Writer(sqlite) as writer:
        assert get(writer, "big") == "x" * 200_000


def test_r12_read_only_until_it_may_be_written_again(sqlite: Database) -> None:
    with Writer(sqlite) as writer:
        writer.run(put("before")).result(10)
    with Writer(sqlite) as writer, read_only(sqlite):
        assert reason(writer, "during") in ("read_only", "disk")
        assert reason(writer, "during") in ("read_only", "disk")
    with Writer(sqlite) as writer:
        assert get(writer, "before") and get(writer, "during") is None
        writer.run(put("after")).result(10)


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """Nobody may write the file: not even root, for whom modes are no hindrance."""
    original = database.writing.dialect.do_begin

    def begin(connection: object) -> None:
        connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]
        original(connection)  # type: ignore[arg-type]

    database.writing.dialect.do_begin = begin  # type: ignore[assignment, method-assign]
    yield
    database.writing.dialect.do_begin = original  # type: ignore[method-assign]


def test_not_a_database_is_told(sqlite: Database) -> None:
    assert sqlite.path is not None
    sqlite.path.write_bytes(b"not a database at all" * 1000)
    with Writer(sqlite) as writer:
        assert reason(writer, "k") == "damaged"
    with Reader(sqlite) as reader, pytest.raises(DatabaseUnavailable):
        reader.run(lambda work: work.settings.get("k")).result(10)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'bot.db'}")
    with Writer(database) as writer:
        assert reason(writer, "k") == "disk"
    schema.upgrade(database)
    with Writer(database) as writer:
        writer.run(put("k")).result(10)
    database.dispose()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = Database(f"sqlite:///{tmp_path / 'file' / 'bot.db'}")
    for attempt in (lambda: schema.upgrade(database), lambda: lock.hold(database).__enter__()):
        with pytest.raises(DatabaseUnavailable) as caught:
            attempt()
        assert caught.value.reason == "disk"


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'bot.db'}")
    schema.upgrade(database)
    with Writer(database) as writer, lock.hold(database):
        writer.run(put("k")).result(10)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    assert set(modes) == {"bot.db", "bot.db-wal", "bot.db-shm", "bot.db.lock"}
    assert set(modes.values()) == {0o600}
    database.dispose()


def test_a_server_that_goes_and_comes_back() -> None:
    with postgres.server() as server:
        database = Database(server.url)
        schema.upgrade(database)
        with Writer(database) as writer, Reader(database) as reader:
            writer.run(put("before")).result(10)
            assert reader.run(lambda work: work.settings.get("before")).result(10)
            server.stop()
            assert reason(writer, "during") == "gone"
            assert reason(writer, "during") == "gone"
            fault = reader.run(lambda work: work.settings.get("before")).exception(10)
            assert isinstance(fault, DatabaseUnavailable)
            server.start()
            writer.run(put("after")).result(10)
            assert get(writer, "before") and get(writer, "during") is None
            assert reader.run(lambda work: work.settings.get("after")).result(10)
        database.dispose()


def test_nothing_is_told_to_listeners_when_nothing_was_committed(database: Database) -> None:
    heard: list[object] = []
    with Writer(database) as writer:
        writer.on_commit(heard.append)
        with locked(database), pytest.raises(DatabaseUnavailable):
            writer.run(lambda work: work.outbox.add(1, Message("a"), NOW)).result(30)
        assert heard == []


def test_what_is_not_of_the_database_is_not_unavailable() -> None:
    assert unavailable(ValueError("full")) is None
    known = DatabaseUnavailable("full")
    assert unavailable(known) is known


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "sqlite://", "sqlite:///:memory:", "postgresql:///a"]
)
def test_what_cannot_work_is_refused_at_once(url: str) -> None:
    with pytest.raises((ValueError, ImportError)):
        Database(url, schema='a"; DROP SCHEMA b')


def test_foreign_keys_and_durability_are_on(sqlite: Database) -> None:
    def pragma(work: SqlWork, name: str) -> object:
        return work.transaction.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    names = ("journal_mode", "synchronous", "foreign_keys")
    with Writer(sqlite) as writer:
        found = writer.run(lambda work: [pragma(work, name) for name in names]).result(10)
    assert found == ["wal", 2, 1]
