"""The workbook of a unit's draft: one row a question, lists on sheets of their own.

What it was made of (obligation, draft, form, and what each cell held) stands on a hidden sheet and
beside the rows, so that rows that people moved are still found."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from documents.clean import clean
from documents.excel.looks import LOOKS
from documents.excel.marks import (
    DRAFT,
    FORM,
    HIDDEN,
    ITEMS,
    LIST_COLUMN,
    OBLIGATION,
    REF_COLUMN,
    REVISION,
)
from reporting.workbook import Row, canonical

if TYPE_CHECKING:
    from reporting.forms import Ref
    from reporting.workbook import Book, Items

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
NEW_ROWS = 30  # empty rows of a list
_TALL = {"text": 48}  # points: a narrative wants room
_PER_LINE = 62  # characters of a label that stand on one line
_LABEL, _MEASURE, _LAST, _ANSWER, _NOTE = 1, 2, 3, 4, 5
_CHOICES = "_lua_chon"


class UnitBooks:
    """`templates` holds `unit_book.toml`."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._words = tomllib.loads((templates / "unit_book.toml").read_text("utf-8"))

    def write(self, book: Book, at: datetime) -> bytes:
        """The .xlsx."""
        target = io.BytesIO()
        how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(target, how) as file:
            title = self._words["title"].format(period=book.period)
            about = {"title": title, "author": book.unit, "created": at.replace(tzinfo=None)}
            file.set_properties(about)
            _Writing(file, book, self._words, title).all()
        return target.getvalue()


