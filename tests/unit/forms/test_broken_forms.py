"""Every kind of broken form is a fault with sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reporting.faults import Faulty, Place
from reporting.forms import convert_markdown, convert_workbook, load, markdown
from reporting.forms.xlsform import workbook
from tests.unit.forms.forms import SETTINGS, row, survey

CHOICES = """
| choices |
|  | list_name | name | label |
|  | mau       | do   | Đỏ    |
"""
SURVEY = "survey"


def fault_of(text: str) -> tuple[str, str, int | None, str]:
    with pytest.raises(Faulty) as raised:
        convert_markdown(text, "forms/a.md")
    fault = raised.value.faults[0]
    assert fault.place.file == "forms/a.md"
    return fault.code, fault.place.sheet, fault.place.row, fault.place.column


@pytest.mark.parametrize(
    ("broken", "code", "column"),
    [
        (row("integer", "a", relevant="tong(1)"), "form.xpath.function", "relevant"),
        (row("integer", "a", relevant="1 +"), "form.xpath.syntax", "relevant"),
        (row("integer", "a", relevant="sum(1)"), "form.xpath.value", "relevant"),
        (row("integer", "a", constraint="round()"), "form.xpath.arity", "constraint"),
        (row("calculate", "a", calculation="x::b"), "form.xpath.axis", "calculation"),
        (row("integer", "a", required="$co"), "form.xpath.variable", "required"),
        (
            row("select_one mau", "a", choice_filter="tong(1)"),
            "form.xpath.function",
            "choice_filter",
        ),
        (row("integer", "a", th_rule="tong()"), "form.xpath.function", "bind::th:rule"),
        (row("integer", "a", th_warn="1 ="), "form.xpath.syntax", "bind::th:warn"),
        (row("integer", "a", th_expected="b("), "form.xpath.syntax", "bind::th:expected"),
        (row("start-geopoint", "a"), "form.outside.type", "type"),
        (row("text", "a", th_kind="money"), "form.kind", "bind::th:kind"),
        (row("text", "a", th_kind="xu"), "form.kind", "bind::th:kind"),
        (row("integer", "a", th_measure="tang"), "form.attribute.value", "bind::th:measure"),
        (row("integer", "a", th_standings="le"), "form.attribute.value", "bind::th:standings"),
        (row("integer", "a", th_la="x"), "form.attribute.unknown", "bind::th:la"),
        (row("integer", "a", relevant="${a} > 1"), "form.cycle", "relevant"),
        (row("calculate", "a", calculation="${b} + 1"), "form.pyxform", "calculation"),
        (row("integre", "a"), "form.pyxform", "type"),
        (row("integer", "", "A"), "form.pyxform", ""),
        (row("integer", "a b"), "form.pyxform", "name"),
        (row("select_one khong_co", "a"), "form.pyxform", "type"),
        (row("end_group", "", " "), "form.pyxform", ""),
    ],
)
def test_a_fault_in_a_row_names_the_row_and_the_column(
    broken: Mapping[str, str], code: str, column: str
) -> None:
    found = fault_of(survey("text dau", broken, choices=CHOICES))
    assert found[:3] == (code, SURVEY, 3)
    assert found[3] == column or (code == "form.pyxform" and found[3] == "")


def test_rows_inside_groups_and_repeats_are_found() -> None:
    text = survey(
        "begin_group g",
        "begin_repeat r",
        row("integer", "a", relevant="tong(2)"),
        {"type": "end_repeat"},
        {"type": "end_group"},
        row("integer", "a2", relevant="tong(2)"),
    )
    with pytest.raises(Faulty) as raised:
        convert_markdown(text, "a.md")
    places = [(fault.place.row, fault.place.line, fault.place.key) for fault in raised.value.faults]
    assert places == [(4, 5, "/data/g/r/a"), (7, 8, "/data/a2")]


def test_all_faults_are_given_at_once() -> None:
    text = survey(row("integer", "a", relevant="tong(1)", constraint="sai("), "osm xa b")
    with pytest.raises(Faulty) as raised:
        convert_markdown(text, "a.md")
    assert {fault.code for fault in raised.value.faults} == {
        "form.xpath.function",
        "form.xpath.syntax",
        "form.outside.type",
    }


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [row("integer", "a", relevant="${b} > 1"), row("integer", "b", relevant="${a} > 1")],
            {"a", "b"},
        ),
        (
            [
                row("calculate", "a", calculation="${b} + 1"),
                row("integer", "b", relevant="${c} = 1"),
                row("calculate", "c", calculation="${a}"),
            ],
            {"a", "b", "c"},
        ),
        (
            [row("begin_group", "g", relevant="${a} = 1"), "integer a", {"type": "end_group"}],
            {"g", "a"},
        ),
    ],
)
def test_a_circle_of_questions_is_a_fault_that_names_them(
    rows: list[str | Mapping[str, str]], names: set[str]
) -> None:
    with pytest.raises(Faulty) as raised:
        convert_markdown(survey(*rows), "a.md")
    [fault] = raised.value.faults
    assert fault.code == "form.cycle"
    assert set(str(fault.params["nodes"]).split(" → ")) == names
    assert fault.place.row is not None


def test_what_only_looks_like_a_circle_is_none() -> None:
    before = "${so} + coalesce(../preceding-sibling::r[1]/luy_ke, 0)"
    text = survey(
        "begin_repeat r",
        "integer so",
        row("calculate", "luy_ke", calculation=before),
        row("calculate", "giu", calculation="once(${so})"),
        {"type": "end_repeat"},
        row("integer", "a", constraint=". > 1"),
    )
    assert load(convert_markdown(text, "a.md")).by_name("luy_ke").kind == "calculate"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHOICES + SETTINGS, ("form.sheet.missing", "survey", None, "")),
        ("| survey |\n| | type | name |\n" + SETTINGS, ("form.sheet.empty", "survey", None, "")),
        (
            "| survey |\n| | type | name | label | label |\n| | note | a | A | B |\n" + SETTINGS,
            ("form.column.twice", "survey", 1, "label"),
        ),
        (
            survey(row("integer", "a", th_unit="hộ")).replace("namespaces", "style     "),
            ("form.namespace.missing", "settings", 1, "namespaces"),
        ),
        (
            survey("select_one mau a", choices=f"{CHOICES}| | mau | do | Lại đỏ |\n"),
            ("form.pyxform", "choices", 3, "name"),
        ),
    ],
)
def test_sheets_that_do_not_fit_are_faults(text: str, expected: tuple[object, ...]) -> None:
    assert fault_of(text) == expected


def test_a_workbook_is_told_the_same_as_its_markdown() -> None:
    text = survey(row("integer", "a", relevant="tong(1)"))
    data = workbook.write(markdown.read(text, "a.md"))
    with pytest.raises(Faulty) as raised:
        convert_workbook(data, "a.xlsx")
    [fault] = raised.value.faults
    assert fault.place == Place("a.xlsx", sheet="survey", row=2, column="relevant", key="/data/a")


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a/>",
        b"<a",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/><h:body/></h:html>",
        (
            b"<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"
            b"<h:head><model/></h:head><h:body/></h:html>"
        ),
    ],
)
def test_what_is_no_form_is_a_fault(xml: bytes) -> None:
    with pytest.raises(Faulty) as raised:
        load(xml)
    assert [fault.code for fault in raised.value.faults] == ["form.xml"]


def test_a_table_the_form_wants_must_be_there_and_readable() -> None:
    xml = convert_markdown(survey("select_one_from_file xa.csv a"), "a.md")
    for files, code in (({}, "missing"), ({"xa.csv": b"\xff\xfe\x00"}, "unreadable")):
        with pytest.raises(Faulty) as raised:
            load(xml, files)
        assert [fault.code for fault in raised.value.faults] == [f"form.file.{code}"]
