"""What `tonghop plan check` says of a plan's form holds for a request's, in words of people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.speaking.catalogue import catalogue
from reporting.adhoc import KINDS, Asked, Bank, Request, checked_form
from reporting.adhoc.request import CHOOSING
from reporting.faults import Faulty
from tests.documents.filling import NOW, the_plan
from tests.unit.adhoc.test_forms import FILES, picked, request


def told(asked: Request) -> list[str]:
    with pytest.raises(Faulty) as caught:
        checked_form(asked, the_plan(), FILES, NOW)
    return [catalogue().fault(fault) for fault in caught.value.faults]


def test_every_question_passes_for_the_units_the_plan_asks_it() -> None:
    plan = the_plan()
    for question in Bank(plan).questions:
        owners = tuple(unit.id for unit in plan.units if unit.form == question.form)
        asked = replace(request(*picked(question.name)), units=owners)
        assert checked_form(asked, plan, FILES, NOW).questions


def test_every_kind_that_is_typed_passes_with_and_without_a_unit_of_measure() -> None:
    for kind in KINDS:
        choices = ("a", "b") if kind in CHOOSING else ()
        for measure in ("", "hộ"):
            unit = "triệu đồng" if kind == "money" else measure
            checked_form(request(Asked("Câu hỏi", kind, unit, choices)), the_plan(), FILES, NOW)


def test_a_unit_without_the_opening_figure_a_question_reads_is_named() -> None:
    faults = told(replace(request(*picked("N1")), units=("xa-phuoc-tin", "kinh-te")))
    assert "“Hộ nghèo đầu năm”: Chưa có số đầu năm “N0” của đơn vị “Phòng Kinh tế”." in faults
    assert not any("Phước Tín" in fault for fault in faults)


def test_a_fault_of_the_sheets_is_placed_by_the_question_s_words() -> None:
    fine = Asked("Đã hỗ trợ?", "select_one", "", ("Rồi", "Chưa"))
    [fault] = told(request(fine, Asked("Chọn gì?", "select_one")))
    assert fault.startswith("“Chọn gì?”: ")
