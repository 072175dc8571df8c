"""Every test that asks for `database` runs on SQLite and on PostgreSQL, each on an empty one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from storage.writer import Writer
from tests.storage import postgres
from tests.storage.season import Season

_schemas = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    database.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'bot.db'}", patience=1)
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        database = Database(server.url, schema=f"bot_{next(_schemas)}", patience=1)
    yield database
    database.dispose()


@pytest.fixture
def database(blank: Database, request: pytest.FixtureRequest) -> Database:
    if blank.path is not None:
        shutil.copy(request.getfixturevalue("empty_sqlite"), blank.path)
    else:
        schema.upgrade(blank)
    return blank


@pytest.fixture
def sqlite(tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    """For what only SQLite can suffer."""
    path = tmp_path / "bot.db"
    shutil.copy(empty_sqlite, path)
    database = Database(f"sqlite:///{path}", patience=0.1)
    yield database
    database.dispose()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    with Writer(database) as writing:
        yield writing


@pytest.fixture
def season(writer: Writer) -> Season:
    return Season(writer)
