"""What the office reads: who is late first, which figures do not agree, how far the targets are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from reporting.answers import Answer
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.submissions import Submitted
from tests.documents import filling
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Town
from usecases.consolidated import summary, want_consolidated
from usecases.contact import write_to_office
from usecases.desk import Desk
from usecases.guiding.guide import show_whole_guide
from usecases.messages import say
from usecases.monitoring.progress import show_progress


def submit(town: Town) -> None:
    an = town.invited("thi-doan", 5, "Thị Nga")
    an.begin()
    an.fill("thi-doan", THI_DOAN)
    an.offers()
    an.press("Xác nhận")


def begin(town: Town, unit: str, answer: str) -> None:
    person = town.invited(unit, 6, "Vũ Thị Giang")
    person.begin()
    person.give(answer)


def test_progress_names_the_late_ones_first(town: Town) -> None:
    submit(town)
    begin(town, "phuong-thac-mo", "[Không biến động]")
    board = town.office().do(show_progress)
    assert "Đã nộp 1/24, đang làm 1, chưa bắt đầu 22." in board.text
    order = [board.text.index(head) for head in ("\nChưa bắt đầu\n", "\nĐang làm\n", "\nĐã nộp\n")]
    assert order == sorted(order)
    assert "• Phường Thác Mơ: 1/" in board.text
    assert "• Thị Đoàn: 09:" in board.text
    assert "• Xã Phước Tín\n" in board.text


def test_progress_is_asked_again_by_a_button(town: Town) -> None:
    hoa = town.office()
    hoa.do(show_progress)
    assert "đang làm 0" in hoa.heard.text
    begin(town, "kinh-te", "3")
    assert "đang làm 1" in hoa.press("Cập nhật").text
    assert hoa.press("Lập báo cáo tổng hợp").kind == "consolidated_summary"


def test_what_nobody_has_begun_has_no_empty_headings(town: Town) -> None:
    board = town.office().do(show_progress)
    assert "\nĐang làm\n" not in board.text
    assert "\nĐã nộp\n" not in board.text


def test_the_summary_counts_only_who_owes(town: Town) -> None:
    town.change("UPDATE obligation SET state = 'cancelled' WHERE unit_id = 'thi-doan'")
    told = town.office().do(want_consolidated)
    assert "0/23 đơn vị đã nộp." in told.text
    assert "Thị Đoàn" not in told.text


def test_the_office_is_not_told_that_the_office_is_away(town: Town) -> None:
    hoa = town.office()
    assert (
        "các đơn vị nhắn đến cơ quan thường trực" in hoa.do(partial(write_to_office, text="")).text
    )
    an = town.invited("kinh-te", 6, "Vũ Thị Giang")
    assert "Tin tiếp theo của Anh/Chị" in an.do(partial(write_to_office, text="")).text


def test_help_begins_with_what_the_person_is_for(town: Town) -> None:
    assert town.office().do(show_whole_guide).text.startswith("Cơ quan thường trực\n/tiendo")
    assert (
        town.invited("kinh-te", 6, "Giang")
        .do(show_whole_guide)
        .text.startswith("Báo cáo của đơn vị")
    )


def report(**changes: dict[str, Answer]) -> ConsolidatedReport:
    """Everybody's report; `changes` by unit id with "_" for "-": question name -> answer."""
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    for name, answers in changes.items():
        unit = name.replace("_", "-")
        sent[unit] = changed(sent[unit], answers)
    return consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)


def changed(sent: Submitted, answers: dict[str, Answer]) -> Submitted:
    refs = {ref.rpartition("/")[2]: ref for ref in sent.answers}
    new = {refs[name]: answer for name, answer in answers.items()}
    return replace(sent, answers={**sent.answers, **new})


def told(town: Town, made: ConsolidatedReport) -> str:
    def tell(desk: Desk) -> None:
        desk.say(say("consolidated_summary", **summary(made)))

    return town.office().do(tell).text


@pytest.mark.parametrize(
    ("unit", "question", "value", "lines"),
    [
        ("noi_vu", "NV13", 5, ["các xã, phường 7 xã, phường; Phòng Nội vụ - LĐTB&XH 5 xã, phường"]),
        (
            "mttq",
            "MT10",
            5000,
            ["Ủy ban MTTQ Việt Nam thị xã 5.000 suất (chỉ là một phần nhưng nhiều hơn"],
        ),
    ],
)
def test_figures_that_do_not_agree_are_listed(
    town: Town, unit: str, question: str, value: int, lines: list[str]
) -> None:
    before = told(town, report())
    after = told(town, report(**{unit: {question: Answer(value)}}))
    assert [line for line in lines if line in after and line not in before] == lines


def test_an_increase_is_called_one(town: Town) -> None:
    worse = {"HN_N1": Answer(9), "N1": Answer(9)}
    text = told(town, report(xa_phuoc_tin=worse, xa_long_giang={"HN_N1": Answer(20)}))
    assert "• Giảm tỷ lệ hộ nghèo: tăng " in text
    assert "đạt -" not in text


def test_a_target_is_not_judged_while_a_unit_is_missing(town: Town) -> None:
    made = filling.report(missing=("xa-phuoc-tin",))
    assert "• Giảm tỷ lệ hộ nghèo: chưa đánh giá (chưa có số liệu của xã Phước Tín)" in told(
        town, made
    )
    assert town.now < filling.NOW + timedelta(days=1)


def test_an_answer_comes_back_to_who_wrote(town: Town) -> None:
    hoa = town.office()
    an = town.invited("kinh-te", 6, "Vũ Thị Giang")
    an.do(partial(write_to_office, text="Quỹ có tính hiện vật & ngày công không?"))
    letter = hoa.heard
    assert hoa.type("Không, chỉ tính tiền.", letter).kind == "contact_answered"
    assert an.heard.kind == "contact_answer"
    assert "Không, chỉ tính tiền." in an.heard.text
    assert "Quỹ có tính hiện vật & ngày công không?" in an.heard.text
    answer = an.heard
    assert an.type("Cảm ơn chị.", answer).kind == "contact_sent"
    assert "Cảm ơn chị." in hoa.heard.text


def test_only_the_office_answers_letters(town: Town) -> None:
    hoa = town.office()
    an = town.invited("kinh-te", 6, "Vũ Thị Giang")
    an.do(partial(write_to_office, text="Xin hỏi."))
    letter = hoa.heard
    town.change("UPDATE membership SET state = 'revoked' WHERE role = 'office'")
    hoa.type("Trả lời.", letter)
    assert hoa.heard.kind == "stranger"
    assert an.heard.kind == "contact_sent"


def test_who_has_left_gets_no_answer(town: Town) -> None:
    hoa = town.office()
    town.invited("kinh-te", 6, "Vũ Thị Giang").do(partial(write_to_office, text="Xin hỏi."))
    letter = hoa.heard
    town.change("UPDATE membership SET state = 'revoked' WHERE unit_id = 'kinh-te'")
    assert hoa.type("Trả lời.", letter).kind == "contact_gone"
    assert hoa.type("dài " * 1000, letter).kind == "contact_too_long"


def test_a_reply_to_anything_else_is_an_answer_like_any_other(town: Town) -> None:
    hoa = town.office()
    menu = hoa.heard
    assert hoa.type("xin chào", menu).kind == "menu"
