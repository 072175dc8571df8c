"""Everything a command needs that touches the database: opened together, closed together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.conversions import Conversions
from bot.garbage import nothing_thrown_away
from bot.plan_files import read_plan
from reporting.plan import load_plan
from storage import schema
from storage.database import Database
from storage.files import FileStore
from storage.reader import Reader
from storage.writer import Writer
from usecases.library import Library


@dataclass(frozen=True, slots=True)
class Workplace:
    settings: Settings
    database: Database
    writer: Writer
    reader: Reader
    files: FileStore
    library: Library


@contextmanager
def open_workplace(settings: Settings, library: Library | None = None) -> Iterator[Workplace]:
    """Brings the tables up to date first. Raises Faulty for the plan, SchemaProblem and
    DatabaseUnavailable for the database."""
    library = library or open_library(settings.plan.path, converted_in(settings))
    with ExitStack() as stack:
        database = open_database(settings)
        stack.callback(database.dispose)
        schema.upgrade(database)
        writer = stack.enter_context(Writer(database))
        reader = stack.enter_context(Reader(database))
        files = FileStore(settings.files.path)
        yield Workplace(settings, database, writer, reader, files, library)


def converted_in(settings: Settings) -> Path:
    """Where forms that were converted once are kept."""
    return settings.files.path / "forms"


def open_library(path: Path, converted: Path | None = None) -> Library:
    """`converted`: a folder that keeps what converting the forms gave, so that the next time is
    faster."""
    files = read_plan(path)
    kept = None if converted is None else Conversions(converted)
    with nothing_thrown_away():
        return Library(load_plan(files, kept), files, kept)


def open_database(settings: Settings) -> Database:
    """A SQLite file's folder is made when it is missing."""
    url = settings.database.url.get_secret_value()
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return Database(url, schema=settings.database.schema_name or "public")
