"""WordprocessingML of a table: cells with merged headings, widths, a header row on every page.

A table is written directly, not by template loops: ten times as fast, and its look still belongs to
the template, which holds the styles named here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from documents.clean import clean

HEADING = "BangTieuDe"
TEXT = "BangChu"
NUMBER = "BangSo"
GROUP = "BangNhom"
GROUP_NUMBER = "BangNhomSo"
LONGEST_NAME = 64  # characters of a content control's title or tag


@dataclass(frozen=True, slots=True)
class Cell:
    """`merge` "down" begins a cell over several rows, "up" goes on with it. `key` makes what it
    says a content control (documents.controls.marks)."""

    text: str
    style: str = TEXT
    span: int = 1
    merge: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of data: its heading, and what it shares with its neighbours above the heading."""

    heading: str
    width: float
    group: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Piece:
    """A table of a document with what stands over it and the note under it; `name` is its id,
    `picture` the chart that follows."""

    name: str
    head: Markup
    table: Markup
    notes: str = ""
    picture: str = ""


def table(columns: Sequence[Column], rows: Sequence[Row], total_width: int) -> Markup:
    """The `<w:tbl>`; widths are shares of `total_width` (twips). The last row, a
    total as a rule, does not stand alone on the next page."""
    widths = share_out([column.width for column in columns], total_width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = [_row(row, widths, header=True) for row in _header(columns)]
    body += [_row(row, widths, kept=at == len(rows) - 1) for at, row in enumerate(rows, 1)]
    return Markup(  # noqa: S704 (every text in it is escaped by _cell)
        '<w:tbl><w:tblPr><w:tblStyle w:val="BangSoLieu"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(body)}</w:tbl>"
    )


def plain_columns(layout: Mapping[str, Any]) -> list[Column]:
    """Of a table in templates/documents/tables.toml."""
    pairs = zip(layout["headings"], layout["widths"], strict=True)
    return [Column(heading, width) for heading, width in pairs]


def paragraph(style: str, text: str) -> Markup:
    """One `<w:p>`, for what stands over or under a table."""
    return Markup(  # noqa: S704 (escaped)
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'
    )


def share_out(shares: Sequence[float], total: int) -> list[int]:
    """Whole widths in proportion to `shares` that add up to `total` exactly."""
    whole = sum(shares)
    edges = [round(total * sum(shares[:index]) / whole) for index in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def control(tag: str, content: str, title: str = "") -> str:
    """A content control around runs, or around paragraphs and tables."""
    alias = f'<w:alias w:val="{_attribute(title)}"/>' if title else ""
    return (
        f'<w:sdt><w:sdtPr>{alias}<w:tag w:val="{_attribute(tag)}"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _attribute(text: str) -> str:
    """Word takes no more than 64 characters of a title or a tag."""
    return str(escape(clean(text)[:LONGEST_NAME]))


def _header(columns: Sequence[Column]) -> list[list[Cell]]:
    """One row of headings, or two where some columns stand under a common one."""
    if not any(column.group for column in columns):
        return [[Cell(column.heading, HEADING) for column in columns]]
    upper: list[Cell] = []
    lower: list[Cell] = []
    before = ""
    for column in columns:
        if not column.group:
            upper.append(Cell(column.heading, HEADING, merge="down"))
            lower.append(Cell("", HEADING, merge="up"))
        elif column.group == before:
            upper[-1] = Cell(column.group, HEADING, upper[-1].span + 1)
            lower.append(Cell(column.heading, HEADING))
        else:
            upper.append(Cell(column.group, HEADING))
            lower.append(Cell(column.heading, HEADING))
        before = column.group
    return [upper, lower]


def _row(row: Row, widths: Sequence[int], *, header: bool = False, kept: bool = False) -> str:
    """`kept`: on the page of the next row."""
    cells = []
    at = 0
    for cell in row:
        cells.append(_cell(cell, sum(widths[at : at + cell.span]), kept=kept))
        at += cell.span
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, *, kept: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = {"down": '<w:vMerge w:val="restart"/>', "up": "<w:vMerge/>"}.get(cell.merge, "")
    lines = cell.text.split("\n") or [""]
    runs = [control(cell.key, _run(line)) if cell.key and line else _run(line) for line in lines]
    style = f'<w:pStyle w:val="{cell.style}"/>' + ("<w:keepNext/>" if kept else "")
    content = "".join(f"<w:p><w:pPr>{style}</w:pPr>{run}</w:p>" for run in runs)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _run(text: str) -> str:
    if not text:
        return ""
    # docxtpl reads the whole document once more after us; see `documents.sandbox`.
    inert = str(escape(clean(text))).replace("_", "&#95;")
    return f'<w:r><w:t xml:space="preserve">{inert}</w:t></w:r>'
