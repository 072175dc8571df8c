"""Requests that run: several at once, moved, widened, called off, closed; bank questions, held
figures, what survives a restart, and the ladder."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.usecases.adhoc.test_asking import answers, press_unit, request_of, write
from tests.usecases.reminding.ticking import tick
from tests.usecases.town import Resident, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.records import Role

ONE = ("Số hộ bị ảnh hưởng", "[Số (hộ, người…)]", "[hộ]")


def sent(town: Town, *questions: tuple[str, ...], title: str = "Lốc xoáy") -> Resident:
    hoa = town.office()
    write(hoa, *(questions or (ONE,)), title=title)
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    return hoa


def states(town: Town) -> set[str]:
    return {s for (s,) in town.rows("SELECT state FROM obligation WHERE round_id LIKE 'dot%'")}


def test_what_was_typed_survives_a_restart(town: Town) -> None:
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    hoa.type("Số hộ bị ảnh hưởng")
    town.close()
    town.open()
    assert "Câu này được trả lời bằng gì?" in hoa.do(ask_ad_hoc).text
    hoa.press("Viết")
    assert "1. Số hộ bị ảnh hưởng (viết)" in hoa.heard.text


def test_back_and_cancel_at_every_step(town: Town) -> None:
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    hoa.type("Số hộ")
    hoa.press("Số tiền")
    assert hoa.type("con").text.startswith("Số tiền cần đơn vị tính")
    hoa.press("‹ Quay lại")
    assert "trả lời bằng gì" in hoa.heard.text
    hoa.press("‹ Quay lại")
    assert hoa.heard.kind == "adhoc_questions"
    hoa.press("Hủy yêu cầu")
    assert hoa.heard.kind == "adhoc_sure"
    assert request_of(town)[1] == "open"
    hoa.press("Giữ lại")
    assert hoa.heard.kind == "adhoc_questions"
    hoa.press("Hủy yêu cầu")
    hoa.press("Bỏ yêu cầu này")
    assert request_of(town)[1] == "dropped"
    assert hoa.type("xin chào").kind == "menu"


def test_a_liaison_in_the_middle_of_an_answer_is_not_led_away(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    an.begin()
    before = town.rows("SELECT focus FROM person WHERE telegram_id = 11")
    sent(town)
    notice = an.heard
    assert "đang nhập báo cáo khác" in notice.text
    assert town.rows("SELECT focus FROM person WHERE telegram_id = 11") == before
    assert an.type("7 hộ", reply_to=notice).kind == "ready"
    [(value,)] = town.rows("SELECT value FROM answer WHERE ref = '/data/DX1'")
    assert json.loads(value) == 7


def test_figures_of_a_time_after_the_due_time_are_not_asked_for(town: Town) -> None:
    hoa = town.office()
    write(hoa, ONE, title="Lốc xoáy")
    hoa.press("Kỳ số liệu")
    hoa.type("từ 01/6 đến 30/6")
    assert "Kỳ số liệu kết thúc sau hạn nộp" in hoa.press("Xem trước và gửi").text
    hoa.press("Từ đầu năm đến nay")
    assert hoa.press("Xem trước và gửi").kind == "adhoc_preview"


def test_reports_asks_which_of_several(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    sent(town)
    chosen = an.begin()
    assert chosen.kind == "choose_report"
    assert any("“Lốc xoáy”" in label for label in chosen.labels)


def test_a_cancelled_request_is_told_and_takes_no_answers(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = sent(town)
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Hủy yêu cầu")
    assert states(town) == {"not_started"}
    hoa.press("Hủy và báo các đơn vị")
    assert states(town) == {"cancelled"}
    assert "đã hủy yêu cầu này" in an.heard.text
    assert an.type("7 hộ").kind == "adhoc_over"
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'adhoc_cancelled'") == [(1,)]


def test_a_closed_request_keeps_who_is_missing(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = sent(town)
    hoa.press("Yêu cầu này")
    hoa.press("Kết thúc")
    hoa.press("Kết thúc yêu cầu")
    assert states(town) == {"not_started"}
    assert "không nhận thêm báo cáo" in an.heard.text
    assert an.type("7 hộ").kind == "adhoc_over"
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
    town.now += timedelta(days=1)
    heard = len(an.phone)
    tick(town, town.now)
    assert not any("Lốc xoáy" in shown.text for shown in an.phone[heard:])


def test_moving_the_due_time_moves_what_is_open(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    bich = town.invited("xa-phuoc-tin", 12, "Lý Thị Bích")
    hoa = sent(town)
    answers(bich, "3")
    hoa.press("Yêu cầu này")
    hoa.press("Đổi hạn nộp")
    assert hoa.type("hôm qua").text.startswith("Thời hạn này đã qua")
    hoa.type("17h ngày 11/6")
    assert "17:00 ngày 11/6/2021" in an.heard.text
    due = dict(town.rows("SELECT unit_id, due_at FROM obligation WHERE round_id LIKE 'dot%'"))
    assert due["xa-long-giang"] == "2021-06-11T10:00:00.000000+00:00"
    assert due["xa-phuoc-tin"] == "2021-06-10T09:00:00.000000+00:00"


def test_units_are_added_and_told(town: Town) -> None:
    kinh_te = town.invited("kinh-te", 13, "Vũ Văn Giang")
    hoa = sent(town)
    hoa.press("Yêu cầu này")
    hoa.press("Thêm đơn vị")
    asked = hoa.press("✓ Ủy ban nhân dân các xã, phường (7)")
    assert "đã nhận yêu cầu" in asked.text
    press_unit(hoa, "Phòng Kinh tế")
    hoa.press("Xong")
    assert "Báo cáo đột xuất: Lốc xoáy" in kinh_te.heard.text
    assert town.rows("SELECT count(*) FROM obligation WHERE round_id LIKE 'dot%'") == [(8,)]


def test_a_bank_question_keeps_its_name_and_brings_its_logic(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Chăn nuôi")
    hoa.press("Tìm câu hỏi có sẵn")
    assert "Lượt người tham dự các lớp" in hoa.type("luot nguoi tham du").labels
    hoa.press("Lượt người tham dự các lớp")
    assert "✓ Lượt người tham dự các lớp" in hoa.heard.labels
    hoa.press("Xong, về danh sách")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    assert "Lớp khuyến nông - lâm - ngư đã tổ chức" in an.heard.text, "what KT02 reads"
    answers(an, "2", "40")
    [(content,)] = town.rows("SELECT content FROM submission")
    figures = {ref.rpartition("/")[2]: kept["value"] for ref, kept in json.loads(content).items()}
    assert (figures["KT01"], figures["KT02"]) == (2, 40)


def test_a_figure_that_is_held_is_shown_before_it_is_asked_again(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = sent(town)
    answers(an, "9")
    first = town.rows("SELECT content FROM adhoc_request")
    assert first
    hoa.press("Yêu cầu này")
    hoa.do(ask_ad_hoc)
    hoa.press("Yêu cầu mới")
    hoa.type("Lần hai")
    hoa.press("Tìm câu hỏi có sẵn")
    hoa.type("luot nguoi tham du")
    hoa.press("Lượt người tham dự các lớp")
    hoa.press("Xong, về danh sách")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    answers(an, "2", "40")
    hoa.do(ask_ad_hoc)
    hoa.press("Yêu cầu mới")
    hoa.type("Lần ba")
    hoa.type("Câu tự gõ")
    hoa.press("Viết")
    hoa.press("Tìm câu hỏi có sẵn")
    hoa.type("luot nguoi tham du")
    hoa.press("Lượt người tham dự các lớp")
    hoa.press("Xong, về danh sách")
    held = hoa.press("Xem trước và gửi")
    assert held.kind == "adhoc_held"
    assert "40 lượt người, của xã Long Giang" in held.text
    assert "phường Long Thủy" in held.text
    assert hoa.press("Vẫn hỏi lại").kind == "adhoc_preview"
    hoa.press("‹ Sửa yêu cầu")
    hoa.press("Câu hỏi")
    hoa.press("Tìm câu hỏi có sẵn")
    hoa.type("luot nguoi tham du")
    hoa.press("✓ Lượt người tham dự các lớp")
    assert "Lượt người tham dự các lớp" in hoa.heard.labels


def test_the_short_ladder_reminds_of_a_due_time(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    tick(town, town.now)
    sent(town)
    heard = len(an.phone)
    tick(town, town.now)
    assert not any("Mở kỳ" in shown.text and "Lốc" in shown.text for shown in an.phone[heard:])
    for hour in (13, 14, 15, 16):
        town.now = town.now.replace(hour=hour, minute=30 if hour == 13 else 0, second=20)
        tick(town, town.now)
    rungs = town.rows(
        "SELECT rung FROM reminder JOIN obligation ON obligation.id = obligation_id"
        " WHERE round_id LIKE 'dot%' AND unit_id = 'xa-long-giang' ORDER BY reminder.at"
    )
    assert [name for (name,) in rungs] == ["opening", "half_time", "hours_before_1", "at_due"]


@pytest.mark.parametrize(
    ("due", "urgent", "expected"),
    [
        ("12h15", True, [("hours_before_1", 11, 15), ("at_due", 12, 15)]),
        ("12h15", False, []),
        ("19h", True, [("hours_before_1", 18, 0), ("at_due", 19, 0)]),
        ("19h", False, []),
        ("22h", True, []),  # nobody is written to at night
    ],
)
def test_only_urgent_ones_go_out_at_noon_and_in_the_evening(
    town: Town, due: str, urgent: bool, expected: list[tuple[str, int, int]]
) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    tick(town, town.now)
    hoa = town.office()
    write(hoa, ONE, title="Lốc xoáy")
    hoa.press("Hạn nộp")
    hoa.type(due)
    if urgent:
        hoa.press("Đánh dấu khẩn")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    assert an.heard.text.startswith("KHẨN. ") is urgent
    town.now = town.now.replace(hour=11, minute=0, second=0)
    while town.now.hour < 23:
        tick(town, town.now)
        town.now += timedelta(minutes=15)
    rungs = town.rows(
        "SELECT rung, reminder.at FROM reminder JOIN obligation ON obligation.id = obligation_id"
        " WHERE round_id LIKE 'dot%' AND unit_id = 'xa-long-giang' ORDER BY reminder.at"
    )
    zone = town.library.current.timezone
    at = {
        name: datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(zone)
        for name, moment in rungs
    }
    outside = [
        (name, moment.hour, moment.minute)
        for name, moment in at.items()
        if not town.library.current.calendar.is_open(moment)
    ]
    assert outside == expected


def test_another_office_person_does_not_see_what_one_is_writing(town: Town) -> None:
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    key = request_of(town)[0]
    nam = town.invited(town.library.current.office.id, 901, "Phạm Văn Nam", Role.OFFICE)
    assert nam.press_data(f"s:adhoc:{key}:preview:").kind == "not_there"
    assert nam.press_data("s:adhoc:77:preview:").text == nam.heard.text
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    assert an.press_data(f"s:adhoc:{key}:send:").kind == "office_only"
