"""Every test that asks for `database` runs on SQLite and on PostgreSQL, each on an empty one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from storage.files import FileStore
from storage.tables import metadata
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
def migrated(blank: Database) -> Database:
    """A database of the test's own, whose tables it may change."""
    schema.upgrade(blank)
    return blank


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: postgres.Server) -> Iterator[Database]:
    database = Database(postgres_server.url, schema="shared", patience=1)
    schema.upgrade(database)
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database with empty tables. Making them anew for each test takes PostgreSQL too long."""
    if request.param == "sqlite":
        own: Database = request.getfixturevalue("sqlite")
        return own
    shared: Database = request.getfixturevalue("shared_postgres")
    _empty(shared)
    return shared


def _empty(database: Database) -> None:
    counted = [table.name for table in metadata.sorted_tables if "id" in table.c]
    with database.writing.begin() as connection:
        run = connection.exec_driver_sql
        run("SET LOCAL session_replication_role = replica")  # past triggers and foreign keys
        for table in metadata.sorted_tables:
            run(f"DELETE FROM {table.name}")
        for name in counted:
            run(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false)")


@pytest.fixture
def sqlite(tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    path = tmp_path / "bot.db"
    shutil.copy(empty_sqlite, path)
    database = Database(f"sqlite:///{path}", patience=1)
    yield database
    database.dispose()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    with Writer(database) as writing:
        yield writing


@pytest.fixture
def season(writer: Writer) -> Season:
    return Season(writer)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Database]:
    """Another machine."""
    database = Database(f"sqlite:///{tmp_path / 'new' / 'bot.db'}")
    yield database
    database.dispose()
