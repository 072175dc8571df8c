"""One sheet written from top to bottom: numbers as numbers, moments as moments, and whatever people
wrote as text, never as a formula or a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from documents.clean import clean

LONGEST_TEXT = 32_000  # characters; Excel ends at 32,767
FIRST_ROW = 2  # of the data, as Excel counts


@dataclass(frozen=True, slots=True)
class Formula:
    """Only we write formulas; `value` is what it comes to."""

    text: str
    value: float | int


@dataclass(frozen=True, slots=True)
class Share:
    """Shown as per cent."""

    value: float


Value = str | int | float | Decimal | date | datetime | Formula | Share | None


class Book:
    """A workbook written row by row to keep a province's small; `title` is a property of the
    file."""

    def __init__(self, target: Any, title: str, author: str, at: datetime) -> None:
        how = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        }
        self._book = xlsxwriter.Workbook(target, how)
        created = at.replace(tzinfo=None)
        self._book.set_properties({"title": title, "author": author, "created": created})
        self._formats = {
            name: self._book.add_format({"font_name": "Times New Roman", "valign": "top", **look})
            for name, look in _LOOKS.items()
        }

    def sheet(self, layout: Mapping[str, Any]) -> Sheet:
        """Layout as in `templates/documents/workbook.toml`."""
        return Sheet(self._book.add_worksheet(layout["sheet"]), layout, self._formats)

    def close(self) -> None:
        self._book.close()


_LOOKS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E7ECF2"},
    "text": {"text_wrap": True},
    "whole": {"num_format": "#,##0"},
    "broken": {"num_format": "#,##0.###"},
    "share": {"num_format": "0.00%"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
    "day": {"num_format": "dd/mm/yyyy"},
}


class Sheet:
    def __init__(self, sheet: Any, layout: Mapping[str, Any], formats: Mapping[str, Any]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._columns = len(layout["headings"])
        self._at = 0
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, width in enumerate(layout["widths"]):
            sheet.set_column(column, column, width)
        for column, heading in enumerate(layout["headings"]):
            sheet.write_string(0, column, heading, formats["head"])

    @property
    def row(self) -> int:
        """The number of the last row written, as Excel counts."""
        return self._at + 1

    def add(self, values: Sequence[Value], *, continued: str = "") -> None:
        """One row; a text that no cell holds goes on in rows of its own, marked `continued`."""
        self._at += 1
        rest: dict[int, str] = {}
        for column, value in enumerate(values):
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                rest[column] = value[LONGEST_TEXT:]
                value = value[:LONGEST_TEXT]
            self._write(column, value)
        if rest:
            more = [
                rest.get(column, continued if not column else "") for column in range(len(values))
            ]
            self.add(more, continued=continued)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._at, 1), self._columns - 1)

    def _write(self, column: int, value: Value) -> None:
        formats, at = self._formats, (self._at, column)
        match value:
            case None | "":
                return
            case str():
                self._sheet.write_string(*at, clean(value), formats["text"])
            case datetime():
                self._sheet.write_datetime(*at, value, formats["moment"])
            case date():
                self._sheet.write_datetime(*at, value, formats["day"])
            case Share():
                self._sheet.write_number(*at, value.value, formats["share"])
            case Formula():
                look = formats["whole" if isinstance(value.value, int) else "broken"]
                self._sheet.write_formula(*at, value.text, look, value.value)
            case int():
                self._sheet.write_number(*at, value, formats["whole"])
            case _:
                self._sheet.write_number(*at, float(value), formats["broken"])
