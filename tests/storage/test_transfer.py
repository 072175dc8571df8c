"""Everything goes from one engine to the other, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count as counting
from pathlib import Path

import pytest
from sqlalchemy import select

from reporting.answers import Answer, Standing
from storage import inbox_queue, schema
from storage.database import Database
from storage.faults import SchemaProblem
from storage.inbox_queue import RawUpdate
from storage.tables import metadata, part
from storage.transfer import NotEmpty, count, transfer
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage import postgres
from tests.storage.season import NOW, Season
from usecases.records import Message

_schemas = counting(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'target.db'}")
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        made = Database(server.url, schema=f"target_{next(_schemas)}")
    yield made
    made.dispose()


def fill(season: Season) -> None:
    season.keep("/data/KT01", Answer(Decimal("12.30"), estimated=True))
    season.keep("/data/KT02", Answer(None, Standing.NOT_YET, note="“chờ số liệu” 🙂"))
    season.submit("R1", {"/data/KT01": Answer(5)}, late=True)

    def more(work: SqlWork) -> None:
        raw = '{"update_id": 1, "x": "\\u0000 \\ud800"}'
        inbox_queue.store(work, [RawUpdate(2**40, raw, chat_id=-(2**40))], NOW)
        work.outbox.add(1, Message("question", {"z": 1, "a": [1.5, None, "é"]}), NOW, 1)
        work.jobs.add("fetch", {"n": 1}, NOW)
        work.settings.put("k", {"z": 1, "a": None})

    season.run(more)


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_every_row_arrives_as_it_was(database: Database, season: Season, target: Database) -> None:
    fill(season)
    copied = transfer(database, target)
    assert rows(target) == rows(database)
    assert copied["answer_history"] == 2 and copied["part"] == 0
    with database.reading.connect() as connection:
        assert count(connection) == copied


def test_ids_go_on_behind_those_that_were_copied(
    database: Database, season: Season, target: Database
) -> None:
    fill(season)
    transfer(database, target)
    with Writer(target) as writer:
        key = writer.run(lambda work: work.outbox.add(1, Message("help"), NOW)).result(10)
        assert key == 2
        with pytest.raises(Exception, match="only grows"):
            writer.run(
                lambda work: work.transaction.connection.exec_driver_sql("DELETE FROM submission")
            ).result(10)


def test_a_target_that_holds_anything_is_left_alone(
    database: Database, season: Season, target: Database
) -> None:
    schema.upgrade(target)
    with Writer(target) as writer:
        writer.run(lambda work: work.settings.put("k", 1)).result(10)
    before = rows(target)
    with pytest.raises(NotEmpty):
        transfer(database, target)
    assert rows(target) == before


def test_nothing_is_kept_of_a_copy_that_failed(
    database: Database, season: Season, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(season)
    season.run(lambda work: work.transaction.connection.execute(
        part.insert().values(message_id=1, chat_id=1, position=0, method="m", payload={},
                             state="pending", attempts=0)
    ))  # fmt: skip
    monkeypatch.setattr("storage.transfer._compared", _failing)
    with pytest.raises(RuntimeError):
        transfer(database, target)
    with target.reading.connect() as connection:
        assert set(count(connection).values()) == {0}


def _failing(*_: object) -> None:
    raise RuntimeError


def test_a_source_of_another_version_is_refused(migrated: Database, target: Database) -> None:
    schema.migrate(migrated, "-1")
    with pytest.raises(SchemaProblem):
        transfer(migrated, target)
