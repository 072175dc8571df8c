"""Workbooks as people handle them: asked for, filled in with a spreadsheet program, sent back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from bot.config import Settings
from bot.performing.performer import XLSX
from bot.performing.workbooks import WorkbookPerformers
from bot.workplace import Workplace
from reporting.answers import FileValue
from storage.database import Database
from storage.files import FileStore
from storage.reader import Reader
from tests.usecases.town import Resident, Shown, Town


@dataclass
class Excel:
    """The jobs about workbooks, done as they come."""

    town: Town
    performers: WorkbookPerformers
    store: FileStore
    sent: dict[str, bytes] = field(default_factory=dict)

    def work(self) -> None:
        table = self.performers.table()
        while job := self.town.do(lambda work: work.jobs.next(self.town.now)):
            if job.kind in table:  # and not the menu of somebody who has just come in
                table[job.kind][0](job)
        self.town.deliver()

    def ask(self, person: Resident) -> bytes:
        """The file that comes when the button is pressed."""
        person.press("Điền bằng Excel")
        self.work()
        file = person.heard.message.file
        assert file is not None
        assert person.heard.kind == "unit_workbook"
        return self.store.get(file.sha256)

    def send(self, person: Resident, data: bytes, name: str = "Bieu so lieu.xlsx") -> Shown:
        key = f"f{len(self.sent)}"
        self.sent[key] = data
        person.attach(FileValue(name, XLSX, len(data), key))
        self.work()
        return person.heard

    def confirm(self, person: Resident, label: str = "Xác nhận") -> Shown:
        person.press(label)
        self.work()
        return person.heard


@contextmanager
def excel(town: Town, folder: Path) -> Iterator[Excel]:
    store, sent = FileStore(folder / "files"), dict[str, bytes]()
    database = Database(f"sqlite:///{town.path}")
    with Reader(database) as reader:
        place = Workplace(Settings(), database, town.writer, reader, store, town.library)
        performers = WorkbookPerformers(place, lambda: town.now, sent.__getitem__)
        yield Excel(town, performers, store, sent)
    database.dispose()


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Saved again by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(data: bytes, answers: dict[str, Any], notes: dict[str, str] | None = None) -> bytes:
    """`answers` by the name of the question."""

    def fill(book: Any) -> None:
        sheet = book.worksheets[0]
        places = rows(data)
        for name, value in answers.items():
            sheet.cell(places[name], 5).value = value
        for name, text in (notes or {}).items():
            sheet.cell(places[name], 6).value = text

    return edited(data, fill)


def rows(data: bytes) -> dict[str, int]:
    """The row of each question."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = {}
    for row in range(1, sheet.max_row + 1):
        ref = sheet.cell(row, 8).value
        if ref:
            found[str(ref).rpartition("/")[2]] = row
    return found


def another_book() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()
