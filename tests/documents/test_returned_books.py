"""Workbooks that are not what they should be: refused before they are unpacked, or read within
bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from documents.excel.returned import read_returned
from documents.excel.unit_book import UnitBooks
from documents.package import UnfitFile
from reporting.workbook import Book, Row

ROW = Row(ref="/data/n", label="Số hộ", hint="", kind="integer", unit_of_measure="hộ", said=12)
TEXT = Row(ref="/data/t", label="=1+1", hint="@SUM(A1)", kind="text", said="=HYPERLINK(1)")
BOOK = Book(
    obligation=7,
    draft=3,
    revision=2,
    form="f" * 64,
    unit="UBND xã Phước Tín",
    address="Anh/Chị",
    period="6 tháng đầu năm 2021",
    window=("15/12/2020", "14/6/2021"),
    rows=(ROW, TEXT),
    lists=(),
    revisions={"/data/n": 4},
)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def written() -> bytes:
    return UnitBooks().write(BOOK, datetime(2021, 6, 1, tzinfo=UTC))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def with_row(data: bytes, row: str) -> bytes:
    parts = members(data)
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", row.encode() + b"</sheetData>")
    return packed(parts)


def test_what_was_written_is_read_again(written: bytes) -> None:
    returned = read_returned(written)
    assert (returned.obligation, returned.draft, returned.form) == (7, 3, "f" * 64)
    number, text = returned.cells["/data/n"], returned.cells["/data/t"]
    assert (number.value, number.fault) == (12, "")
    assert (text.value, text.fault) == ("=HYPERLINK(1)", ""), "a text, never a formula"
    assert (returned.was["/data/n"].said, returned.was["/data/n"].revision) == ("12", 4)
    assert number.at.startswith("E")
    assert b"<f>" not in members(written)[SHEET]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><v>1</v></c></row>',
        '<row r="&#49;048576"><c><v>1</v></c></row>',
        f'<row r="9">{"<c/>" * 300}</row>',
    ],
)
def test_s17_a_cell_far_away_is_refused(written: bytes, row: str) -> None:
    """S17: of which calamine would make a table of millions."""
    with pytest.raises(UnfitFile) as refused:
        read_returned(with_row(written, row))
    assert refused.value.code == "too_big"


def test_formulas_without_a_value_and_errors_are_told_apart(written: bytes) -> None:
    row = (
        '<row r="40"><c r="E40"><f>1+1</f></c><c r="H40" t="inlineStr"><is><t>/data/a</t></is></c>'
        '</row><row r="41"><c r="E41" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="H41" t="inlineStr"><is><t>/data/b</t></is></c></row>'
        '<row r="42"><c r="E42"><f>1+1</f><v>2</v></c>'
        '<c r="H42" t="inlineStr"><is><t>/data/c</t></is></c></row>'
    )
    cells = read_returned(with_row(written, row)).cells
    assert cells["/data/a"].fault == "formula"
    assert cells["/data/b"].fault == "error"
    assert (cells["/data/c"].fault, cells["/data/c"].value) == ("", 2)


def test_s18_hostile_files_are_refused_by_name(written: bytes) -> None:
    """S18, S19."""
    parts = members(written)
    doctype = parts[SHEET].replace(b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet", 1)
    hostile = {
        "unsafe": [
            parts | {SHEET: doctype},
            parts | {"xl/vbaProject.bin": b"x"},
            parts | {"xl/externalLinks/externalLink1.xml": b"<a/>"},
            parts | {"../evil": b"x"},
        ],
        "too_big": [
            parts | {"xl/media/bomb.bin": bytes(70_000_000)},
            parts | {f"xl/{number}.bin": b"" for number in range(500)},
        ],
        "not_office": [
            {"hello.txt": b"x"},
            parts | {SHEET: b"<worksheet"},
            parts | {"xl/workbook.xml": b"<<"},
            {name: part for name, part in parts.items() if name != SHEET},
        ],
    }
    for code, packages in hostile.items():
        for each in packages:
            with pytest.raises(UnfitFile) as refused:
                read_returned(packed(each))
            assert refused.value.code == code


def test_a_damaged_workbook_never_raises_anything_else(written: bytes) -> None:
    parts = members(written)
    for name, content in parts.items():
        for cut in (0, len(content) // 2, len(content) - 1):
            try:
                read_returned(packed(parts | {name: content[:cut]}))
            except UnfitFile as refused:
                assert refused.code in ("not_office", "not_ours")
