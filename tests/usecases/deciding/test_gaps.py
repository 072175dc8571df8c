"""What the office decides on units that have not reported, and what the report then says."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from reporting.consolidation import ConsolidatedReport
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import consolidated, want_consolidated

UNIT, YEAR = "thi-doan", "2021-N"


@pytest.fixture
def hoa(town: Town) -> Resident:
    """The office at the end of the year; the Youth Union has reported in June only."""
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    town.now = datetime.fromisoformat("2021-12-16T09:00:00+07:00")
    town.open_rounds()
    return town.office()


def report_of(town: Town, round_id: str = YEAR) -> ConsolidatedReport:
    return town.do(lambda work: consolidated(work, town.library, round_id, town.now))


def open_gap(hoa: Resident, unit: str, round_id: str = YEAR) -> None:
    hoa.press_data(f"s:gap:{hoa.town.obligation(unit, round_id).id}")


def test_the_gaps_come_first_with_telephones_and_all_pages(hoa: Resident) -> None:
    hoa.do(want_consolidated)
    first = hoa.answers[0]
    assert first.kind == "gaps"
    assert "còn 24 đơn vị chưa nộp" in first.text
    seen = set(first.labels)
    while "Trang sau ›" in hoa.labels or hoa.heard.kind == "consolidated_summary":
        page = hoa.press("Trang sau ›")
        assert page.kind == "gaps"
        seen |= set(page.labels)
    plan = hoa.town.library.current
    short = {unit.short_name.casefold() for unit in plan.units}
    assert short <= {label.casefold() for label in seen}


def test_the_last_report_stands_in_as_an_estimate_with_its_trace(town: Town, hoa: Resident) -> None:
    open_gap(hoa, UNIT)
    assert "6 tháng đầu năm 2021" in hoa.heard.text
    shown = hoa.press("Dùng số kỳ trước (ước)")
    assert "Lê Thị Hoa" in shown.text
    report = report_of(town)
    part = report.figures["DT07"].parts[UNIT]
    assert (part.value, part.estimated, part.round_id) == (9, True, ROUND)
    assert (part.version, part.by) == (1, "Nguyễn Văn An")
    assert UNIT not in report.figures["DT07"].missing
    assert UNIT in report.unsubmitted
    assert report.stand_ins[UNIT].period == "6 tháng đầu năm 2021"
    [(subject, detail)] = town.rows(
        "SELECT subject, detail FROM audit WHERE action = 'report_decided'"
    )
    assert subject == f"round:{YEAR}"
    assert json.loads(detail) == {"subject": f"gap:{UNIT}", "value": "estimate"}


def test_a_decision_is_taken_back_and_both_stay_written_down(town: Town, hoa: Resident) -> None:
    open_gap(hoa, UNIT)
    hoa.press("Ghi chú chưa bao gồm")
    assert report_of(town).noted == (UNIT,)
    hoa.press("Bỏ lựa chọn này")
    assert report_of(town).noted == ()
    rows = town.rows("SELECT value FROM decision ORDER BY id")
    assert [json.loads(value) for (value,) in rows] == ["note", None]


def test_without_an_earlier_report_there_is_nothing_to_estimate_from(
    town: Town, hoa: Resident
) -> None:
    open_gap(hoa, "kinh-te")
    assert "Dùng số kỳ trước (ước)" not in hoa.heard.labels
    before = town.fingerprint()
    hoa.press_data(f"s:gap_estimate:{town.obligation('kinh-te', YEAR).id}")
    assert hoa.heard.kind == "not_there"
    assert town.fingerprint() == before


def test_who_has_reported_is_no_gap(town: Town, hoa: Resident) -> None:
    for screen in ("gap", "gap_note", "gap_estimate", "gap_undo"):
        hoa.press_data(f"s:{screen}:{town.obligation(UNIT).id}")
        assert hoa.heard.kind == "gap_closed"
    assert town.rows("SELECT count(*) FROM decision") == [(0,)]
