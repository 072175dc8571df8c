"""The workbook of a draft as it is given out, and as it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from reporting.forms import Ref
from reporting.text import clean

CellValue = None | str | int | float | Decimal | bool | date | datetime | time


def canonical(value: CellValue) -> str:
    """What a cell says, so that a value written and read again compares equal; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        whole = number == number.to_integral_value()
        return str(int(number)) if whole else format(number.normalize(), "f")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(value)


@dataclass(frozen=True, slots=True)
class Row:
    """A question. `said` is its answer as a cell holds it; a standing is a `standing`, which the
    writer puts into words. `locked`: to read only."""

    ref: Ref
    label: str
    hint: str
    kind: str
    group: str = ""
    unit_of_measure: str = ""
    last: str = ""
    said: CellValue = None
    standing: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    locked: bool = False
    elsewhere: bool = False  # answered in the chat alone: files
    asked: bool = True  # relevant by the answers so far


@dataclass(frozen=True, slots=True)
class Items:
    """A list of unknown length. `columns` are its questions, their refs without the item; `rows`
    the items there are: name of the item, and its answers by the column's ref."""

    ref: Ref
    label: str
    columns: tuple[Row, ...]
    rows: tuple[tuple[str, Mapping[Ref, Row]], ...]
    growing: bool = True


@dataclass(frozen=True, slots=True)
class Was:
    """What a cell held when the workbook was given out, and the revision of that answer."""

    said: str
    revision: int


@dataclass(frozen=True, slots=True)
class Book:
    obligation: int
    draft: int
    revision: int  # of the whole draft, to be shown
    form: str  # sha256
    unit: str
    address: str
    period: str
    window: tuple[str, str]
    rows: tuple[Row, ...]
    lists: tuple[Items, ...]
    revisions: Mapping[Ref, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    sheet: str
    row: int  # as a spreadsheet counts, like the letter of the column
    column: str
    value: CellValue = None
    fault: str = ""  # "formula": without a value; "error": #REF! and the like

    @property
    def at(self) -> str:
        return f"{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list as it came back: `item` "" where somebody wrote a new one."""

    list_ref: Ref
    item: str
    cells: Mapping[Ref, Cell]  # by the column's ref


@dataclass(frozen=True, slots=True)
class Returned:
    obligation: int
    draft: int
    form: str
    was: Mapping[Ref, Was]
    cells: Mapping[Ref, Cell]
    notes: Mapping[Ref, Cell]
    lines: tuple[Line, ...] = ()
