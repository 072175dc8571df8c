"""A leader hears from the bot where the office taps it or the plan says so, and once only."""

from __future__ import annotations

from dataclasses import replace

from tests.usecases.reminding.ticking import heard, submitted, tick
from tests.usecases.town import Town
from usecases.library import Library
from usecases.records import Role


def test_the_office_taps_it_in_the_call_list(town: Town) -> None:
    office = town.office()
    leader = town.invited("kinh-te", 7, "Lê Văn Tám", Role.LEADER)
    town.invited("kinh-te", 1, "An")
    town.now = town.now.replace(day=15)
    calls = office.press_data("s:calls:")
    assert calls.labels == ["Báo lãnh đạo đơn vị: Phòng Kinh tế"]

    told = office.press("Báo lãnh đạo đơn vị: Phòng Kinh tế")
    assert "Đã gửi tin cho lãnh đạo đơn vị: Lê Văn Tám" in told.text
    [notice] = heard(leader, "leader_notice")
    assert "Đơn vị chưa bắt đầu nhập báo cáo." in notice.text
    assert "Người nhập báo cáo: An." in notice.text
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'leader_told'") == [(1,)]

    again = office.press("Báo lãnh đạo đơn vị: Phòng Kinh tế")
    assert "không gửi lặp lại" in again.text
    assert len(heard(leader, "leader_notice")) == 1


def test_the_office_taps_it_on_the_unit_s_screen(town: Town) -> None:
    office, key = town.office(), town.obligation("kinh-te").id
    leader = town.invited("kinh-te", 7, "Lê Văn Tám", Role.LEADER)
    assert "Báo lãnh đạo đơn vị" in office.press_data(f"s:board_unit:{key}").labels
    assert "Đã gửi tin" in office.press("Báo lãnh đạo đơn vị").text
    assert len(heard(leader, "leader_notice")) == 1
    town.change(f"UPDATE obligation SET state = 'accepted' WHERE id = {key}")
    assert "Báo lãnh đạo đơn vị" not in office.press_data(f"s:board_unit:{key}").labels


def test_without_a_leader_the_office_is_told_what_to_do(town: Town) -> None:
    office = town.office()
    key = town.obligation("y-te").id
    assert "mời lãnh đạo đơn vị tham gia" in office.press_data(f"s:leader:{key}").text
    submitted(town, "y-te")
    assert office.press_data(f"s:leader:{key}").kind == "leader_not_needed"


def test_a_leader_is_left_alone_unless_the_plan_says_when(town: Town, library: Library) -> None:
    leader = town.invited("kinh-te", 7, "Lê Văn Tám", Role.LEADER)
    for day in (17, 18, 21):
        tick(town, f"2021-06-{day}T08:00:00")
    assert heard(leader, "leader_notice") == []

    calendar = library.current.calendar
    ladder = replace(calendar.ladder, leader_after=3)
    current = replace(library.current, calendar=replace(calendar, ladder=ladder))
    planned = Library(current, library.files)
    for moment in ("18T08:01:00", "21T08:00:30", "22T08:00:00", "23T08:00:00"):
        tick(town, f"2021-06-{moment}", planned)
    [notice] = heard(leader, "leader_notice")
    assert "Đến nay Hệ thống chưa nhận được báo cáo của đơn vị" in notice.text
