"""Row by row: who is in the spreadsheet, and what is not right about it, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.directory.package import refusal
from reporting.directory.words import COLUMNS, UnitNames, column_of, role_of
from reporting.faults import Fault, Faulty, Place
from reporting.phones import phone_number
from reporting.text import clean, has_lone_surrogates

if TYPE_CHECKING:
    from reporting.forms.sheets import Sheet
    from reporting.plan import Plan

MOST_PEOPLE = 500
_HEADINGS_WITHIN = 15  # rows: a title and addresses may stand above the table
_NEEDED = ("unit", "name", "phone", "role")
_LONGEST = 200  # characters of a cell
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in one role for one unit. `phone` is as `reporting.phones` gives it."""

    unit_id: str
    role: str  # liaison | second_liaison | leader | office
    name: str
    post: str
    phone: str


def read_directory(data: bytes, file: str, plan: Plan) -> list[Listed]:
    """Everybody listed in the first sheet that has the columns. Raises Faulty with every fault."""
    from reporting.forms.xlsform import workbook

    reason = refusal(data)
    if reason:
        raise Faulty([Fault(f"directory.file.{reason}", Place(file))])
    table = _table(workbook.read(data, file), file)
    reading = _Reading(table, plan)
    people = [one for row in table.rows() if (one := reading.person(row))]
    if not people and not reading.faults:
        raise Faulty([Fault("directory.empty", Place(file, sheet=table.sheet.name))])
    if len(people) > MOST_PEOPLE:
        raise Faulty([Fault("directory.too_many", Place(file), {"most": MOST_PEOPLE})])
    if reading.faults:
        raise Faulty(reading.faults)
    return people


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]  # by column, cleaned


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    file: str
    heading: int  # index of the row of headings
    columns: Mapping[str, int]

    def rows(self) -> Iterator[_Row]:
        """The rows that say anything in a column that is read."""
        for number, row in enumerate(self.sheet.rows[self.heading + 1 :], self.heading + 2):
            cells = {
                name: clean(row[at]) if at < len(row) else "" for name, at in self.columns.items()
            }
            if any(cells.values()):
                yield _Row(number, cells)

    def place(self, row: int, column: str) -> Place:
        at = self.columns[column]
        letter = _LETTERS[at : at + 1]
        heading = clean(self.sheet.rows[self.heading][at])
        shown = f"{letter} ({heading})" if letter else heading
        return Place(self.file, sheet=self.sheet.name, row=row, column=shown)


def _table(sheets: list[Sheet], file: str) -> _Table:
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_HEADINGS_WITHIN]):
            columns: dict[str, int] = {}
            for at, cell in enumerate(row):
                if name := column_of(cell):
                    columns.setdefault(name, at)
            if all(name in columns for name in _NEEDED):
                return _Table(sheet, file, index, columns)
    wanted = ", ".join(COLUMNS[name][0] for name in _NEEDED)
    raise Faulty([Fault("directory.no_headings", Place(file), {"columns": wanted})])


class _Reading:
    """`faults` grows row by row; a row with a fault is nobody."""

    def __init__(self, table: _Table, plan: Plan) -> None:
        self.faults: list[Fault] = []
        self._table = table
        self._plan = plan
        self._names = UnitNames(plan)
        self._seen: dict[tuple[str, str, str], int] = {}  # unit, role, phone → row

    def person(self, row: _Row) -> Listed | None:
        before = len(self.faults)
        unit_id, role = self._unit(row), self._role(row)
        name, phone = self._text(row, "name"), self._phone(row)
        post = self._text(row, "post") if row.cells.get("post") else ""
        self._look_for_office(row, unit_id, role)
        if len(self.faults) > before or self._is_doubled(row, unit_id, role, phone):
            return None
        return Listed(unit_id, role, name, post, phone)

    def _fault(self, row: _Row, column: str, code: str, **params: object) -> None:
        place = self._table.place(row.number, column)
        self.faults.append(Fault(f"directory.{code}", place, params))

    def _text(self, row: _Row, column: str) -> str:
        text = " ".join(row.cells[column].split())
        if not text:
            self._fault(row, column, "missing")
        elif has_lone_surrogates(text) or len(text) > _LONGEST:
            self._fault(row, column, "unfit_text", most=_LONGEST)
        return text

    def _unit(self, row: _Row) -> str:
        text = self._text(row, "unit")
        unit = self._names.find(text)
        if unit is not None:
            return unit.id
        nearest = self._names.nearest(text) if len(text) <= _LONGEST else None
        if text and nearest is not None:
            self._fault(row, "unit", "unit_unsure", text=text, nearest=nearest.short_name)
        elif text:
            self._fault(row, "unit", "unit_unknown", text=text[:_LONGEST])
        return ""

    def _role(self, row: _Row) -> str:
        text = self._text(row, "role")
        role = role_of(text)
        if text and not role:
            self._fault(row, "role", "role_unknown", text=text)
        return role

    def _phone(self, row: _Row) -> str:
        text = self._text(row, "phone")
        phone = phone_number(text)
        if text and not phone:
            self._fault(row, "phone", "phone_unfit", text=text)
        return phone

    def _look_for_office(self, row: _Row, unit_id: str, role: str) -> None:
        if role == "office" and unit_id and unit_id != self._plan.office.id:
            self._fault(row, "role", "office_elsewhere", office=self._plan.office.short_name)

    def _is_doubled(self, row: _Row, unit_id: str, role: str, phone: str) -> bool:
        first = self._seen.setdefault((unit_id, role, phone), row.number)
        if first == row.number:
            return False
        self._fault(row, "phone", "doubled", text=row.cells["phone"], first=first)
        return True
