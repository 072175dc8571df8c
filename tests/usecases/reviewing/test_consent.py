"""A leader agrees on paper, in the bot, or need not."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from reporting.answers import FileValue
from tests.usecases.reports import THI_DOAN
from tests.usecases.reviewing.conftest import UNIT, audit
from tests.usecases.town import Resident, Town
from usecases.consolidated import want_consolidated
from usecases.records import ObligationState, Role
from usecases.submitted import submitted_of_round

PHOTO = FileValue("anh-1.jpg", "image/jpeg", 4000, "photo-1")


def consent(town: Town) -> dict[str, str]:
    [(stored,)] = town.rows("SELECT consent FROM submission ORDER BY id DESC LIMIT 1")
    read: dict[str, str] = json.loads(stored)
    return read


def filled(person: Resident) -> None:
    person.begin()
    person.fill(UNIT, THI_DOAN)


def put_before(person: Resident) -> None:
    """What is handed in goes before the leader, where one has to agree."""
    person.press("Nộp báo cáo")
    person.press("Xác nhận")


def test_who_agreed_on_paper_is_asked_once_and_known_from_then_on(
    town: Town, nga: Resident
) -> None:
    filled(nga)
    assert nga.press("Nộp báo cáo").kind == "ask_leader_name"
    assert nga.type("chưa duyệt").kind == "ask_leader_name"
    confirm = nga.type("ông Bùi Văn Đạt, 09/6")
    assert "Lãnh đạo đã duyệt trên giấy: ông Bùi Văn Đạt, ngày 09/6/2021." in confirm.text
    nga.press("Xác nhận")
    assert consent(town) == {"mode": "paper", "leader": "ông Bùi Văn Đạt", "on": "2021-06-09"}
    nga.begin()
    nga.press("Sửa báo cáo")
    again = nga.press("Nộp báo cáo")
    assert again.kind == "confirm_submit"
    assert "ông Bùi Văn Đạt, ngày 10/6/2021" in again.text


def test_another_leader_another_day_and_a_picture(town: Town, nga: Resident) -> None:
    filled(nga)
    nga.offers()
    nga.press("Lãnh đạo khác, ngày khác")
    assert "chưa đến" in nga.type("Mai Thị Lan 12/6").text
    nga.type("Mai Thị Lan hôm qua")
    assert "Đã nhận tệp gửi kèm." in nga.attach(PHOTO).text
    nga.press("Xác nhận")
    assert consent(town)["leader"] == "Mai Thị Lan"
    assert consent(town)["on"] == "2021-06-09"
    assert town.rows("SELECT file_id, state FROM attachment") == [("photo-1", "wanted")]


def test_where_nobody_has_to_agree_nobody_is_asked(
    town: Town, nga: Resident, approving: Callable[[str], None]
) -> None:
    approving("none")
    filled(nga)
    assert nga.press("Nộp báo cáo").kind == "confirm_submit"
    assert nga.press("Xác nhận").kind == "receipt"
    assert consent(town) is None


def test_the_leader_asks_to_amend_and_then_agrees(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    nga.press("Nộp báo cáo")
    assert nga.press("Xác nhận").kind == "awaiting_leader"
    owed = town.obligation(UNIT)
    assert (owed.state, owed.version) == (ObligationState.AWAITING_LEADER, 0)
    assert leader.heard.kind == "approval_request"
    assert "15 hộ" in leader.heard.text
    assert "Trình duyệt lại" not in leader.heard.text
    jobs = town.rows("SELECT kind FROM job")
    assert ("unit_document",) in jobs

    leader.press("Đề nghị sửa")
    leader.type("Kiểm tra lại số hộ được thăm.")
    assert leader.heard.kind == "amendment_sent"
    assert "Kiểm tra lại số hộ được thăm." in nga.heard.text
    assert town.obligation(UNIT).state is ObligationState.STARTED

    nga.press("Tiếp tục báo cáo")
    nga.press("Xem lại")
    nga.press("1")
    nga.type("16")
    put_before(nga)
    assert leader.press("Duyệt").kind == "approved"
    assert nga.heard.kind == "receipt"
    assert "Lãnh đạo duyệt: Bùi Văn Đạt" in nga.heard.text
    owed = town.obligation(UNIT)
    assert (owed.state, owed.version) == (ObligationState.SUBMITTED, 1)
    assert consent(town)["mode"] == "bot"
    states = town.rows("SELECT state, comment FROM approval ORDER BY id")
    assert states == [("amend", "Kiểm tra lại số hộ được thăm."), ("approved", "")]
    assert len(audit(town, "approved")) == 1


def test_a_leader_who_is_asked_again_is_shown_what_has_changed(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    leader.press("Đề nghị sửa")
    leader.type("Kiểm tra lại số hộ được thăm.")
    nga.press("Tiếp tục báo cáo")
    nga.press("Xem lại")
    nga.press("1")
    nga.type("16")
    put_before(nga)
    changed = [line for line in leader.heard.text.splitlines() if "→" in line]
    assert [line.rpartition(" hộ → ")[2] for line in changed] == ["16 hộ"]
    assert "15 hộ → 16 hộ" in changed[0]
    assert "Trình duyệt lại" in leader.heard.text
    read_again = leader.press_data("s:approval:2:0")
    assert changed[0] in read_again.text

    leader.press("Đề nghị sửa")
    leader.type("Vẫn gửi lại như cũ.")
    nga.press("Tiếp tục báo cáo")
    put_before(nga)
    assert "không thay đổi so với lần trình trước" in leader.heard.text


def test_a_request_from_before_what_was_seen_was_kept_shows_no_changes(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    leader.press("Đề nghị sửa")
    leader.type("Kiểm tra lại.")
    town.change("UPDATE approval SET content = NULL")
    nga.press("Tiếp tục báo cáo")
    put_before(nga)
    assert leader.heard.kind == "approval_request"
    assert "lần trình trước" not in leader.heard.text


def test_what_changed_since_is_not_agreed_to(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    nga.begin()
    nga.press("Xem lại")
    nga.press("1")
    nga.type("99")
    assert "approval_withdrawn" in [shown.kind for shown in nga.answers]
    assert town.obligation(UNIT).state is ObligationState.STARTED
    assert leader.press("Duyệt").kind == "approval_over"
    assert town.obligation(UNIT).version == 0


def test_time_alone_submits_nothing_and_the_office_may_count_it_as_provisional(
    town: Town,
    hoa: Resident,
    nga: Resident,
    leader: Resident,
    approving: Callable[[str], None],
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    town.change("UPDATE person SET phone = '+84912000111' WHERE telegram_id = 7")
    key = town.obligation(UNIT).id
    read = hoa.press_data(f"s:reading:{key}")
    assert "Chờ lãnh đạo duyệt: Bùi Văn Đạt, +84912000111" in read.text
    before = town.do(lambda work: submitted_of_round(work, town.library, "2021-6T"))
    assert before == {}
    hoa.press("Dùng số liệu tạm thời")
    counted = town.do(lambda work: submitted_of_round(work, town.library, "2021-6T"))
    assert counted[UNIT].provisional
    summary = hoa.do(want_consolidated)
    assert "Số liệu tạm thời, chờ lãnh đạo đơn vị duyệt: Thị Đoàn." in summary.text
    leader.press("Duyệt")
    final = town.do(lambda work: submitted_of_round(work, town.library, "2021-6T"))
    assert not final[UNIT].provisional


@pytest.mark.parametrize("screen", ["approval", "approve", "ask_to_amend"])
def test_another_unit_s_leader_finds_nothing(
    town: Town,
    nga: Resident,
    leader: Resident,
    hoa: Resident,
    approving: Callable[[str], None],
    screen: str,
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    other = town.invited("kinh-te", 8, "Lãnh đạo khác", Role.LEADER)
    before = town.fingerprint()
    for person in (other, nga, hoa):
        assert person.press_data(f"s:{screen}:1").kind == "not_there"
    assert town.fingerprint() == before


def test_a_leader_who_cannot_be_reached_blocks_nobody(
    town: Town, nga: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    assert nga.press("Nộp báo cáo").kind == "ask_leader_name"


def test_a_draft_waits_on_and_is_handed_in_once(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    filled(nga)
    put_before(nga)
    data = leader.heard.buttons["Duyệt"]
    leader.press_data(data)
    assert leader.press_data(data).kind == "approval_over"
    assert town.rows("SELECT count(*) FROM submission") == [(1,)]


def test_the_signed_paper_belongs_to_one_version(reported: SimpleNamespace) -> None:
    town, nga = reported.town, reported.nga
    nga.press("Gửi bản đã ký")
    assert nga.attach(FileValue("a.docx", "application/msword", 9, "doc")).kind == "signed_unfit"
    assert nga.attach(FileValue("a.pdf", "application/pdf", 9, "pdf-1")).kind == "ask_number"
    assert "chưa đọc được" in nga.type("không số").text
    kept = nga.type("Số 12-BC/ĐTN ngày 10/6/2021")
    assert kept.kind == "signed_kept"
    assert "12-BC/ĐTN, 10/6/2021" in kept.text
    signed = town.do(lambda work: work.signed_documents.of_round("2021-6T"))
    assert (signed[UNIT].version, signed[UNIT].number) == (1, "12-BC/ĐTN")
    nga.begin()
    nga.press("Sửa báo cáo")
    nga.press("1")
    nga.type("16")
    nga.offers()
    nga.press("Xác nhận")
    assert town.do(lambda work: work.signed_documents.of_round("2021-6T")) == {}
    assert len(town.do(lambda work: work.signed_documents.of(reported.key))) == 1
