"""More time, frozen rounds, and reports the office fills in."""

from __future__ import annotations

import json
from datetime import datetime
from types import SimpleNamespace

from handlers.commands import _PLAIN
from tests.usecases.adhoc.test_running import sent
from tests.usecases.reminding.ticking import heard, tick
from tests.usecases.reports import THI_DOAN
from tests.usecases.reviewing.conftest import UNIT, audit
from tests.usecases.town import Resident, Town
from usecases.records import ObligationState

ROUND = "2021-6T"


def test_more_time_is_asked_for_and_given(town: Town, hoa: Resident, nga: Resident) -> None:
    due = town.obligation(UNIT).due_at
    nga.do(_PLAIN["tinhhinh"])
    nga.press("Xin gia hạn")
    assert nga.type("Chờ số liệu của chi đoàn.").kind == "time_request_sent"
    assert hoa.heard.kind == "time_request"
    assert "Chờ số liệu của chi đoàn." in hoa.heard.text
    offered = hoa.press("Gia hạn")
    hoa.press(offered.labels[1])
    done = hoa.type("Đơn vị chờ số liệu cơ sở.")
    assert done.kind == "extended_done"
    moved = town.obligation(UNIT).due_at
    assert (moved - due).days >= 2
    assert moved.time() == due.time()
    assert nga.heard.kind == "extended"
    assert "Đơn vị chờ số liệu cơ sở." in nga.heard.text
    others = town.rows("SELECT count(DISTINCT due_at) FROM obligation WHERE round_id = ?", ROUND)
    assert others == [(2,)]
    assert town.rows("SELECT reason FROM extension") == [("Đơn vị chờ số liệu cơ sở.",)]
    assert len(audit(town, "extended")) == 1


def test_every_extension_keeps_its_reason(town: Town, hoa: Resident) -> None:
    key = town.obligation(UNIT).id
    for days, reason in ((1, "Chờ số liệu cơ sở."), (3, "Cán bộ đi tập huấn.")):
        hoa.press_data(f"s:give_time_to:{key}:{days}")
        hoa.type(reason)
    read = hoa.press_data(f"s:reading:{key}").text
    assert read.index("Chờ số liệu cơ sở.") < read.index("Cán bộ đi tập huấn.")
    assert read.count("gia hạn đến") == 2


def test_with_several_rounds_open_it_asks_which(town: Town) -> None:
    hoa = sent(town, title="Lốc xoáy")
    asked = hoa.do(_PLAIN["giahan"])
    assert asked.kind == "extensible_rounds"
    assert "“Lốc xoáy”: 7 đơn vị chưa nộp" in asked.text
    assert "6 tháng đầu năm 2021: 24 đơn vị chưa nộp" in asked.text
    wind, half_year = asked.labels
    assert "còn 7 đơn vị" in hoa.press(wind).text
    assert "còn 24 đơn vị" in hoa.press(half_year).text


def test_two_of_the_office_extend_once(town: Town, hoa: Resident) -> None:
    key = town.obligation(UNIT).id
    hoa.press_data(f"s:give_time_to:{key}:2")
    minh = town.office(901, "Minh")
    minh.press_data(f"s:give_time_to:{key}:5")
    minh.type("Lý do một")
    assert hoa.type("Lý do hai").kind == "extended_meanwhile"
    assert town.rows("SELECT reason FROM extension") == [("Lý do một",)]


def test_late_reports_are_taken_until_the_round_is_frozen(
    town: Town, hoa: Resident, nga: Resident
) -> None:
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    hoa.press_data(f"s:freeze:{ROUND}")
    assert "24 đơn vị chưa nộp" in hoa.heard.text
    hoa.press("Khóa kỳ này")
    nga.begin()
    assert [said.kind for said in nga.answers] == ["round_frozen", "ready"]
    nga.offers()
    frozen = nga.press("Xác nhận")
    assert frozen.kind == "round_frozen"
    assert "Mọi câu trả lời vẫn được giữ nguyên." in frozen.text
    owed = town.obligation(UNIT)
    assert (owed.version, owed.answered) == (0, 15)
    assert len(town.draft(UNIT)) >= 15
    hoa.press("Mở lại kỳ báo cáo")
    nga.offers()
    late = datetime.fromisoformat("2021-06-20T09:00:00+07:00")
    assert nga.press("Xác nhận", at=late).kind == "receipt"
    assert town.obligation(UNIT).late
    assert town.rows("SELECT opened_at IS NOT NULL FROM round_freeze") == [(1,)]


def test_the_office_fills_in_what_was_told_by_telephone(
    town: Town, hoa: Resident, nga: Resident
) -> None:
    key = town.obligation(UNIT).id
    nga.begin()
    nga.type("15 hộ")
    hoa.press_data(f"s:reading:{key}")
    hoa.press("Nhập thay")
    asked = hoa.press("Qua điện thoại")
    assert asked.kind == "question"
    assert nga.heard.kind == "entering_for_you"
    hoa.fill(UNIT, dict(list(THI_DOAN.items())[1:]))
    hoa.offers()
    assert hoa.press("Xác nhận").kind == "receipt"
    told = nga.heard
    assert told.kind == "entered_for_you"
    assert "theo số liệu báo qua điện thoại" in told.text
    [(origin,)] = town.rows("SELECT origin FROM submission")
    assert (json.loads(origin)["how"], json.loads(origin)["by"]) == ("phone", "Lê Thị Hoa")
    assert town.obligation(UNIT).state is ObligationState.SUBMITTED
    read = hoa.press_data(f"s:reading:{key}")
    assert "Lê Thị Hoa nhập thay theo số liệu báo qua điện thoại" in read.text
    authors = town.rows(
        "SELECT person.name, count(*) FROM answer JOIN person ON person.id = person_id"
        " GROUP BY person.name ORDER BY person.name"
    )
    assert [name for name, _ in authors] == ["Lê Thị Hoa", "Thị Nga"]
    hoa.press("Nhập thay")
    assert hoa.press("Từ văn bản giấy").kind == "review"


def test_the_office_enters_no_draft_uninvited(reported: SimpleNamespace) -> None:
    """Without `Nhập thay` a unit's draft is the unit's own."""
    nga, hoa = reported.nga, reported.hoa
    nga.begin()
    nga.press("Sửa báo cáo")
    data = nga.heard.buttons["1"]
    assert hoa.press_data(data).kind == "menu"


def test_reminders_follow_an_extension(town: Town, hoa: Resident, nga: Resident) -> None:
    nga.begin()
    nga.press("Tạm dừng")
    other = town.invited("hoi-phu-nu", 9, "Phan Thị Hoa")
    hoa.press_data(f"s:give_time_to:{town.obligation(UNIT).id}:2")
    hoa.type("Chờ số liệu cơ sở.")
    tick(town, "2021-06-16T08:00:00")  # the day it was due
    assert not any("hôm nay" in shown.text for shown in heard(nga))
    assert any("hôm nay" in shown.text for shown in heard(other))
    tick(town, "2021-06-17T08:00:00")
    assert not any("quá hạn" in shown.text.lower() for shown in heard(nga))
    tick(town, "2021-06-18T08:00:00")
    assert any("hôm nay" in shown.text for shown in heard(nga))
    rungs = town.rows(
        "SELECT DISTINCT due_on FROM reminder WHERE obligation_id = ? ORDER BY 1",
        town.obligation(UNIT).id,
    )
    assert ("2021-06-18",) in rungs