class _Writing:
    def __init__(self, file: Any, book: Book, words: Mapping[str, Any], title: str) -> None:
        self._file = file
        self._book = book
        self._words = words
        self._title = title
        self._formats = {name: file.add_format(look) for name, look in LOOKS.items()}
        self._was: list[tuple[Ref, str]] = []
        self._page = file.add_worksheet(words["sheet"])
        self._lists = [
            file.add_worksheet(words["list_sheet"].format(number=number))
            for number in range(1, len(book.lists) + 1)
        ]
        self._choices = file.add_worksheet(_CHOICES)
        self._hidden = file.add_worksheet(HIDDEN)
        self._known_choices: dict[tuple[str, ...], str] = {}

    def all(self) -> None:
        self._questions()
        for sheet, items in zip(self._lists, self._book.lists, strict=True):
            self._items(sheet, items)
        self._origin()

    # --- the questions

    def _questions(self) -> None:
        page, words = self._page, self._words
        self._prepare(page, words["widths"], REF_COLUMN)
        at = self._head(page, words["guide"])
        for column, heading in enumerate(words["headings"]):
            page.write_string(at, column, heading, self._formats["head"])
        page.freeze_panes(at + 1, 2)
        page.repeat_rows(at)
        group, number = "", 0
        for row in self._book.rows:
            if row.group != group:
                group = row.group
                at += 1
                page.merge_range(at, 0, at, _NOTE, clean(group), self._formats["group"])
            at += 1
            number += 0 if row.locked else 1
            self._question(at, row, "" if row.locked else str(number))

    def _head(self, page: Any, guide: Sequence[str]) -> int:
        """The title and what to do; the row after it."""
        words, book = self._words, self._book
        start, end = book.window
        lines = (
            (self._title, "title"),
            (words["unit"].format(unit=book.unit), "subtitle"),
            (words["window"].format(start=start, end=end), "plain"),
            *((line, "guide") for line in guide),
        )
        for at, (text, look) in enumerate(lines):
            page.merge_range(at, 0, at, _NOTE, clean(text), self._formats[look])
            if look == "guide":
                page.set_row(at, 20)
        return len(lines) + 1

    def _question(self, at: int, row: Row, number: str) -> None:
        page, formats = self._page, self._formats
        locked = row.locked or row.elsewhere
        label = clean(f"{row.label}\n{row.hint}" if row.hint else row.label)
        page.write_string(at, 0, number, formats["number"])
        if row.hint:
            parts = [formats["strong"], clean(row.label), formats["soft"], f"\n{clean(row.hint)}"]
            page.write_rich_string(at, _LABEL, *parts, formats["text"])
        else:
            page.write_string(at, _LABEL, label, formats["label"])
        page.write_string(at, _MEASURE, row.unit_of_measure, formats["middle"])
        page.write_string(at, _LAST, clean(row.last), formats["soft_text"])
        page.write_string(at, _NOTE, clean(row.note), formats["text" if locked else "note"])
        if row.elsewhere:
            page.write_string(at, _ANSWER, self._words["elsewhere"], formats["locked"])
        else:
            self._answer(page, at, _ANSWER, row)
        if not locked:
            page.write_string(at, REF_COLUMN, row.ref, formats["hidden"])
        lines = sum(-(-len(line) // _PER_LINE) for line in label.split("\n"))
        page.set_row(at, max(15.5 * lines + 3, _TALL.get(row.kind, 19)))

    def _answer(self, page: Any, at: int, column: int, row: Row) -> None:
        """The cell of an answer, noting what it holds."""
        look = "locked" if row.locked else "answer" if row.asked else "maybe"
        value = self._cell_value(row)
        kind = {"date": "_date", "text": "_text"}.get(row.kind, "")
        format_ = self._formats[look + kind]
        if isinstance(value, date):
            page.write_datetime(at, column, datetime(value.year, value.month, value.day), format_)  # noqa: DTZ001 - a spreadsheet knows no zones
        elif isinstance(value, int | float | Decimal):
            page.write_number(at, column, float(value), format_)
        elif value:
            page.write_string(at, column, clean(str(value)), format_)
        else:
            page.write_blank(at, column, None, format_)
        if not row.locked:
            self._was.append((row.ref, canonical(value)))
            self._offer(page, at, column, row)

    def _cell_value(self, row: Row) -> Any:
        if row.standing == "estimated":
            return self._words["standings"]["estimated"].format(text=row.said)
        if row.standing:
            return self._words["standings"][row.standing]
        return row.said

    def _offer(self, page: Any, at: int, column: int, row: Row) -> None:
        """Choices as a list to pick from; other words stay possible, such as a standing."""
        if not row.choices:
            return
        if row.kind == "select_one":
            rule = {
                "validate": "list",
                "source": self._range_of(row.choices),
                "error_type": "information",
                "show_error": False,
                "input_message": self._words["pick"],
            }
        else:
            said = self._words["pick_several"].format(choices="; ".join(row.choices))
            rule = {"validate": "any", "input_message": said if len(said) < 255 else said[:254]}
        page.data_validation(at, column, at, column, rule)

    def _range_of(self, choices: tuple[str, ...]) -> str:
        if choices not in self._known_choices:
            column = len(self._known_choices)
            for at, choice in enumerate(choices):
                self._choices.write_string(at, column, clean(choice))
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self._known_choices[choices] = f"={_CHOICES}!${letter}$1:${letter}${len(choices)}"
        return self._known_choices[choices]

    # --- lists

    def _items(self, page: Any, items: Items) -> None:
        formats = self._formats
        self._prepare(page, [max(14, min(40, len(c.label))) for c in items.columns], LIST_COLUMN)
        page.write_string(0, 0, self._title, formats["title"])
        page.write_string(1, 0, clean(items.label), formats["subtitle"])
        page.write_string(2, 0, self._words["list_guide"], formats["plain"])
        page.set_row(3, None, None, {"hidden": True})
        page.write_string(3, LIST_COLUMN, items.ref, formats["hidden"])
        for column, head in enumerate(items.columns):
            measure = f" ({head.unit_of_measure})" if head.unit_of_measure else ""
            page.write_string(3, column, head.ref, formats["hidden"])
            page.write_string(4, column, clean(head.label + measure), formats["head"])
        page.freeze_panes(5, 1)
        at = 4
        for name, row in items.rows:
            at += 1
            page.write_string(at, LIST_COLUMN, name, formats["hidden"])
            for column, head in enumerate(items.columns):
                self._of_item(page, at, column, row.get(head.ref, head))
        for _ in range(NEW_ROWS if items.growing else 0):
            at += 1
            for column, head in enumerate(items.columns):
                self._of_item(page, at, column, head)

    def _of_item(self, page: Any, at: int, column: int, row: Row) -> None:
        if row.elsewhere:
            page.write_string(at, column, self._words["elsewhere"], self._formats["locked"])
        else:
            self._answer(page, at, column, row)

    # --- all sheets

    def _prepare(self, page: Any, widths: Sequence[float], hidden: int) -> None:
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_column(hidden, hidden, None, None, {"hidden": True})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.set_footer(f"&C{self._words['page']}")
        page.hide_gridlines(2)
        page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})

    def _origin(self) -> None:
        """Where the workbook comes from; whoever sends it back is checked all the same."""
        hidden, book = self._hidden, self._book
        about = {
            OBLIGATION: book.obligation,
            DRAFT: book.draft,
            FORM: book.form,
            REVISION: book.revision,
        }
        for at, (name, value) in enumerate(about.items()):
            hidden.write_string(at, 0, name)
            hidden.write_string(at, 1, str(value))
        hidden.write_string(len(about), 0, ITEMS)
        for at, (ref, said) in enumerate(self._was, len(about) + 1):
            hidden.write_string(at, 0, ref)
            hidden.write_string(at, 1, said)
            hidden.write_string(at, 2, str(book.revisions.get(ref, 0)))
        self._choices.very_hidden()
        hidden.very_hidden()
        hidden.protect("")
