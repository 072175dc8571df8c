"""Word files opened again by other means than those that made them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import docx
from docx.document import Document
from lxml import etree

from documents.word import WordDocuments
from documents.zipped import zip_members
from reporting.consolidation import ConsolidatedReport
from reporting.unit_report import UnitReport
from tests.documents import filling

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def body(data: bytes) -> etree._Element:
    found = etree.fromstring(members(data)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def lines(data: bytes) -> list[str]:
    """The text of every paragraph in the order of the page, tables included."""
    return [written(paragraph) for paragraph in body(data).iter(f"{W}p")]


def written(paragraph: etree._Element) -> str:
    """What is read of it, in content controls too."""
    said = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    nodes = paragraph.iter(f"{W}t", *said)
    text = "".join(said.get(str(node.tag), node.text or "") for node in nodes)
    return text.replace("\xa0", " ")  # lines must not end there


def text(data: bytes) -> str:
    return "\n".join(lines(data))


class Line(NamedTuple):
    style: str
    text: str


def tables(data: bytes) -> list[list[list[str]]]:
    """Of every table, its rows of cells."""
    return [
        [
            ["\n".join(map(written, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in body(data).iter(f"{W}tbl")
    ]


def blocks(data: bytes) -> Iterator[Line]:
    """Paragraphs and tables (as one line each) in the order of the page."""
    for block in body(data).iter(f"{W}p", f"{W}tbl"):
        if block.tag == f"{W}tbl":
            yield Line("table", "table")
        elif next(block.iterancestors(f"{W}tc"), None) is None:
            style = block.find(f"{W}pPr/{W}pStyle")
            yield Line(style.get(f"{W}val", "") if style is not None else "", written(block))


def rows(data: bytes, heading: str) -> list[list[str]]:
    """The rows of the first table that has `heading` in it."""
    for found in tables(data):
        if any(heading in row for row in found):
            return found
    raise AssertionError(heading)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, part: str, old: str, new: str, count: int = -1) -> bytes:
    """The file with `old` replaced in one of its parts; it must be there. Text may be given as it
    is read, across content controls: these are then taken out."""
    parts = members(data)
    xml = parts[part].decode("utf-8")
    xml = xml if old in xml else _without_controls(xml)
    xml = xml if old in xml else xml.replace("\xa0", " ")
    assert old in xml, old
    parts[part] = xml.replace(old, new, count).encode("utf-8")
    return zip_members(parts)


_CONTROL = re.compile(
    r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>"
    r"|<w:bookmark(?:Start|End)[^>]*/>"
)


def _without_controls(xml: str) -> str:
    return _CONTROL.sub("", xml).replace('</w:t></w:r><w:r><w:t xml:space="preserve">', "")
