"""/thongbao: chosen, looked at, sent once, and told by name what became of it."""

from __future__ import annotations

import pytest

from tests.usecases.town import Resident, Shown, Town
from usecases.contact import write_to_office
from usecases.monitoring.announcing import begin_announcement
from usecases.records import Role
from usecases.reminding.fates import settle_fates

WORDS = "Mời họp giao ban lúc 14 giờ ngày 20/6 <b>tại</b> UBND thị xã."


@pytest.fixture
def peopled(town: Town) -> Town:
    town.invited("kinh-te", 6, "Vũ Thị Giang")
    town.invited("kinh-te", 7, "Lê Lãnh Đạo", Role.LEADER)
    town.invited("thi-doan", 8, "Thị Nga")
    town.invited("hoi-phu-nu", 9, "Phan Thị Hoa")
    return town


def begun(town: Town) -> Resident:
    hoa = town.office()
    hoa.do(lambda desk: begin_announcement(desk, WORDS))
    return hoa


def announcements(town: Town, person: int) -> list[Shown]:
    return [shown for shown in town.phones.get(person, []) if shown.kind == "announcement"]


def test_everybody_hears_it_once_however_often_it_is_pressed(peopled: Town) -> None:
    hoa = begun(peopled)
    preview = hoa.press("Tất cả đơn vị")
    assert "4 người của 24 đơn vị" in preview.text and WORDS in preview.text
    assert "Lê Thị Hoa" not in preview.text, "nobody announces to themselves"
    hoa.press("Gửi cho 4 người")
    hoa.press("Gửi cho 4 người")
    for person in (6, 7, 8, 9):
        (heard,) = announcements(peopled, person)
        assert WORDS in heard.text and "Lê Thị Hoa" in heard.text
    assert peopled.rows("SELECT count(*) FROM audit WHERE action = 'announced'") == [(1,)]


def test_the_result_names_whom_it_did_not_reach(peopled: Town) -> None:
    peopled.change(
        "UPDATE person SET blocked_at = '2021-06-10T01:00:00+00:00' WHERE telegram_id = 8"
    )
    peopled.change("UPDATE person SET chat_id = NULL WHERE telegram_id = 9")
    hoa = begun(peopled)
    hoa.press("Tất cả đơn vị")
    result = hoa.press("Gửi cho 4 người")
    assert "Thị Nga (Thị Đoàn): đã chặn" in result.text
    assert "Phan Thị Hoa (Hội Liên hiệp Phụ nữ): chưa mở hội thoại" in result.text
    assert "Vũ Thị Giang (Phòng Kinh tế): đang gửi" in result.text
    peopled.do(lambda work: settle_fates(work, peopled.library, peopled.now))
    assert "Đã gửi 2/4 người." in hoa.press("Cập nhật").text


def test_whom_it_did_not_reach_the_office_is_asked_to_telephone(peopled: Town) -> None:
    peopled.invited("thi-doan", 10, "Lê Văn Phó", Role.SECOND_LIAISON)
    minh = peopled.office(901, "Minh")
    peopled.change("UPDATE person SET phone = '+84912345678' WHERE telegram_id = 8")
    peopled.change("UPDATE person SET phone = '+84987654321' WHERE telegram_id = 10")
    peopled.do(lambda work: work.people.block(8, peopled.now))
    hoa = begun(peopled)
    hoa.press("Tất cả đơn vị")
    hoa.press("Gửi cho 6 người")
    hoa.press("Gửi cho 6 người")
    for colleague in (hoa, minh):
        [task] = [shown for shown in colleague.phone if shown.kind == "unannounced"]
        assert "Thị Nga (Thị Đoàn): đã chặn" in task.text and "+84912345678" in task.text
        assert "Lê Văn Phó, +84987654321" in task.text and "Mời họp giao ban" in task.text


def test_a_failure_found_out_later_becomes_a_task_once(peopled: Town) -> None:
    hoa = begun(peopled)
    hoa.press("Tất cả đơn vị")
    hoa.press("Gửi cho 4 người")
    peopled.change(
        "UPDATE part SET state = 'failed', error = 'Forbidden: bot was blocked by the user'"
        " WHERE message_id IN (SELECT message_id FROM notice JOIN person ON person.id = person_id"
        " WHERE telegram_id IN (8, 9))"
    )
    for _ in range(2):
        peopled.do(lambda work: settle_fates(work, peopled.library, peopled.now))
        peopled.deliver()
    [task] = [shown for shown in hoa.phone if shown.kind == "unannounced"]
    assert "chưa đến được 2 người" in task.text
    assert "Thị Nga" in task.text and "Phan Thị Hoa" in task.text
    fates = peopled.rows("SELECT fate FROM notice WHERE kind = 'announcement' ORDER BY id")
    assert sorted(fate for (fate,) in fates) == ["blocked", "blocked", "sent", "sent"]


