"""XLSForms as .xlsx workbooks.

A workbook comes from outside: its zip is looked through before anything parses it, and it is read
within bounds, whatever it says of its own size."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from itertools import zip_longest

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from reporting.faults import Fault, Faulty, Place
from reporting.forms.sheets import Sheet, Sheets

MAX_ROWS, MAX_COLUMNS = 5_000, 200
_MAX_PARTS, _MAX_BYTES = 500, 60_000_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data: bytes, file: str) -> Sheets:
    """Raises Faulty: no workbook, too large, or cells that hold a formula or an error."""
    _look_through(data, file)
    faults: list[Fault] = []
    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
        for each in book.worksheets:
            each.reset_dimensions()  # what a file says of itself may be wrong
        sheets = [_sheet(each, file, faults) for each in book.worksheets]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, LookupError, OSError, TypeError, ValueError,
            AttributeError, SyntaxError) as error:  # fmt: skip
        # openpyxl reports a damaged part by whatever its parser happened to raise.
        raise Faulty([Fault("form.workbook.unreadable", Place(file))]) from error
    if faults:
        raise Faulty(faults)
    return sheets


def _look_through(data: bytes, file: str) -> None:
    code = "form.workbook.old_excel" if data.startswith(_OLD_EXCEL) else "form.workbook.unreadable"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_BYTES:
                raise Faulty([Fault("form.workbook.too_large", Place(file))])
            for info in infos:
                if info.filename.endswith(".xml") and b"<!DOCTYPE" in parts.open(info).read(2048):
                    raise Faulty([Fault("form.workbook.unreadable", Place(file))])
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Faulty([Fault(code, Place(file))]) from error


def _sheet(source: Worksheet, file: str, faults: list[Fault]) -> Sheet:
    sheet = Sheet(source.title)
    rows = source.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            faults.append(Fault("form.workbook.too_large", sheet.place(file, number)))
            break
        row: list[str] = []
        for column, cell in enumerate(cells, 1):
            if cell.data_type in ("f", "e"):
                code = "form.cell.formula" if cell.data_type == "f" else "form.cell.error"
                where = (
                    sheet.header[column - 1]
                    if number > 1 and column <= len(sheet.header)
                    else get_column_letter(column)
                )
                faults.append(
                    Fault(code, sheet.place(file, number, where), {"text": str(cell.value)[:60]})
                )
            row.append(_text(cell.value))
        sheet.rows.append(row)
    sheet.trim()
    return sheet


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
