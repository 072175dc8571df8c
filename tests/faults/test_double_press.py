"""R6: `Xác nhận` pressed at the same time in several processes: one submission, one receipt, and
whoever comes second is told that it was submitted, with the same code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from storage import inbox_queue, schema
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.transfer import transfer
from storage.work import SqlWork
from storage.writer import Writer
from tests.form_order import library_in_form_order
from tests.storage import postgres
from tests.telegram.bot_process import FORKS, PATIENCE
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Town
from usecases import speak
from usecases.desk import Turn, take
from usecases.rounds import open_rounds

UNIT = "thi-doan"
PROCESSES = 4


def press(url: str, turn: Turn, data: str, together: Barrier) -> None:
    """In a process of its own."""
    library = library_in_form_order()
    with Writer(Database(url)) as writer:
        together.wait(PATIENCE)
        writer.run(
            lambda work: take(work, library, turn, lambda desk: speak.pressed(desk, data))
        ).result(PATIENCE)


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        yield running


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    path = tmp_path / "town.sqlite"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    database.dispose()
    made = Town(path, library_in_form_order())
    made.do(lambda work: open_rounds(work, made.library, made.now))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, town: Town) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{town.path}"
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return server.url


def test_r06_a_double_press_in_several_processes_submits_once(town: Town, url: str) -> None:
    an = town.invited(UNIT, 11, "Nguyễn Văn An")
    an.begin()
    an.fill(UNIT, THI_DOAN)
    asked = an.offers()
    at = town.now + timedelta(seconds=20)
    raw = [RawUpdate(9000 + n, json.dumps({"n": n}), 11) for n in range(PROCESSES)]
    keys = town.do(lambda work: inbox_queue.store(work, raw, at))
    if url.startswith("postgresql"):
        transfer(Database(f"sqlite:///{town.path}"), Database(url))
    together = FORKS.Barrier(PROCESSES)
    turns = [Turn(key, an.sender, at, at, asked.telegram_id) for key in keys]
    processes = [
        FORKS.Process(target=press, args=(url, turn, asked.buttons["Xác nhận"], together))
        for turn in turns
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    with Writer(Database(url)) as writer:
        writer.run(lambda work: _check(work, keys)).result(PATIENCE)


def _check(work: SqlWork, keys: list[int]) -> None:
    run = work.transaction.connection.exec_driver_sql
    [(version, code)] = run("SELECT version, receipt_code FROM submission").all()
    assert version == 1
    numbers = ", ".join(map(str, keys))
    said = run(
        f"SELECT kind, params FROM message WHERE inbox_key IN ({numbers})"
        " AND kind IN ('receipt', 'submitted', 'already_submitted') ORDER BY id"
    ).all()
    kinds = [row[0] for row in said]
    assert kinds.count("receipt") == 1
    assert len(said) == PROCESSES, "everybody is answered"
    assert all(code in str(row[1]) for row in said)
    states = run(f"SELECT DISTINCT state FROM inbox WHERE id IN ({numbers})").all()
    assert [tuple(row) for row in states] == [("done",)]
