"""A loaded form says of each question what its sheet says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reporting.answers import Standing
from reporting.forms import load, markdown, nodeset_of
from reporting.forms.xlsform.conversion import to_xml
from reporting.kinds import KINDS, Measure
from tests.unit.forms.forms import example, example_text, form_of, row, survey

BOTH = frozenset({Standing.NOT_APPLICABLE, Standing.NOT_YET})


def test_the_example_has_its_questions_in_the_order_of_the_sheet() -> None:
    names = [question.name for question in example().questions]
    assert names[:4] == ["mo_dau", "bien_dong", "HN_N0", "HN_N1A"]
    assert names[-2:] == ["anh", "tep"]


def test_the_example_carries_every_attribute_of_its_own() -> None:
    form = example()
    escaped, closing, minority = (form.by_name(n) for n in ("HN_N1A", "HN_N1", "HN_DTTS"))
    assert (escaped.unit_of_measure, escaped.measure) == ("hộ", Measure.FLOW)
    assert escaped.rounds == {"six_month", "annual"}
    assert escaped.standings == {Standing.NOT_YET}
    assert (escaped.target, escaped.indicator) == ("N1", ("hn.thoat",))
    assert escaped.hint == "Lũy kế từ đầu năm"
    assert escaped.groups == (("/data/HN", "Hộ nghèo"),)
    assert form.by_name("HN_N0").given == "opening:N0"
    assert (closing.has_expected, closing.zero) == (True, "zero")
    assert minority.standings == BOTH
    assert form.by_name("KP_CHI").window == "budget"
    assert form.by_name("TL2").section == "III.1"


def test_the_example_has_a_name_title_version_and_language() -> None:
    form = example()
    assert (form.id, form.title) == ("vi-du", "Mẫu biểu ví dụ")
    assert len(form.version) == 64
    assert form.version == load(form.xml).version


def test_another_word_makes_another_version() -> None:
    assert form_of(example_text().replace("Hộ nghèo", "Hộ Nghèo")).version != example().version


TYPES: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("text", {}, "text"),
    ("integer", {}, "integer"),
    ("decimal", {}, "decimal"),
    ("integer", {"th_kind": "money"}, "money"),
    ("decimal", {"th_kind": "percent"}, "percent"),
    ("range", {"parameters": "start=1 end=5 step=1"}, "range"),
    ("date", {}, "date"),
    ("time", {}, "time"),
    ("dateTime", {}, "datetime"),
    ("select_one mau", {}, "select_one"),
    ("select_multiple mau", {}, "select_multiple"),
    ("rank mau", {}, "rank"),
    ("note", {}, "note"),
    ("acknowledge", {}, "acknowledge"),
    ("geopoint", {}, "geopoint"),
    ("image", {}, "image"),
    ("audio", {}, "audio"),
    ("video", {}, "video"),
    ("file", {}, "file"),
    ("barcode", {}, "barcode"),
    ("calculate", {"calculation": "1 + 1"}, "calculate"),
    ("calculate", {"calculation": "1 + 1", "th_kind": "money"}, "money"),
    ("hidden", {}, "hidden"),
    ("geotrace", {}, "geotrace"),
    ("geoshape", {}, "geoshape"),
)


@pytest.mark.parametrize(("kind", "cells", "expected"), TYPES)
def test_each_type_is_a_kind(kind: str, cells: Mapping[str, str], expected: str) -> None:
    form = form_of(survey(row(kind, "a", **cells), choices=CHOICES))
    assert form.by_name("a").kind == expected


def test_a_form_can_ask_for_every_kind() -> None:
    of_xforms = {"boolean"}  # XLSForm has no such type
    assert {expected for *_, expected in TYPES} == KINDS.keys() - of_xforms


CHOICES = (
    "\n| choices |\n| | list_name | name | label |\n| | mau | do | Đỏ |\n| | mau | xanh | Xanh |\n"
)


@pytest.mark.parametrize(
    ("kind", "cells", "zero"),
    [
        ("integer", {"th_measure": "flow"}, "none"),
        ("integer", {"th_measure": "stock"}, "zero"),
        ("integer", {}, "zero"),
        ("text", {}, "nothing"),
        ("text", {"required": "yes"}, ""),
        ("text", {"th_zero": "no_difficulty"}, "no_difficulty"),
        ("image", {}, "nothing"),
        ("note", {}, ""),
    ],
)
def test_the_button_for_nothing_follows_from_the_kind(
    kind: str, cells: Mapping[str, str], zero: str
) -> None:
    assert form_of(survey(row(kind, "a", **cells))).by_name("a").zero == zero


@pytest.mark.parametrize(
    ("kind", "cells", "standings"),
    [
        ("integer", {}, BOTH),
        ("decimal", {"th_standings": "not_yet"}, {Standing.NOT_YET}),
        ("integer", {"th_standings": "none"}, frozenset()),
        ("text", {}, frozenset()),
        ("text", {"th_standings": "not_applicable"}, {Standing.NOT_APPLICABLE}),
    ],
)
def test_which_standings_a_question_allows(
    kind: str, cells: Mapping[str, str], standings: frozenset[Standing]
) -> None:
    assert form_of(survey(row(kind, "a", **cells))).by_name("a").standings == standings


def test_required_is_a_truth_or_an_expression() -> None:
    form = form_of(
        survey(
            row("integer", "a", required="yes"),
            row("integer", "b", required="no"),
            "integer c",
            row("integer", "d", required="${a} > 1"),
        )
    )
    assert [form.by_name(name).required for name in "abc"] == [True, False, False]
    assert form.by_name("d").required == "/data/a  > 1"


def test_labels_show_where_values_go() -> None:
    form = form_of(survey("integer a", row("note", "b", "Số ${a}.")))
    assert form.by_name("b").label == "Số {a}."


def test_questions_inside_repeats_name_their_repeat() -> None:
    form = example()
    assert form.by_name("giong_so").repeat == "/data/giong"
    assert list(form.repeats) == ["/data/giong"]
    assert (form.repeats["/data/giong"].starts_empty, form.repeats["/data/giong"].zero) == (
        True,
        "none",
    )


def test_a_question_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        example().by_name("khong_co")
    with pytest.raises(KeyError):
        example().question("/data/HN")


@pytest.mark.parametrize(
    ("ref", "nodeset"),
    [
        ("/data/a", "/data/a"),
        ("/data/giong[a1]/loai", "/data/giong/loai"),
        ("/data/r[1]/s[x-2]/t", "/data/r/s/t"),
        ("/data/giong#done", "/data/giong"),
        ("/data/giong[a1]", "/data/giong"),
    ],
)
def test_a_ref_names_its_node_of_the_form(ref: str, nodeset: str) -> None:
    assert nodeset_of(ref) == nodeset


def test_the_xml_is_the_same_for_the_same_sheets() -> None:
    sheets = markdown.read(example_text(), "a.md")
    assert to_xml(sheets, "a.md") == to_xml(sheets, "b.md")
