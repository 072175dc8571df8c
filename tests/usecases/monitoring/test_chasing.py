"""/dondoc and the words to paste: who has not finished hears of it, nobody else, and not twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.monitoring.chasing import QUIET, show_chase
from usecases.monitoring.urging import urging
from usecases.records import Role
from usecases.reminding.fates import settle_fates
from usecases.reminding.rechecking import may_go


@pytest.fixture
def working(town: Town) -> Town:
    """Two who have not finished, one who has, a leader, and one who stopped the bot."""
    an = town.invited("thi-doan", 5, "Thị Nga")
    an.begin()
    an.fill("thi-doan", THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    town.invited("kinh-te", 6, "Vũ Thị Giang").begin()
    town.invited("y-te", 7, "Trần Văn Bình")
    town.invited("kinh-te", 8, "Lê Lãnh Đạo", Role.LEADER)
    town.change("UPDATE person SET blocked_at = '2021-06-10T01:00:00+00:00' WHERE telegram_id = 7")
    return town


def chased(town: Town) -> Resident:
    hoa = town.office()
    hoa.do(show_chase)
    hoa.press(next(label for label in hoa.labels if label.startswith("Gửi đôn đốc")))
    return hoa


def test_the_names_come_first_and_one_press_sends(working: Town) -> None:
    hoa = working.office()
    preview = hoa.do(show_chase)
    assert "Chưa hoàn thành: 23 đơn vị." in preview.text
    assert "• Vũ Thị Giang (Phòng Kinh tế)\n" in preview.text
    assert "• Trần Văn Bình (Trung tâm Y tế thị xã): Hệ thống chưa gửi tới được" in preview.text
    assert "Thị Nga" not in preview.text and "Lê Lãnh Đạo" not in preview.text
    assert working.rows("SELECT count(*) FROM notice") == [(0,)], "a look sends nothing"
    result = hoa.press("Gửi đôn đốc cho 2 người")
    assert "Trần Văn Bình (Trung tâm Y tế thị xã): đã chặn" in result.text
    assert working.phones[6][-1].kind == "reminder"
    assert [shown.kind for shown in working.phones[5] if shown.kind == "reminder"] == []
    working.do(lambda work: settle_fates(work, working.library, working.now))
    assert "Vũ Thị Giang (Phòng Kinh tế): đã gửi" in hoa.press("Cập nhật").text
    detail = working.rows("SELECT detail FROM audit WHERE action = 'chased'")
    assert len(detail) == 1 and '"kinh-te"' in detail[0][0]


def test_nobody_is_chased_twice_within_hours(working: Town) -> None:
    hoa = chased(working)
    again = hoa.do(show_chase)
    assert "chưa nhắc lại\n• Vũ Thị Giang (Phòng Kinh tế)" in again.text
    hoa.press_data(f"s:chase_send:{ROUND}")
    hoa.press_data(f"s:chase_send:{ROUND}")
    reminders = [shown for shown in working.phones[6] if shown.kind == "reminder"]
    assert len(reminders) == 1
    working.now += QUIET
    assert "• Vũ Thị Giang" in hoa.do(show_chase).text


def test_who_submits_before_it_goes_out_hears_nothing(working: Town) -> None:
    hoa = working.office()
    hoa.do(show_chase)
    working.change("UPDATE obligation SET state = 'submitted' WHERE unit_id = 'kinh-te'")
    hoa.press("Gửi đôn đốc cho 2 người")
    assert not any(shown.kind == "reminder" for shown in working.phones[6])


def test_it_is_looked_at_once_more_as_it_goes(working: Town) -> None:
    chased(working)
    [(part,)] = working.rows(
        "SELECT part.id FROM part JOIN notice ON notice.message_id = part.message_id"
    )
    assert working.do(lambda work: may_go(work, part, working.now))


def test_words_for_zalo_have_no_figures_and_fit(working: Town) -> None:
    hoa = working.office()
    hoa.do(show_chase)
    hoa.press("Tin gửi Zalo")
    lead, front, others = hoa.answers
    assert lead.kind == "zalo_lead"
    assert "Ủy ban MTTQ" in front.text and "Kính đề nghị" in front.text
    assert "Phòng Kinh tế" not in front.text
    assert "Phòng Kinh tế" in others.text and "Kính đề nghị" not in others.text
    assert "Thị Đoàn" not in front.text + others.text
    assert "Phòng Nội vụ - LĐTB&XH," not in others.text.partition("\n")[0]
    for text in (front.text, others.text):
        assert len(text) <= 2000 and "muộn" not in text and "chậm" not in text
    working.now = working.obligation("kinh-te").due_at + timedelta(days=1)
    assert "trong thời gian sớm nhất" in hoa.press("Tin gửi Zalo").text


def test_the_letter_names_who_has_not_finished(working: Town) -> None:
    made = working.do(lambda work: urging(work, working.library, ROUND, working.now))
    assert made is not None
    ids = [unit.id for unit in made.units]
    assert len(ids) == 22 and "thi-doan" not in ids and "noi-vu" not in ids
    assert not made.overdue
    hoa = working.office()
    hoa.do(show_chase)
    hoa.press("Dự thảo công văn đôn đốc")
    assert working.rows("SELECT count(*) FROM job WHERE kind = 'urging_letter'") == [(1,)]


def test_when_all_are_done_nothing_is_left_to_send(town: Town) -> None:
    town.change("UPDATE obligation SET state = 'accepted'")
    hoa = town.office()
    assert "không còn đơn vị nào cần đôn đốc" in hoa.do(show_chase).text
    for data in ("zalo", "urging_letter"):
        assert hoa.press_data(f"s:{data}:{ROUND}").kind == "everybody_done"
    assert hoa.press_data(f"s:chase_send:{ROUND}").kind == "chase_preview"
    assert town.do(lambda work: urging(work, town.library, ROUND, town.now)) is None
