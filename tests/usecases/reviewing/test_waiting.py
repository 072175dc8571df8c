"""Whoever opens a report that waits for its leader sees that it does, and the ways on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.usecases.reports import THI_DOAN
from tests.usecases.reviewing.conftest import UNIT, audit
from tests.usecases.town import Resident, Town
from usecases.records import ObligationState, Role


@pytest.fixture
def waiting(
    town: Town, nga: Resident, leader: Resident, approving: Callable[[str], None]
) -> Resident:
    """Who has put the report before its leader."""
    approving("bot")
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    nga.press("Nộp báo cáo")
    nga.press("Xác nhận")
    return nga


def test_it_says_for_whom_since_when_and_by_whom(town: Town, waiting: Resident) -> None:
    town.change("UPDATE person SET phone = '+84912000111' WHERE telegram_id = 7")
    colleague = town.invited(UNIT, 6, "Lê Văn Phó", Role.SECOND_LIAISON)
    for person in (waiting, colleague):
        shown = person.begin()
        assert shown.kind == "waiting_for_leader"
        assert "Chờ: Bùi Văn Đạt (+84912000111)" in shown.text
        assert "Thị Nga trình lúc 09:" in shown.text and "ngày 10/6/2021" in shown.text
        assert "Nộp báo cáo" not in shown.labels
    assert town.obligation(UNIT).state is ObligationState.AWAITING_LEADER


def test_looking_it_over_leaves_it_waiting(town: Town, waiting: Resident) -> None:
    waiting.begin()
    assert waiting.press("Xem lại").kind == "review"
    assert town.obligation(UNIT).state is ObligationState.AWAITING_LEADER
    waiting.press("1")
    assert waiting.type("16").kind != "not_there"
    assert town.obligation(UNIT).state is ObligationState.STARTED


def test_taken_back_it_is_mended_and_put_before_the_leader_again(
    town: Town, waiting: Resident, leader: Resident
) -> None:
    before = leader.heard.buttons["Duyệt"]
    waiting.begin()
    assert waiting.press("Rút lại để sửa").kind == "review"
    assert leader.heard.kind == "taken_back" and "rút lại" in leader.heard.text
    assert town.obligation(UNIT).state is ObligationState.STARTED
    assert leader.press_data(before).kind == "approval_over"
    assert town.rows("SELECT count(*) FROM submission") == [(0,)]
    assert waiting.press("Rút lại để sửa").kind == "waits_no_more"
    waiting.begin()
    waiting.press("Nộp báo cáo")
    waiting.press("Xác nhận")
    assert leader.press("Duyệt").kind == "approved"
    assert [json.loads(detail)["way"] for _, _, detail in audit(town, "approval_withdrawn")] == [
        "taken_back"
    ]


def test_a_leader_who_agreed_on_paper_meanwhile(
    town: Town, waiting: Resident, leader: Resident
) -> None:
    waiting.begin()
    confirm = waiting.press("Lãnh đạo đã duyệt trên giấy")
    assert confirm.kind == "confirm_submit"
    assert "Lãnh đạo đã duyệt trên giấy: Bùi Văn Đạt" in confirm.text
    assert "duyệt trên giấy" in leader.heard.text
    assert waiting.press("Xác nhận").kind == "receipt"
    [(consent,)] = town.rows("SELECT consent FROM submission")
    assert json.loads(consent)["mode"] == "paper"
    assert leader.press("Duyệt").kind == "approval_over"


def test_opened_again_the_plan_s_way_of_agreeing_counts(
    town: Town, waiting: Resident, leader: Resident
) -> None:
    waiting.begin()
    waiting.press("Lãnh đạo đã duyệt trên giấy")
    waiting.begin()
    waiting.press("Nộp báo cáo")
    assert waiting.press("Xác nhận").kind == "awaiting_leader"
    assert town.obligation(UNIT).state is ObligationState.AWAITING_LEADER


def test_a_correction_that_waits_leaves_what_was_handed_in(
    town: Town, waiting: Resident, leader: Resident
) -> None:
    leader.press("Duyệt")
    waiting.begin()
    waiting.press("Sửa báo cáo")
    waiting.press("1")
    waiting.type("16")
    waiting.press("Nộp báo cáo")
    waiting.press("Xác nhận")
    shown = waiting.begin()
    assert shown.kind == "waiting_for_leader" and "bản đã nộp vẫn có hiệu lực" in shown.text
    assert town.obligation(UNIT).state is ObligationState.SUBMITTED
    waiting.press("Rút lại để sửa")
    assert town.obligation(UNIT).state is ObligationState.SUBMITTED
