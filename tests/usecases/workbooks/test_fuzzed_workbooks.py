"""S11: a draft's workbook changed in every way that people, programs and the ill-meaning can think
of. Nothing counts before it is read back and confirmed; then only what was read back, and never
anything of another unit; a formula nobody has worked out is never a figure."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from documents.zipped import zip_members
from tests.examples import ORDINARY
from tests.usecases.town import Resident, Town
from tests.usecases.workbooks.filling import Excel, edited, excel, filled, rows

UNIT, OTHER = "thi-doan", "kinh-te"
MANY = 12 * settings().max_examples // ORDINARY  # copies, for each way of changing one
HIDDEN = "_tonghop"
KEPT = ("answer", "answer_history", "draft", "submission", "obligation")
REFUSALS = {"workbook_unfit", "workbook_old", "not_there", "file_failed"}
VALUES: list[Any] = [
    0, 1, -4, 2.5, 1e300, 10**40, True, "", "nhiều", "15 hộ", "1.234", "1,5 tỷ", "không", "=1+1",
    "=HYPERLINK(\"http://x\";\"y\")", "+84912345678", "@x", "\u202e15", "a" * 40_000, "a\nb",
    date(2021, 6, 12), timedelta(days=2), "Không thuộc nhiệm vụ", None,
]  # fmt: skip

Change = Callable[[bytes, random.Random, Town], bytes]


def some_cells(data: bytes, chance: random.Random, town: Town) -> bytes:
    """Values anywhere, the unseen columns and sheets among it."""

    def change(book: Any) -> None:
        for _ in range(chance.randint(1, 8)):
            sheet = chance.choice(book.worksheets)
            cell = sheet.cell(chance.randint(1, 40), chance.randint(1, 9))
            if type(cell).__name__ == "Cell":
                cell.value = chance.choice(VALUES)

    return edited(data, change)


def other_marks(data: bytes, chance: random.Random, town: Town) -> bytes:
    """What says whose workbook it is."""
    [ids] = zip(*town.rows("SELECT id FROM obligation"), strict=True)
    [drafts] = zip(*town.rows("SELECT id FROM draft"), strict=True)
    forms = [row[0] for row in town.rows("SELECT sha256 FROM form_version")]

    def change(book: Any) -> None:
        sheet = book[HIDDEN]
        sheet.cell(chance.randint(1, 4), 2).value = chance.choice(
            [*map(str, ids), *map(str, drafts), *map(str, forms), *ids, "-1", "x", None]
        )

    return edited(filled(data, {"DT01": 99}), change)


def other_rows(data: bytes, chance: random.Random, town: Town) -> bytes:
    """Rows swapped, doubled, taken out; questions of another form; sheets gone."""

    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        places = sorted(rows(data).values())
        match chance.randrange(5):
            case 0:
                sheet.delete_rows(chance.choice(places), chance.randint(1, 5))
            case 1:
                sheet.insert_rows(chance.choice(places), chance.randint(1, 5))
            case 2:
                one, two = chance.sample(places, 2)
                sheet.cell(one, 8).value = sheet.cell(two, 8).value
                sheet.cell(one, 5).value = 7
            case 3:
                sheet.cell(chance.choice(places), 8).value = "/data/KT01"
            case _:
                book.remove(chance.choice(book.worksheets[1:]))

    return edited(data, change)


def other_parts(data: bytes, chance: random.Random, town: Town) -> bytes:
    """A package that is sound, with a part that is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts))
    broken = bytearray(parts[name])
    for _ in range(chance.randint(1, 6)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return zip_members({**parts, name: bytes(broken)})


def other_bytes(data: bytes, chance: random.Random, town: Town) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])])


@pytest.fixture
def office(town: Town, tmp_path: Path) -> Iterator[Excel]:
    with excel(town, tmp_path) as desk:
        yield desk


def kept(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    return {table: town.rows(f"SELECT * FROM {table} ORDER BY 1") for table in KEPT}


def of_unit(town: Town, unit: str) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT answer.* FROM answer JOIN draft ON draft.id = draft_id JOIN obligation ON"
        " obligation.id = obligation_id WHERE unit_id = ? ORDER BY ref",
        unit,
    )


def begun(town: Town, unit: str, number: int, name: str) -> Resident:
    person = town.invited(unit, number, name)
    person.begin()
    return person


@pytest.mark.parametrize("way", [some_cells, other_marks, other_rows, other_parts, other_bytes])
def test_s11_a_changed_workbook_changes_only_what_it_says(
    town: Town,
    office: Excel,
    way: Change,
) -> None:
    an, be = begun(town, UNIT, 11, "Nguyễn Văn An"), begun(town, OTHER, 31, "Trần Thị Bé")
    be.type("5")
    an.type("15")
    data, theirs = office.ask(an), of_unit(town, OTHER)
    chance = random.Random(way.__name__)
    for _ in range(MANY):
        before = kept(town)
        read = office.send(an, way(data, chance, town))
        assert kept(town) == before, "nothing counts before it is confirmed"
        assert read.kind in REFUSALS | {"workbook_read"}, read.text
        if read.kind == "workbook_read" and read.message.params["changes"]:
            _confirm(town, office, an, len(read.message.params["changes"]))
        assert of_unit(town, OTHER) == theirs
    assert town.rows("SELECT state FROM inbox WHERE state = 'dead'") == []


def _confirm(town: Town, office: Excel, person: Resident, changes: int) -> None:
    before = dict(_answers(town))
    label = next(one for one in person.heard.labels if one.startswith("Xác nhận"))
    office.confirm(person, label)
    changed = {ref for ref, value in _answers(town) if before.get(ref) != value}
    assert len(changed) <= changes, "no more than was read back"


def _answers(town: Town) -> list[tuple[str, str]]:
    return [
        (f"{draft}:{ref}", f"{value} {standing}")
        for draft, ref, value, standing in town.rows(
            "SELECT draft_id, ref, value, standing FROM answer"
        )
    ]
