"""What a correction starts with, and old buttons of the report it corrects."""

from __future__ import annotations

from reporting.answers import Answer
from tests.usecases.town import Resident, Town

UNIT = "kinh-te"
BEGUN = ["4", "120", "[Không phát sinh]", "2", "9 hộ"]
BREEDS = ["[Thêm]", "Gà thả vườn", "200", "[con]", "[Không còn]"]
REST = ["60 triệu", "0", "[Không có (0)]", "[Bỏ qua câu này]", "[Không có]", "Đã mở 04 lớp."]
TEXTS = ["[Không có khó khăn, vướng mắc]", "[Không có]", "[Không có kiến nghị]"]


def handed_in(town: Town) -> Resident:
    giang = town.invited(UNIT, 1, "Vũ Thị Giang")
    giang.begin()
    for answer in (*BEGUN, *BREEDS, *REST, *TEXTS, "[Không có kiến nghị]"):
        giang.give(answer)
    giang.offers()
    giang.press("Xác nhận")
    return giang


def test_a_correction_begins_with_the_list_of_answers(town: Town) -> None:
    giang = handed_in(town)
    giang.begin()
    listed = giang.press("Sửa báo cáo")
    assert listed.kind == "review"
    assert "bản nháp lấy từ lần nộp 1" in listed.text
    assert "chưa trả lời" not in listed.text
    assert "Nộp báo cáo" in listed.labels


def test_a_list_that_was_complete_stays_complete(town: Town) -> None:
    giang = handed_in(town)
    giang.begin()
    giang.press("Sửa báo cáo")
    giang.press("1")
    giang.type("5")
    giang.offers()
    assert giang.press("Xác nhận").kind == "receipt"
    assert town.submitted(UNIT)["KT01"] == Answer(5)


def test_an_old_button_leads_to_the_correction_that_is_open(town: Town) -> None:
    giang = handed_in(town)
    old = next(shown for shown in giang.phone if "Không phát sinh" in shown.buttons)
    giang.begin()
    giang.press("Sửa báo cáo")
    before = town.fingerprint()
    shown = giang.press_data(old.buttons["Không phát sinh"], old.telegram_id)
    assert shown.kind in ("review", "ready")
    assert "đã nộp." not in shown.text
    assert town.fingerprint()["answer"] == before["answer"]


def test_an_old_button_of_a_submitted_report_says_that_it_is_submitted(town: Town) -> None:
    giang = handed_in(town)
    old = next(shown for shown in giang.phone if "Không phát sinh" in shown.buttons)
    shown = giang.press_data(old.buttons["Không phát sinh"], old.telegram_id)
    assert shown.kind == "submitted"
    assert "Sửa báo cáo" in shown.labels
