"""What a report is compared with: the rounds before it, as they were made final or as they are."""

from __future__ import annotations

from datetime import datetime

import pytest

from documents.word import WordDocuments
from reporting.answers import Answer
from reporting.consolidation import ConsolidatedReport, changes_of
from tests.documents import opened
from tests.usecases.handed_in import hand_in_whole
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import want_consolidated
from usecases.deciding.finals import final_template, is_intact, ordered, rebuilt

UNIT, YEAR, REASON = "kinh-te", "2021-N", "Tỉnh yêu cầu gửi trong ngày."
DECEMBER = datetime.fromisoformat("2021-12-10T09:00:00+07:00")


@pytest.fixture
def an(town: Town) -> Resident:
    """Has reported four classes for half a year."""
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    hand_in_whole(an, UNIT)
    return an


@pytest.fixture
def hoa(town: Town, an: Resident) -> Resident:
    return town.office()


def hand_in_the_year(town: Town, an: Resident, classes: int) -> None:
    town.now = DECEMBER
    town.open_rounds()
    hand_in_whole(an, UNIT, YEAR, {"KT01": Answer(classes)})


def report_of(town: Town) -> ConsolidatedReport:
    return town.do(lambda work: ordered(work, town.library, {"round": YEAR}, town.now)[0])


def make_final(hoa: Resident, round_id: str) -> None:
    hoa.press_data(f"s:final:{round_id}")
    hoa.type(REASON)


def test_the_first_half_as_it_is_reported_now(town: Town, an: Resident) -> None:
    hand_in_the_year(town, an, 7)
    report = report_of(town)
    last = report.earlier.last
    assert last is not None
    assert (last.round_id, last.final, report.earlier.year_ago) == (ROUND, 0, None)
    assert [(each.against, each.before) for each in changes_of(report, "KT01")] == [("within", 4)]
    text = opened.text(WordDocuments().consolidated(report))
    assert "07 lớp khuyến nông - lâm - ngư (trong đó 6 tháng đầu năm 2021 có 04 lớp)" in text


def test_a_final_is_compared_as_it_was_made(town: Town, an: Resident, hoa: Resident) -> None:
    make_final(hoa, ROUND)
    hand_in_whole(an, UNIT, said={"KT01": Answer(5)})
    hand_in_the_year(town, an, 7)
    last = report_of(town).earlier.last
    assert last is not None
    assert (last.final, last.amounts["KT01"]) == (1, 4)


def test_nothing_is_compared_with_a_round_nobody_has_reported(town: Town) -> None:
    town.now = DECEMBER
    town.open_rounds()
    assert report_of(town).earlier.last is None


def test_a_final_keeps_what_it_was_compared_with(town: Town, an: Resident, hoa: Resident) -> None:
    hand_in_the_year(town, an, 7)
    make_final(hoa, YEAR)
    final = town.do(lambda work: work.finals.latest(YEAR))
    assert final is not None
    before = town.do(lambda work: rebuilt(work, town.library, final))
    assert before.earlier == report_of(town).earlier
    first = WordDocuments().consolidated(before, "A", final_template(final))
    hand_in_whole(an, UNIT, said={"KT01": Answer(5)})
    assert report_of(town).earlier != before.earlier
    again = town.do(lambda work: rebuilt(work, town.library, final))
    assert WordDocuments().consolidated(again, "A", final_template(final)) == first
    assert town.do(lambda work: is_intact(work, town.library, final))


def test_the_office_is_told_what_has_become_less(town: Town, an: Resident, hoa: Resident) -> None:
    hand_in_the_year(town, an, 3)
    hoa.do(lambda desk: want_consolidated(desk, YEAR))
    [summary] = [shown for shown in hoa.answers if shown.kind == "consolidated_summary"]
    assert "Lớp khuyến nông - lâm - ngư: 3 lớp; 6 tháng đầu năm 2021 đã có 4 lớp" in summary.text
