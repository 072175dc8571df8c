"""Several dialogues may be open at once: what is typed goes to the one that asked last."""

from __future__ import annotations

import pytest

from tests.usecases.town import Resident, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.consolidated import want_consolidated
from usecases.drafting.reports import show_reports


@pytest.fixture
def hoa(town: Town) -> Resident:
    hoa = town.office()
    hoa.do(want_consolidated)
    hoa.press("Phần đầu, người ký, nơi nhận")
    hoa.press("Kính gửi")
    return hoa


def decided(town: Town) -> int:
    [(count,)] = town.rows("SELECT count(*) FROM audit WHERE action = 'report_decided'")
    return int(count)


def test_a_request_begun_after_the_header_takes_its_title(town: Town, hoa: Resident) -> None:
    hoa.do(ask_ad_hoc)
    hoa.type("Số hộ nghèo bị thiệt hại do lốc xoáy")
    assert decided(town) == 0


def test_the_own_report_opened_after_the_header_takes_the_answer(town: Town, hoa: Resident) -> None:
    hoa.do(show_reports)
    hoa.type("5")
    assert decided(town) == 0
    assert town.rows("SELECT count(*) FROM answer") == [(1,)]


def test_the_own_report_asked_again_after_the_header_takes_the_answer(town: Town) -> None:
    hoa = town.office()
    hoa.do(show_reports)
    hoa.do(want_consolidated)
    hoa.press("Phần đầu, người ký, nơi nhận")
    hoa.press("Kính gửi")
    hoa.do(show_reports)
    hoa.type("5")
    assert decided(town) == 0
    assert town.rows("SELECT count(*) FROM answer") == [(1,)]


def test_the_header_asked_for_in_the_middle_of_the_own_report_takes_the_text(town: Town) -> None:
    hoa = town.office()
    hoa.do(show_reports)
    hoa.do(want_consolidated)
    hoa.press("Phần đầu, người ký, nơi nhận")
    hoa.press("Kính gửi")
    hoa.type("Ủy ban nhân dân thị xã")
    assert decided(town) == 1
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
