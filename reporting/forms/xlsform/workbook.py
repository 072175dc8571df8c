"""XLSForms as .xlsx workbooks.

A workbook comes from outside: its zip is looked through before anything parses it, and it is read
within bounds, whatever it says of its own size."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from reporting.faults import Fault, Faulty, Place
from reporting.forms.sheets import Sheet, Sheets
from reporting.zips import DAMAGED

MAX_ROWS, MAX_COLUMNS = 5_000, 200
_MAX_PARTS, _MAX_BYTES = 500, 60_000_000
_MOST_EMPTY = 60  # rows in between, before the rest of a sheet counts as empty
_OLD_EXCEL = (b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02")


def read(data: bytes, file: str) -> Sheets:
    """Raises Faulty: no workbook, too large, or cells without a value."""
    _look_through(data, file)
    faults: list[Fault] = []
    try:
        book = _opened(data, values=False)
        results = _Results(data)
        sheets = [_sheet(each, file, faults, results) for each in book.worksheets]
    except _DAMAGED as error:
        raise Faulty([Fault("form.workbook.unreadable", Place(file))]) from error
    if faults:
        raise Faulty(faults)
    return sheets


# openpyxl reports a damaged part by whatever its parser happened to raise.
_DAMAGED = (*DAMAGED, InvalidFileException, TypeError, AttributeError, SyntaxError)


def _opened(data: bytes, *, values: bool) -> Workbook:
    """`values`: what formulas resulted in when Excel last saved, in the place of the formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that a form does not need
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of itself may be wrong
    return book


class _Results:
    """The results of formulas; read when the first formula is met."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sheets: dict[str, list[list[object]]] = {}

    def of(self, sheet: str, row: int, column: int) -> object:
        if not self._sheets:
            for each in _opened(self._data, values=True).worksheets:
                rows = each.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
                self._sheets[each.title] = [list(row) for row in rows]
        known = self._sheets[sheet]
        return known[row - 1][column - 1] if row <= len(known) else None


def _look_through(data: bytes, file: str) -> None:
    if data.startswith(_OLD_EXCEL):
        raise Faulty([Fault("form.workbook.old_excel", Place(file))])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_BYTES:
                raise Faulty([Fault("form.workbook.too_large", Place(file))])
            for info in infos:
                if info.filename.endswith(".xml") and b"<!DOCTYPE" in parts.open(info).read(2048):
                    raise Faulty([Fault("form.workbook.unreadable", Place(file))])
    except DAMAGED as error:
        raise Faulty([Fault("form.workbook.unreadable", Place(file))]) from error


def _sheet(source: Worksheet, file: str, faults: list[Fault], results: _Results) -> Sheet:
    sheet = Sheet(source.title)
    empty = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cells of styles and extensions unknown to openpyxl
        for number, cells in enumerate(source.iter_rows(max_col=MAX_COLUMNS), 1):
            row = [_cell(each, at, number, sheet, results) for at, each in enumerate(cells, 1)]
            sheet.rows.append(["" if cell is None else cell for cell in row])
            faults += _cell_faults(row, number, sheet, file)
            empty = 0 if any(row) else empty + 1
            if number > MAX_ROWS or empty > _MOST_EMPTY:
                break
    sheet.trim()
    if len(sheet.rows) > MAX_ROWS:
        faults.append(Fault("form.workbook.too_large", sheet.place(file, MAX_ROWS)))
    return sheet


def _cell(cell: Any, column: int, row: int, sheet: Sheet, results: _Results) -> str | None:
    """None where there is a formula without a result, or an error in the place of a value."""
    if cell.data_type == "e":
        return None
    if cell.data_type != "f":
        return _text(cell.value)
    result = results.of(sheet.name, row, column)
    return None if result is None or str(result).startswith("#") else _text(result)


def _cell_faults(row: list[str | None], number: int, sheet: Sheet, file: str) -> Iterator[Fault]:
    for at, cell in enumerate(row):
        if cell is None:
            header = sheet.header[at] if at < len(sheet.header) else ""
            yield Fault(
                "form.cell.without_value",
                sheet.place(file, number, header or get_column_letter(at + 1)),
            )


def _text(value: object) -> str:
    """A cell as the person sees it, in the spelling XLSForm wants."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def odd_cells(data: bytes, file: str) -> Iterator[Fault]:
    """Formulas, whose result stands in their place, and dates, of which Excel makes numbers: both
    are read, but seldom meant. Nothing for what cannot be opened."""
    try:
        sheets = _opened(data, values=False).worksheets
        for sheet in sheets:
            header = [str(cell.value or "") for cell in next(sheet.iter_rows(max_row=1), ())]
            plain = Sheet(sheet.title, [header])
            for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
                yield from _odd(row, plain, file)
    except _DAMAGED:
        return


def _odd(row: tuple[Any, ...], sheet: Sheet, file: str) -> Iterator[Fault]:
    for cell in row:
        if cell.data_type not in ("f", "d"):
            continue
        at = cell.column - 1
        column = sheet.header[at] if at < len(sheet.header) else get_column_letter(cell.column)
        code = "form.lint.formula" if cell.data_type == "f" else "form.lint.date"
        yield Fault(
            code, sheet.place(file, cell.row, column), {"text": str(cell.value)}, fatal=False
        )


def write(sheets: Sheets) -> bytes:
    """Every cell as text: nothing becomes a formula, a link or a number."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for at, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    if cell:
                        page.write_string(at, column, cell, plain if at else head)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
    return target.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    columns = zip_longest(*sheet.rows, fillvalue="")
    return [min(60, 2 + max(len(cell) for cell in column)) for column in columns]
