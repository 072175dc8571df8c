"""A unit's workbook as it comes back: looked through before anything large is unpacked, then read.

python-calamine reads values; of a cell far away it would make a table of millions. So sheets are
first walked cell by cell, within bounds, which also finds formulas that nobody has worked out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import python_calamine
from lxml import etree

from documents.excel.marks import (
    ANSWER,
    DRAFT,
    FIRST_ITEM,
    FORM,
    HIDDEN,
    ITEMS,
    LIST_COLUMN,
    LIST_ROW,
    MOST_TEXT,
    NOTE,
    OBLIGATION,
    REF_COLUMN,
)
from documents.package import UnfitFile, open_package
from reporting.workbook import Cell, Line, Returned, Was

MOST_ROWS, MOST_COLUMNS = 5_000, 200
MOST_CELLS = 200_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def read_returned(data: bytes) -> Returned:
    """Raises UnfitFile: "not_office", "too_big", "unsafe", or "not_ours" for another workbook."""
    members = open_package(data, _BOOK)
    if any("externallink" in name.lower() for name in members):
        raise UnfitFile("unsafe")
    faults = {name: _walk(members[part]) for name, part in _sheets(members)}
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        tables = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
            if name in faults
        }
    except (python_calamine.CalamineError, ValueError, OverflowError) as error:
        raise UnfitFile("not_office") from error
    return _Reading(tables, faults).returned()


Place = tuple[int, int]  # row and column, from 0


def _sheets(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet."""
    links = {link.get("Id"): link.get("Target", "") for link in _parsed(members.get(_LINKS, b""))}
    for sheet in _parsed(members[_BOOK]).iter(f"{_MAIN}sheet"):
        target = links.get(sheet.get(_RELATED), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part not in members:
            raise UnfitFile("not_office")
        yield str(sheet.get("name")), part


def _parsed(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnfitFile("not_office") from error


def _walk(xml: bytes) -> dict[Place, str]:
    """Cells without a value of their own: "formula" or "error". Raises UnfitFile for a cell out
    of bounds."""
    faults: dict[Place, str] = {}
    row, column, cells = -1, -1, 0
    tags = (f"{_MAIN}row", f"{_MAIN}c")
    try:
        walk = etree.iterparse(io.BytesIO(xml), events=("start", "end"), tag=tags)
        for event, node in walk:
            if node.tag == tags[0]:
                if event == "start":
                    row, column = _number(node.get("r"), row + 1), -1
                else:
                    node.clear()
            elif event == "end":
                column = _column(node.get("r"), column + 1)
                cells += 1
                fault = _fault(node)
                if fault:
                    faults[row, column] = fault
            if row >= MOST_ROWS or column >= MOST_COLUMNS or cells > MOST_CELLS:
                raise UnfitFile("too_big")
    except etree.XMLSyntaxError as error:
        raise UnfitFile("not_office") from error
    return faults


def _number(said: str | None, following: int) -> int:
    if said is None:
        return following
    return int(said) - 1 if said.isascii() and said.isdecimal() and len(said) < 9 else MOST_ROWS


def _column(said: str | None, following: int) -> int:
    letters = (said or "").rstrip("0123456789")
    if not letters:
        return following
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return MOST_COLUMNS
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - 64
    return at - 1


def _fault(cell: Any) -> str:
    value = cell.find(f"{_MAIN}v")
    if cell.get("t") == "e":
        return "error"
    if cell.find(f"{_MAIN}f") is None:
        return ""
    empty = value is None or not value.text
    return "formula" if empty and cell.find(f"{_MAIN}is") is None else ""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet; cells outside of it are empty."""

    name: str
    rows: list[list[Any]]
    faults: Mapping[Place, str]

    def text(self, row: int, column: int) -> str:
        value = self._value(row, column)
        return value if isinstance(value, str) else ""

    def cell(self, row: int, column: int) -> Cell:
        value, letter = self._value(row, column), _letter(column)
        fault = self.faults.get((row, column), "")
        if isinstance(value, timedelta):  # a time beyond a day: no answer has that
            value = str(value)
        if isinstance(value, str) and len(value) > MOST_TEXT:
            value = value[: MOST_TEXT + 1]  # too long in any case, and refused as that
        return Cell(self.name, row + 1, letter, value, fault)

    def _value(self, row: int, column: int) -> Any:
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Reading:
    def __init__(
        self, tables: Mapping[str, list[list[Any]]], faults: Mapping[str, Mapping[Place, str]]
    ) -> None:
        if HIDDEN not in tables:
            raise UnfitFile("not_ours")
        self._origin = _Table(HIDDEN, tables[HIDDEN], {})
        self._shown = [
            _Table(name, rows, faults[name])
            for name, rows in tables.items()
            if not name.startswith("_")
        ]

    def returned(self) -> Returned:
        about = self._about()
        cells: dict[str, Cell] = {}
        notes: dict[str, Cell] = {}
        lines: list[Line] = []
        for table in self._shown:
            list_ref = table.text(LIST_ROW, LIST_COLUMN)
            if list_ref:
                lines += self._lines(table, list_ref)
                continue
            for row in range(len(table.rows)):
                ref = table.text(row, REF_COLUMN)
                if ref and ref not in cells:
                    cells[ref] = table.cell(row, ANSWER)
                    notes[ref] = table.cell(row, NOTE)
        return Returned(
            obligation=_id(about.get(OBLIGATION, "")),
            draft=_id(about.get(DRAFT, "")),
            form=about.get(FORM, ""),
            was=self._was(),
            cells=cells,
            notes=notes,
            lines=tuple(lines),
        )

    def _about(self) -> dict[str, str]:
        origin, about = self._origin, {}
        for row in range(len(origin.rows)):
            name = origin.text(row, 0)
            if name == ITEMS:
                break
            about[name] = origin.text(row, 1)
        return about

    def _was(self) -> dict[str, Was]:
        origin, was, begun = self._origin, {}, False
        for row in range(len(origin.rows)):
            name = origin.text(row, 0)
            if begun and name:
                was[name] = Was(origin.text(row, 1), _id(origin.text(row, 2)))
            begun = begun or name == ITEMS
        return was

    def _lines(self, table: _Table, list_ref: str) -> Iterator[Line]:
        columns = {
            column: ref for column in range(LIST_COLUMN) if (ref := table.text(LIST_ROW, column))
        }
        for row in range(FIRST_ITEM, len(table.rows)):
            cells = {ref: table.cell(row, column) for column, ref in columns.items()}
            yield Line(list_ref, table.text(row, LIST_COLUMN), cells)


def _id(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else 0