def test_only_those_who_report(peopled: Town) -> None:
    hoa = begun(peopled)
    hoa.press("Chỉ cán bộ đầu mối, phối hợp")
    hoa.press("Gửi cho 3 người")
    assert announcements(peopled, 6) and not announcements(peopled, 7)


def test_an_agency_or_a_group(peopled: Town) -> None:
    hoa = begun(peopled)
    hoa.press("Chọn cơ quan")
    group = next(label for label in hoa.labels if "đoàn thể" in label.lower())
    assert "2 người của 6 đơn vị" in hoa.press(group).text
    hoa.press("Gửi cho 2 người")
    assert announcements(peopled, 8) and announcements(peopled, 9)
    assert not announcements(peopled, 6)


def test_units_are_ticked_one_by_one(peopled: Town) -> None:
    hoa = begun(peopled)
    hoa.press("Chọn từng đơn vị")
    hoa.press("Phòng Kinh tế")
    assert "✓ Phòng Kinh tế" in hoa.labels
    hoa.press("Trang sau ›")
    hoa.press("Thị Đoàn")
    hoa.press("‹ Trang trước")
    hoa.press("✓ Phòng Kinh tế")
    preview = hoa.press("Chọn xong")
    assert "1 người của 1 đơn vị" in preview.text and "Thị Nga" in preview.text
    hoa.press("Gửi cho 1 người")
    assert announcements(peopled, 8) and not announcements(peopled, 6)


def test_without_words_it_says_how_and_takes_a_reply(peopled: Town) -> None:
    hoa = peopled.office()
    how = hoa.do(begin_announcement)
    assert how.kind == "announce_how"
    assert hoa.type(WORDS, reply_to=how).kind == "announce_whom"
    assert hoa.press("Tất cả đơn vị").kind == "announce_preview"
    assert hoa.press("Không gửi").kind == "announce_dropped"
    assert not announcements(peopled, 6)


def test_a_reply_to_it_is_a_letter_to_the_office(peopled: Town) -> None:
    hoa = begun(peopled)
    hoa.press("Tất cả đơn vị")
    hoa.press("Gửi cho 4 người")
    giang = peopled.stranger(6, "Vũ Thị Giang")
    (heard,) = announcements(peopled, 6)
    assert giang.type("Tôi xin dự.", reply_to=heard).kind == "contact_sent"
    assert hoa.heard.kind == "contact_letter" and "Tôi xin dự." in hoa.heard.text


def test_words_that_are_too_long_or_gone_are_not_sent(peopled: Town) -> None:
    hoa = peopled.office()
    assert hoa.do(lambda desk: begin_announcement(desk, "a" * 3001)).kind == "contact_too_long"
    assert hoa.press_data("s:announce_send:ffffff:a", message=1).kind == "not_there"
    giang = peopled.stranger(6, "Vũ Thị Giang")
    assert giang.do(lambda desk: begin_announcement(desk, WORDS)).kind == "office_only"


@pytest.mark.parametrize("argument", ["", "x", "-1:a", "f" * 40, "0:a", "1000000000:a", "١:l"])
def test_a_selection_of_nobody_sends_to_nobody(peopled: Town, argument: str) -> None:
    hoa = begun(peopled)
    place = hoa.heard.telegram_id
    hoa.press_data(f"s:announce_send:{argument}", place)
    assert not any(announcements(peopled, person) for person in (6, 7, 8, 9))


def test_a_letter_says_which_report_and_question_it_is_about(town: Town) -> None:
    hoa, nga = town.office(), town.invited("thi-doan", 5, "Thị Nga")
    nga.begin()
    nga.do(lambda desk: write_to_office(desk, "Tính cả hộ mới thoát nghèo không?"))
    letter = hoa.heard.text
    assert "Thị Nga (Thị Đoàn" in letter and "Tính cả hộ mới thoát nghèo không?" in letter
    assert "Báo cáo 6 tháng đầu năm 2021: " in letter and "Đang ở câu: " in letter
    hoa.type("Có, tính cả.", reply_to=hoa.heard)
    assert nga.heard.kind == "contact_answer" and "Có, tính cả." in nga.heard.text
