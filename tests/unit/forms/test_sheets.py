"""XLSForms as markdown and as workbooks: both ways without loss, and nothing but faults."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from reporting.faults import Faulty
from reporting.forms import convert_workbook, markdown, to_markdown, to_workbook
from reporting.forms.sheets import Sheet, Sheets
from reporting.forms.xlsform import workbook
from tests.examples import examples
from tests.unit.forms.forms import SETTINGS, example_text

Content = list[tuple[str, list[list[str]]]]

LETTERS = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="|\\<>&#-:\n"
)
CELLS = st.text(LETTERS, max_size=12).map(str.strip)
NAMES = st.text(st.sampled_from("abcdefgh_12"), min_size=1, max_size=8)


@st.composite
def sheets(draw: st.DrawFn) -> Sheets:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.lower))
    rows = st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=5)
    found = [Sheet(name, draw(rows)) for name in names]
    for sheet in found:
        sheet.trim()
    return found


def content(found: Sheets) -> Content:
    return [(sheet.name, sheet.rows) for sheet in found]


@given(sheets())
@example([Sheet("a", [["\\\nb"]])])
def test_markdown_says_what_was_written(found: Sheets) -> None:
    assert content(markdown.read(markdown.write(found), "a.md")) == content(found)


@examples(40)
@given(sheets())
def test_a_workbook_says_what_was_written(found: Sheets) -> None:
    again = workbook.read(workbook.write(found), "a.xlsx")
    assert content(again) == content(found)
    assert to_markdown(to_workbook(markdown.write(found))) == markdown.write(found)


def test_the_example_goes_to_excel_and_back() -> None:
    first = markdown.read(example_text(), "vi-du.md")
    again = markdown.read(to_markdown(to_workbook(example_text())), "vi-du.md")
    assert content(again) == content(first)


ODD = (
    "a|b",
    "a\\|b",
    "c:\\new",
    "a\nb",
    "<br>",
    "\\<br>",
    "&#32;",
    "---",
    ":-:",
    "\\",
    "\\\\",
    "\\d+",
)


@pytest.mark.parametrize("cell", ODD)
def test_cells_keep_their_text(cell: str) -> None:
    found = [Sheet("survey", [["type", "name"], [cell, "x"]])]
    assert content(markdown.read(markdown.write(found), "a.md")) == content(found)
    assert content(workbook.read(workbook.write(found), "a.xlsx")) == content(found)


def test_what_looks_like_a_formula_stays_text() -> None:
    data = workbook.write([Sheet("survey", [["type"], ["=1+1"], ["http://a.vn"]])])
    cells = load_workbook(io.BytesIO(data))["survey"]
    assert [cells["A2"].data_type, cells["A3"].hyperlink] == ["s", None]
    assert workbook.read(data, "a.xlsx")[0].rows[1] == ["=1+1"]


def test_comments_rules_and_short_rows_are_understood() -> None:
    text = """# Biểu thử

| survey |
|---|---|
|        | type | name | label |
|        | text | a |
|        | | | |
|        | note | b | Xin chào<br>các đơn vị |
"""
    [survey] = markdown.read(text, "a.md")
    assert survey.rows[1:] == [["text", "a"], [], ["note", "b", "Xin chào\ncác đơn vị"]]
    assert survey.place("a.md", 4, "label").line == 8


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "form.empty", None),
        ("chào\n", "form.markdown.stray", 1),
        ("| survey |\n| a | b\n", "form.markdown.stray", 2),
        ("| | a |\n", "form.markdown.no_sheet", 1),
        ("| survey |\n| | a |\n| Survey |\n", "form.sheet.twice", 3),
    ],
)
def test_markdown_that_is_no_table_is_a_fault_with_its_line(
    text: str, code: str, line: int | None
) -> None:
    with pytest.raises(Faulty) as raised:
        markdown.read(text, "a.md")
    assert [(each.code, each.place.file, each.place.line) for each in raised.value.faults] == [
        (code, "a.md", line)
    ]


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "form.workbook.unreadable"),
        (b"khong phai Excel", "form.workbook.unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "form.workbook.old_excel"),
        (b"PK\x03\x04" + bytes(60), "form.workbook.unreadable"),
        (zipped(a_xml=b"<a/>"), "form.workbook.unreadable"),
        (zipped(a_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "form.workbook.unreadable"),
        (zipped(a_bin=bytes(70_000_000)), "form.workbook.too_large"),
    ],
)
def test_what_is_no_workbook_is_a_fault(data: bytes, code: str) -> None:
    with pytest.raises(Faulty) as raised:
        convert_workbook(data, "a.xlsx")
    assert [fault.code for fault in raised.value.faults] == [code]


@examples(40)
@given(st.binary(max_size=200), st.integers(0, 5000))
def test_a_damaged_workbook_is_a_fault_or_still_a_form(noise: bytes, at: int) -> None:
    data = to_workbook(SMALL)
    damaged = data[: at % len(data)] + noise + data[at % len(data) + len(noise) :]
    try:
        convert_workbook(damaged, "a.xlsx")
    except Faulty as faulty:
        assert faulty.faults


SMALL = (
    """
| survey |
|        | type    | name | label |
|        | integer | a    | A     |
"""
    + SETTINGS
)


def saved(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_formula_without_a_result_is_named_by_its_cell() -> None:
    data = saved([["type", "name", "label"], ["integer", "a", "=B2"]])
    with pytest.raises(Faulty) as raised:
        workbook.read(data, "a.xlsx")
    [fault] = raised.value.faults
    where = fault.place
    assert (fault.code, where.sheet, where.row, where.column) == (
        "form.cell.without_value",
        "survey",
        2,
        "label",
    )


def test_cells_that_are_no_text_are_read_as_people_see_them() -> None:
    data = saved([["type", "n", "x"], [True, 3.0, 2.5], [False, 12, None]])
    [sheet] = workbook.read(data, "a.xlsx")
    assert sheet.rows[1:] == [["TRUE", "3", "2.5"], ["FALSE", "12"]]


def test_a_sheet_of_too_many_rows_is_refused() -> None:
    rows = [["type"]] + [["note"]] * (workbook.MAX_ROWS + 5)
    with pytest.raises(Faulty) as raised:
        workbook.read(saved(rows), "a.xlsx")
    assert raised.value.faults[0].code == "form.workbook.too_large"


def test_formatted_rows_below_the_form_do_not_count() -> None:
    rows: list[Sequence[object]] = [["type"], ["note"], *[[None]] * 6000, ["rác"]]
    [sheet] = workbook.read(saved(rows), "a.xlsx")
    assert sheet.rows == [["type"], ["note"]]
