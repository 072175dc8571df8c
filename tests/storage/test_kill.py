"""Killed at any point, nothing acknowledged is lost and nothing is done twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import failpoints, inbox_queue
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import NOW, Season

ROOT = Path(failpoints.__file__).parent.parent

# Handles every waiting update in a group commit and says so, line by line, only when told.
HANDLE = """
import sys
from datetime import datetime, UTC
from reporting.answers import Answer
from storage import inbox_queue
from storage.database import Database
from storage.writer import Writer
from usecases.records import Message

now = datetime(2021, 6, 15, 2, tzinfo=UTC)

def turn(row):
    def handle(work):
        if not work.inbox.take(row.key, now):
            return False
        draft = work.drafts.get(1)
        ref = f"/data/q{row.key % 5}"
        base = draft.answers[ref].revision if ref in draft.answers else 0
        work.drafts.keep(1, ref, Answer(row.key), base_revision=base, person_id=1, at=now,
                         inbox_key=row.key)
        work.outbox.add(row.chat_id, Message("question"), now, row.key)
        return True
    return handle

with Writer(Database(sys.argv[1], schema=sys.argv[2]), batch=7) as writer:
    waiting = writer.run(lambda work: inbox_queue.waiting(work, 1000)).result()
    rows = sorted((row for rows in waiting.values() for row in rows), key=lambda row: row.key)
    futures = [(row.key, writer.run(turn(row))) for row in rows]
    for key, future in futures:
        if future.result():
            print(key, flush=True)
"""


def handle(database: Database, failpoint: str = "") -> tuple[int, list[int]]:
    """The exit status of a process that handles the inbox, and what it acknowledged."""
    url = database.url.render_as_string(hide_password=False)
    environment = {**os.environ, failpoints.VARIABLE: failpoint}
    done = subprocess.run(
        [sys.executable, "-c", HANDLE, url, database.schema],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    return done.returncode, [int(line) for line in done.stdout.split()]


def effects(database: Database) -> tuple[list[int], list[int]]:
    """Keys of the updates with an answer in the history, and with a message, in order."""

    def read(work: SqlWork) -> tuple[list[int], list[int]]:
        connection = work.transaction.connection
        history = connection.exec_driver_sql("SELECT inbox_key FROM answer_history ORDER BY id")
        messages = connection.exec_driver_sql("SELECT inbox_key FROM message ORDER BY id")
        return [row[0] for row in history], [row[0] for row in messages]

    with Writer(database) as writer:
        return writer.run(read).result(10)


def fill(database: Database, count: int) -> list[int]:
    updates = [RawUpdate(i, "{}", chat_id=i % 3, kind="message") for i in range(count)]
    with Writer(database) as writer:
        Season(writer)
        return writer.run(lambda work: inbox_queue.store(work, updates, NOW)).result(10)


@pytest.mark.parametrize("place", ["before_commit", "after_commit"])
@pytest.mark.parametrize("nth", [1, 2, 4])
def test_killed_around_a_commit(database: Database, place: str, nth: int) -> None:
    keys = fill(database, 30)
    status, acknowledged = handle(database, f"{place}:kill:{nth}")
    assert status == -signal.SIGKILL
    answered, said = effects(database)
    assert answered == said
    assert set(acknowledged) <= set(answered)
    status, _ = handle(database)
    assert status == 0
    assert effects(database) == (keys, keys)


def test_killed_again_and_again(sqlite: Database) -> None:
    keys = fill(sqlite, 60)
    chosen = random.Random(2021)
    acknowledged: list[int] = []
    for _ in range(6):
        place = chosen.choice(["before_commit", "after_commit"])
        _, told = handle(sqlite, f"{place}:kill:{chosen.randint(1, 5)}")
        acknowledged += told
        answered, said = effects(sqlite)
        assert answered == said == keys[: len(answered)]
        assert set(acknowledged) <= set(answered)
    handle(sqlite)
    assert effects(sqlite) == (keys, keys)
    assert len(acknowledged) == len(set(acknowledged))


def test_r02_killed_before_the_inbox_commit_stores_nothing(database: Database) -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from storage import inbox_queue as q\n"
        "from storage.database import Database; from storage.writer import Writer\n"
        "now = datetime(2021, 6, 15, tzinfo=UTC)\n"
        "with Writer(Database(sys.argv[1], schema=sys.argv[2])) as w:\n"
        "    w.run(lambda work: q.store(work, [q.RawUpdate(1, '{}')], now)).result()\n"
    )
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", code, url, database.schema]
    for failpoint, stored in (("before_inbox_commit:kill", 0), ("", 1), ("", 1)):
        environment = {**os.environ, failpoints.VARIABLE: failpoint}
        done = subprocess.run(command, env=environment, cwd=ROOT, check=False)
        assert done.returncode == (-signal.SIGKILL if failpoint else 0)
        with Writer(database) as writer:
            waiting = writer.run(lambda work: inbox_queue.waiting(work, 10)).result(10)
        assert sum(map(len, waiting.values())) == stored


def test_an_unarmed_failpoint_does_nothing() -> None:
    for _ in range(3):
        failpoints.reach("before_commit")


def test_a_failpoint_that_is_misspelt_stops_the_start() -> None:
    environment = {**os.environ, failpoints.VARIABLE: "before_commit:explode"}
    done = subprocess.run(
        [sys.executable, "-c", "import storage.failpoints"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "the only action is kill" in done.stderr
