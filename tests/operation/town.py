"""A machine with a town on it: settings in a file, a season in the database; its command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import Settings
from bot.config_file import load_settings
from storage import schema
from storage.database import Database
from storage.files import FileStore
from storage.writer import Writer
from tests.sources import ROOT
from tests.storage.season import Season

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


class Town:
    def __init__(self, folder: Path, settings: str = "") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.config = folder / "config.toml"
        self.configure(settings)

    def configure(self, settings: str = "", token: str = TOKEN) -> None:
        """`settings` are further lines of the file, sections with their keys."""
        plan = ROOT / "plans" / "phuoc-long-2021"
        telegram = "" if "[telegram]" in settings else f'[telegram]\ntoken = "{token}"\n'
        self.config.write_text(f'{telegram}[plan]\npath = "{plan}"\n{settings}', encoding="utf-8")
        self.config.chmod(0o600)

    @property
    def settings(self) -> Settings:
        return load_settings(self.config, {})

    @property
    def path(self) -> Path:
        return self.folder / "var" / "tonghop.sqlite"

    @property
    def files(self) -> FileStore:
        return FileStore(self.folder / "var" / "files")

    @property
    def archives(self) -> list[Path]:
        return sorted((self.folder / "var" / "backups").glob("tonghop-*"))

    def tonghop(self, *arguments: object) -> Result:
        """Output is all that was said, on both streams."""
        given = [*map(str, arguments), "--config", str(self.config)]
        return CliRunner().invoke(main, given, catch_exceptions=False)

    @contextmanager
    def database(self) -> Iterator[Database]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = Database(f"sqlite:///{self.path}")
        schema.upgrade(database)
        try:
            yield database
        finally:
            database.dispose()

    @contextmanager
    def season(self) -> Iterator[Season]:
        with self.database() as database, Writer(database) as writer:
            yield Season(writer)
