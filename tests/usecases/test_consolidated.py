"""/tonghop: what the office gets at once, and what the report is made of."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from reporting.answers import Standing
from reporting.consolidation import ConsolidatedReport
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import consolidated, want_consolidated
from usecases.speak import review

UNIT = "thi-doan"


@pytest.fixture
def an(town: Town) -> Resident:
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    an.begin()
    return an


def report_of(town: Town) -> ConsolidatedReport:
    return town.do(lambda work: consolidated(work, town.library, ROUND, town.now))


def submit(an: Resident) -> None:
    an.offers()
    an.press("Xác nhận")


def test_a_summary_comes_at_once_and_the_file_is_ordered(town: Town, an: Resident) -> None:
    an.fill(UNIT, THI_DOAN)
    submit(an)
    hoa = town.office()
    summary = hoa.do(want_consolidated)
    assert summary.kind == "consolidated_summary"
    assert "1/24 đơn vị" in summary.text
    assert "Phòng Kinh tế" in summary.text
    [(params,)] = town.rows("SELECT params FROM job WHERE kind = 'consolidated'")
    assert json.loads(params)["round"] == ROUND
    assert json.loads(params)["chat"] == hoa.sender.chat_id


@pytest.mark.parametrize("round_id", ["2021-N", "2020-6T", "khong-co", "x" * 40])
def test_a_round_that_is_not_open_is_not_reported(town: Town, round_id: str) -> None:
    hoa = town.office()
    assert hoa.press_data(f"s:consolidate:{round_id}").kind == "no_round"
    assert hoa.press_data(f"s:progress:{round_id}").kind == "no_round"
    assert town.rows("SELECT count(*) FROM job WHERE kind = 'consolidated'") == [(0,)]


def test_another_open_round_is_one_press_away(town: Town) -> None:
    town.now = datetime.fromisoformat("2021-11-25T09:00:00+07:00")
    town.open_rounds()
    hoa = town.office()
    hoa.do(want_consolidated)
    hoa.press("Tổng hợp 6 tháng đầu năm 2021")
    jobs = town.rows("SELECT params FROM job WHERE kind = 'consolidated' ORDER BY id")
    assert [json.loads(params)["round"] for (params,) in jobs] == ["2021-N", ROUND]


def test_what_is_not_yet_available_is_missing_and_no_zero(town: Town, an: Resident) -> None:
    an.fill(UNIT, {**THI_DOAN, "DT10a": "[Chưa có số liệu]"})
    submit(an)
    figure = report_of(town).figures["DT10a"]
    assert UNIT not in figure.parts
    assert UNIT in figure.missing
    assert figure.standings == {UNIT: Standing.NOT_YET}
    assert figure.value is None


def test_a_confirmed_zero_is_a_figure(town: Town, an: Resident) -> None:
    an.fill(UNIT, THI_DOAN)
    submit(an)
    figure = report_of(town).figures["DT10a"]
    assert figure.parts[UNIT].value == figure.value == 0
    assert UNIT not in figure.missing


def test_only_what_was_submitted_counts_and_its_last_version(town: Town, an: Resident) -> None:
    def counted() -> object:
        figure = report_of(town).figures["DT07"]
        return figure.parts[UNIT].value if UNIT in figure.parts else None

    an.fill(UNIT, THI_DOAN)
    assert counted() is None
    submit(an)
    assert counted() == 9
    an.begin()
    an.press("Sửa báo cáo")
    an.do(review)
    an.press("6")
    an.type("11 hộ")
    assert counted() == 9
    submit(an)
    assert counted() == 11
