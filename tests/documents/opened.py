"""Word files opened again by other means than those that made them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.word import WordDocuments
from documents.zipped import zip_members
from reporting.consolidation import ConsolidatedReport
from reporting.unit_report import UnitReport
from tests.documents import filling


@cache
def word() -> WordDocuments:
    return WordDocuments()


def consolidated(report: ConsolidatedReport, model: str = "A") -> bytes:
    return word().consolidated(report, model)


def of_unit(report: UnitReport) -> bytes:
    return word().unit_report(report)


@cache
def full(model: str = "A") -> bytes:
    return consolidated(filling.report(), model)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(data: bytes) -> list[str]:
    """The text of every paragraph in the order of the page, tables included."""
    return list(_lines(opened(data)))


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from _cells(block)


def _cells(table: Table) -> Iterator[str]:
    for row in table._tbl.tr_lst:
        for cell in row.tc_lst:
            for paragraph in cell.p_lst:
                yield Paragraph(paragraph, table).text


def text(data: bytes) -> str:
    return "\n".join(lines(data))


class Line(NamedTuple):
    style: str
    text: str


def blocks(data: bytes) -> Iterator[Line]:
    """Paragraphs and tables (as one line each) in the order of the page."""
    for block in opened(data).iter_inner_content():
        if isinstance(block, Paragraph):
            style = block.style.name if block.style is not None else ""
            yield Line(style or "", block.text)
        else:
            yield Line("table", "table")


def rows(data: bytes, heading: str) -> list[list[str]]:
    """The rows of the first table that has `heading` in it."""
    for table in opened(data).tables:
        found = [
            ["\n".join(Paragraph(p, table).text for p in cell.p_lst) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]
        if any(heading in row for row in found):
            return found
    raise AssertionError(heading)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, part: str, old: str, new: str, count: int = -1) -> bytes:
    """The file with `old` replaced in one of its parts; it must be there."""
    parts = members(data)
    xml = parts[part].decode("utf-8")
    assert old in xml, old
    parts[part] = xml.replace(old, new, count).encode("utf-8")
    return zip_members(parts)
