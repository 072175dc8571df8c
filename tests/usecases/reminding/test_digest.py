"""The office's morning and its call list."""

from __future__ import annotations

from tests.usecases.reminding.ticking import heard, submitted, tick
from tests.usecases.town import Town


def test_the_morning_has_five_lines_at_the_most(town: Town) -> None:
    office = town.office()
    an = town.invited("kinh-te", 1, "An")
    town.invited("y-te", 2, "Bình")
    submitted(town, "y-te")
    town.do(lambda work: work.people.block(an.sender.chat_id, town.now))
    tick(town, "2021-06-14T07:59:30")
    tick(town, "2021-06-14T16:20:00")

    tick(town, "2021-06-15T08:00:00")
    tick(town, "2021-06-15T08:00:30")

    [digest] = heard(office, "digest")
    lines = digest.text.splitlines()
    assert len(lines) <= 5
    assert lines[0] == "Tình hình báo cáo sáng 15/6/2021"
    assert "đã nộp 1/24" in lines[1] and "chưa bắt đầu 23" in lines[1]
    assert "còn 1 ngày làm việc" in lines[1] and "quá hạn" not in lines[1]
    assert lines[2].startswith("Chưa có người tham gia: ") and "và 18 nơi khác" in lines[2]
    assert lines[3] == "Tin nhắc chưa đến được: An"
    assert digest.labels == ["Tiến độ", "Danh sách cần gọi"]
    assert heard(office, "calls") == [], "nobody is late yet"


def test_no_digest_on_days_off_or_when_nothing_is_owed(town: Town) -> None:
    office = town.office()
    for moment in ("11T16:00:00", "12T08:00:30", "13T08:00:30"):
        tick(town, f"2021-06-{moment}")
    assert heard(office, "digest") == []

    town.change("UPDATE obligation SET state = 'accepted'")
    tick(town, "2021-06-14T08:00:30")
    assert heard(office, "digest") == []


def test_whoever_is_late_is_on_the_call_list_with_numbers(town: Town) -> None:
    office = town.office()
    town.invited("xa-phuoc-tin", 1, "Trần Thị Bé")
    town.change("UPDATE person SET phone = '+84912345678' WHERE name = 'Trần Thị Bé'")
    tick(town, "2021-06-16T16:20:00")

    tick(town, "2021-06-17T08:00:00")

    [calls] = heard(office, "calls")
    assert "Xã Phước Tín, 6 tháng đầu năm 2021: chưa bắt đầu, quá hạn từ 16/6/2021" in calls.text
    assert "Trần Thị Bé: +84912345678" in calls.text
    assert "Chưa có người nào của đơn vị trong danh bạ." in calls.text
    assert "Gợi ý lời nói" in calls.text


def test_the_call_list_is_shown_when_asked_for_and_only_to_the_office(town: Town) -> None:
    office, an = town.office(), town.invited("kinh-te", 1, "An")

    town.now = town.now.replace(day=11)
    assert office.press_data("s:calls:").kind == "nobody_to_call"
    town.now = town.now.replace(day=15)
    soon = office.press_data("s:calls:")
    assert soon.kind == "calls" and "sắp đến hạn" in soon.text
    assert an.press_data("s:calls:").kind == "office_only"


def test_past_grace_a_round_is_no_longer_in_the_morning(town: Town) -> None:
    office = town.office()
    tick(town, "2021-07-14T16:00:00")
    tick(town, "2021-07-15T08:00:30")

    assert heard(office, "digest") == []
    assert office.press_data("s:calls:").kind == "nobody_to_call"
