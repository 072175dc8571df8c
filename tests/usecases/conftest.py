from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from tests.form_order import library_in_form_order
from tests.usecases.town import Town
from usecases.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return library_in_form_order()


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory, library: Library) -> bytes:
    """The database of a town whose first round is open."""
    path = tmp_path_factory.mktemp("season") / "town.sqlite"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    town = Town(path, library)
    town.open_rounds()
    town.close()
    database.dispose()
    return path.read_bytes()


@pytest.fixture
def town(tmp_path: Path, library: Library, season: bytes) -> Iterator[Town]:
    path = tmp_path / "town.sqlite"
    path.write_bytes(season)
    made = Town(path, library)
    yield made
    made.close()
