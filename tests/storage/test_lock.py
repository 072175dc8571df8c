"""One active process for each bot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import lock
from storage.database import Database
from storage.faults import AlreadyRunning, DatabaseUnavailable
from storage.writer import Writer
from tests.storage import postgres

HOLD = """
import sys
from storage import lock
from storage.database import Database
with lock.hold(Database(sys.argv[1], schema=sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(lock.__file__).parent.parent


@contextmanager
def other_process(database: Database) -> Iterator[subprocess.Popen[str]]:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLD, url, database.schema]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_until_the_first_is_dead(database: Database) -> None:
    with other_process(database) as first:
        with pytest.raises(AlreadyRunning), lock.hold(database):
            pass
        first.kill()
        first.wait()
        until_free(database)


def until_free(database: Database) -> None:
    """A server notices a dead client a moment later."""
    for _ in range(200):
        try:
            with lock.hold(database):
                return
        except AlreadyRunning:
            with pytest.raises(subprocess.TimeoutExpired):
                subprocess.run(["sleep", "1"], timeout=0.05, check=False)
    raise AssertionError("still held")


def test_it_is_free_again_after_the_block_and_twice_within_is_refused(database: Database) -> None:
    for _ in range(10):
        with lock.hold(database) as held:
            held.verify()
            with pytest.raises(AlreadyRunning), lock.hold(database):
                pass


def test_it_does_not_hinder_writing(database: Database, writer: Writer) -> None:
    with lock.hold(database):
        writer.run(lambda work: work.settings.put("k", 1)).result(10)


def test_bots_of_one_server_do_not_hinder_each_other(postgres_server: postgres.Server) -> None:
    towns = [Database(postgres_server.url, schema=name) for name in ("phuoc_long", "dong_xoai")]
    with lock.hold(towns[0]), lock.hold(towns[1]):
        pass
    for town in towns:
        town.dispose()


def test_a_lock_that_went_with_its_server_is_noticed() -> None:
    with postgres.server() as server:
        database = Database(server.url)
        with lock.hold(database) as held:
            server.stop()
            with pytest.raises(DatabaseUnavailable):
                held.verify()
            with pytest.raises(DatabaseUnavailable), lock.hold(database):
                pass
            server.start()
        database.dispose()
