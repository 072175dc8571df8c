"""Forms built from picks and typed questions: real XLSForms that load, and literal texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.adhoc import (
    KINDS,
    Asked,
    Bank,
    Held,
    Request,
    Superior,
    build_form,
    build_sheets,
    plan_with,
)
from reporting.adhoc.request import CHOOSING, MEASURED
from reporting.forms import Instance, Surroundings
from reporting.forms.xlsform import workbook
from reporting.text import clean
from tests.documents.filling import NOW, PLAN_FOLDER, the_plan

FILES = {
    str(path.relative_to(PLAN_FOLDER)): path.read_bytes()
    for path in sorted(PLAN_FOLDER.rglob("*"))
    if path.is_file()
}
UNITS = ("xa-phuoc-tin", "phuong-thac-mo")
words = st.text(min_size=1, max_size=60).map(clean).map(lambda t: " ".join(t.split()))
plain_words = words.filter(lambda text: bool(text) and text.isprintable())


def request(*questions: Asked, title: str = "Lốc xoáy") -> Request:
    day = date(2021, 6, 15)
    return Request(title, None, UNITS, questions, day, day, NOW)


def picked(*names: str) -> tuple[Asked, ...]:
    bank = Bank(the_plan())
    found = [bank.get(name) for name in names]
    return tuple(
        Asked(q.label, q.kind, q.unit_of_measure, q.fields, q.form, q.name) for q in found if q
    )


@st.composite
def typed(draw: st.DrawFn) -> Asked:
    kind = draw(st.sampled_from(KINDS))
    unit = draw(plain_words) if kind in MEASURED - {"money"} else ""
    choices = draw(st.lists(plain_words, min_size=2, max_size=5, unique=True))
    return Asked(draw(plain_words), kind, unit, tuple(choices) if kind in CHOOSING else ())


@settings(max_examples=60)
@given(st.lists(typed(), min_size=1, max_size=5), plain_words)
def test_what_is_typed_is_what_is_asked(questions: list[Asked], title: str) -> None:
    form = build_form(request(*questions, title=title), FILES)
    instance = Instance.of(form, {}, Surroundings(NOW, "ad_hoc"))
    asked = [question for question in form.questions if question.asked]
    assert [question.name for question in asked] == [f"DX{n}" for n in range(1, len(asked) + 1)]
    for question, wanted in zip(asked, questions, strict=True):
        assert instance.label(question.nodeset) == wanted.wording
        assert question.kind == wanted.kind
        labels = tuple(choice.label for choice in instance.choices(question.nodeset))
        assert labels == wanted.choices


@pytest.mark.parametrize("text", ["${N1}", "${", "$${x}", "<b>&amp;</b>", "“a” ‘b’", "{{ x }}"])
def test_signs_of_forms_are_letters_here(text: str) -> None:
    question = Asked(text, "select_one", "", (text, f"{text} 2"))
    form = build_form(request(question, title=text), FILES)
    instance = Instance.of(form, {}, Surroundings(NOW, "ad_hoc"))
    assert form.title == text
    assert instance.label("/data/DX1") == text
    assert [c.label for c in instance.choices("/data/DX1")] == [text, f"{text} 2"]


def test_every_question_of_the_bank_can_be_asked_alone() -> None:
    plan = the_plan()
    for question in Bank(plan).questions:
        asked = picked(question.name)
        form = build_form(request(*asked), FILES)
        if question.kind == "list":
            assert [each.rpartition("/")[2] for each in form.repeats] == [question.name]
        else:
            assert form.by_name(question.name).kind == question.kind
        unit = next(unit for unit in plan.units if unit.form == question.form)
        given = plan.given_for(unit)
        instance = Instance.of(form, {}, Surroundings(NOW, "ad_hoc", given))
        assert list(instance.steps()) or "sum:" in str(form.xml), question.name


def test_all_of_the_bank_fits_into_one_form() -> None:
    everything = picked(*(question.name for question in Bank(the_plan()).questions))
    form = build_form(request(*everything), FILES)
    lists = {each.rpartition("/")[2] for each in form.repeats}
    assert {each.name for each in everything} <= lists | {q.name for q in form.questions}


def test_a_list_is_found_by_its_fields_and_taken_as_a_whole() -> None:
    [found] = [each for each in Bank(the_plan()).find("ten giong") if each.kind == "list"]
    assert found.fields == ("Tên giống", "Số lượng đã hỗ trợ", "Đơn vị tính của giống này")
    asked = Asked(found.label, found.kind, "", found.fields, found.form, found.name)
    form = build_form(request(asked), FILES)
    assert [q.label for q in form.questions if q.asked] == list(found.fields)
    assert not any(question.rounds for question in form.questions)


def test_a_pick_brings_what_its_logic_reads() -> None:
    form = build_form(request(*picked("KT03")), FILES)
    assert [question.name for question in form.questions if question.asked] == [
        "KT01",
        "KT02",
        "KT03",
    ]


def test_the_sheets_are_a_workbook_anybody_can_open() -> None:
    sheets = build_sheets(request(*picked("N1"), Asked("Số hộ", "integer", "hộ")), FILES)
    names = [sheet.name for sheet in workbook.read(workbook.write(sheets), "dot-xuat.xlsx")]
    assert names[:2] == ["survey", "settings"]


def test_default_indicators_follow_the_kind() -> None:
    kinds = [Asked(kind, kind, "", ("a", "b") if kind in CHOOSING else ()) for kind in KINDS]
    kinds[2] = replace(kinds[2], unit_of_measure="triệu đồng")
    asked = request(*kinds)
    plan = plan_with(the_plan(), "dot-xuat-1", asked, build_form(asked, FILES), NOW)
    found = {each.id: each.aggregate for each in plan.indicators}
    assert found == {
        "DX1": "sum",
        "DX2": "sum",
        "DX3": "sum",
        "DX4": "each",
        "DX5-c1": "count_yes",
        "DX5-c2": "count_yes",
        "DX6-c1": "count_yes",
        "DX6-c2": "count_yes",
    }
    assert {unit for each in plan.indicators for unit in each.units} == set(UNITS)
    assert plan.round("dot-xuat-1").due["unit"] == NOW
    assert plan.round("2021-6T") is the_plan().round("2021-6T")


def test_the_bank_is_searched_without_accents() -> None:
    bank = Bank(the_plan())
    assert bank.find("ho thoat ngheo")[0].label.startswith("Hộ thoát nghèo")
    assert bank.find("HỘ THOÁT NGHÈO") == bank.find("ho thoat ngheo")
    assert bank.find("không có câu nào như thế này") == ()
    assert len(bank.find("")) == len(bank.questions)
    assert len({question.name for question in bank.questions}) == len(bank.questions)


def test_a_request_comes_back_from_json_as_it_was() -> None:
    whole = replace(
        request(*picked("KT03"), Asked("x", "select_one", "", ("a", "b"))),
        superior=Superior("512", "15/6", "về việc", "a.pdf", 3, "Sở"),
        held=(
            Held(
                "N1",
                "Hộ nghèo",
                "hộ",
                "6 tháng",
                "12",
                {"xa-phuoc-tin": "12"},
                "2021-6T",
                {"xa-phuoc-tin": 2},
                {"xa-phuoc-tin": "12"},
            ),
        ),
        kept=("KT03",),
    )
    assert Request.from_json(whole.to_json()) == whole
    assert Request.from_json(Request().to_json()) == Request()


@given(st.lists(st.sampled_from(range(5)), max_size=12))
def test_toggling_keeps_the_plan_s_order_and_twice_is_nothing(presses: list[int]) -> None:
    order = tuple("abcde")
    made = Request()
    for at in presses:
        before, made = made, made.toggled((order[at],), order)
        assert made.toggled((order[at],), order) == before
        assert list(made.units) == sorted(made.units)
