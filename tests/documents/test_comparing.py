"""Figures beside what they were: at the start of the year, in the last round, a year ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from documents.controls.values import FIGURES
from documents.sandbox import text_environment
from documents.sentences import Sentences
from documents.shown import Printed
from documents.word import WordDocuments
from documents.word.render import phrases
from reporting.answers import Answer, Standing
from reporting.consolidation import (
    ConsolidatedReport,
    Earlier,
    Past,
    When,
    consolidate,
    fallen,
    past_report,
    whole_amounts,
)
from reporting.consolidation.report import Amount
from reporting.plan import Plan, load_plan
from reporting.plan.copying import moved
from tests.documents import filling, prose
from tests.documents.filling import NOW
from tests.documents.test_gaps import answering, report_of


@cache
def plan_of_2020() -> Plan:
    folder = filling.PLAN_FOLDER
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return load_plan(moved(files, 2020).files)


def past(report: ConsolidatedReport, plan: Plan, name: str, said: Mapping[str, Amount]) -> Past:
    return past_report(When(report.plan, report.round), When(plan, plan.round(name)), said)


def beside(
    report: ConsolidatedReport, last: Mapping[str, Amount], year_ago: Mapping[str, Amount]
) -> ConsolidatedReport:
    """`report` with what the last round and the same round a year ago said."""
    half = report.round.kind == "six_month"
    before = past(report, *((plan_of_2020(), "2020-N") if half else (report.plan, "2021-6T")), last)
    then = past(report, plan_of_2020(), "2020-6T" if half else "2020-N", year_ago)
    return replace(report, earlier=Earlier(before, then))


def said(source: str, report: ConsolidatedReport) -> str:
    printed = Printed(report.plan, phrases())
    return Sentences(text_environment(), {}, report, printed).paragraph(source)


def compared(name: str, year_ago: Amount, last: Amount | None = None) -> str:
    """What is said beside a figure of the half year; today it is as `filling` has it."""
    known = {} if last is None else {name: last}
    report = beside(filling.report(), known, {name: year_ago})
    return said(f"{{{{ so_sanh('{name}') }}}}", report)


def test_counts_are_compared_by_the_amount_and_from_ten_on_by_per_cent_too() -> None:
    assert compared("KT01", 2) == "(tăng 02 lớp so với cùng kỳ năm 2020)"
    assert compared("KT01", 9) == "(giảm 05 lớp so với cùng kỳ năm 2020)"
    assert compared("KT01", 16) == "(giảm 12 lớp, tương ứng 75%, so với cùng kỳ năm 2020)"
    assert compared("KT01", 4) == "(không thay đổi so với cùng kỳ năm 2020)"
    assert compared("KT01", 0) == "(cùng kỳ năm 2020 không phát sinh)"


def test_money_is_compared_in_per_cent_where_that_says_something() -> None:
    now = filling.report().figures["KT08"].value
    assert isinstance(now, int)
    assert compared("KT08", now * 2) == "(giảm 50% so với cùng kỳ năm 2020)"
    assert compared("KT08", now - 1000) == "(tăng 0,001 triệu đồng so với cùng kỳ năm 2020)"
    assert (
        compared("KT08", now // 100)
        == f"(tăng {_million(now * 99 // 100)} so với cùng kỳ năm 2020)"
    )


def _million(dong: int) -> str:
    shown = f"{Decimal(dong) / 1_000_000:f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{shown} triệu đồng"


def test_a_stock_is_compared_with_the_last_round_too_and_with_the_start_of_the_year() -> None:
    assert compared("KT04", 3, 6) == (
        "(giảm 02 mô hình so với kỳ báo cáo năm 2020; tăng 01 mô hình so với cùng kỳ năm 2020)"
    )
    assert compared("HN_N1", 20, 23) == (
        "(giảm 07 hộ, tương ứng 30,43%, so với đầu năm; "
        "giảm 04 hộ, tương ứng 20%, so với cùng kỳ năm 2020)"
    )
    report = beside(filling.report(), {}, {"HN_N1": 20})
    told = said("{{ so_ky('HN_N1') }}", report)
    assert told == "(giảm 04 hộ, tương ứng 20%, so với cùng kỳ năm 2020)"


def test_half_a_year_is_not_compared_with_a_whole_one() -> None:
    assert said("{{ so_sanh('KT01') }}", beside(filling.report(), {"KT01": 9}, {})) == ""


def test_the_first_half_is_told_as_a_part_of_the_year() -> None:
    year = filling.report(round_id="2021-N")
    told = said("{{ so_sanh('KT01') }}", beside(year, {"KT01": 3}, {"KT01": 6}))
    assert told == "(trong đó 6 tháng đầu năm 2021 có 03 lớp; giảm 02 lớp so với năm 2020)"
    none = said("{{ so_sanh('KT01') }}", beside(year, {"KT01": 0}, {}))
    assert none == "(trong đó 6 tháng đầu năm 2021 không phát sinh)"


def test_a_part_that_is_more_than_the_whole_is_for_the_office_and_not_for_the_report() -> None:
    year = beside(filling.report(round_id="2021-N"), {"KT01": 9, "KT04": 9, "VH01": 3}, {})
    assert said("{{ so_sanh('KT01') }}", year) == ""
    assert [(figure.indicator.id, change.delta) for figure, change in fallen(year)] == [
        ("KT01", -5)
    ]


def test_what_is_counted_from_another_day_on_is_no_part_of_the_year() -> None:
    """School terms: the second of one year is not within the first of the next."""
    year = beside(filling.report(round_id="2021-N"), {"GD07": 1}, {})
    assert said("{{ so_sanh('GD07') }}", year) == ""


def test_the_end_of_last_year_is_the_start_of_this_one() -> None:
    year = beside(filling.report(round_id="2021-N"), {"HN_N1": 20}, {"HN_N1": 23})
    assert said("{{ so_ky('HN_N1') }}", year) == (
        "(giảm 04 hộ, tương ứng 20%, so với kỳ báo cáo 6 tháng đầu năm 2021)"
    )


def test_rates_are_compared_in_points_as_they_are_printed() -> None:
    report = filling.report()
    assert said("{{ tyle('HN_r0') }} {{ tyle('HN_r1') }} {{ diem('HN_r1') }}", report) == (
        "0,16% 0,11% 0,05 điểm phần trăm"
    )
    told = said("{{ so_ky('HN_r1') }}", beside(report, {}, {"HN_r1": Fraction(1, 1000)}))
    assert told == "(tăng 0,01 điểm phần trăm so với cùng kỳ năm 2020)"


def test_nothing_now_is_told_beside_what_there_was_and_nothing_twice_once() -> None:
    nothing = report_of("kinh-te", answering("KT01", Answer(0, Standing.ZERO)))
    assert said("{{ so_sanh('KT01') }}", beside(nothing, {}, {"KT01": 5})) == (
        "(cùng kỳ năm 2020 có 05 lớp)"
    )
    assert said("{{ so_sanh('KT01') }}", beside(nothing, {}, {"KT01": 0})) == ""


def test_what_is_not_whole_is_not_compared() -> None:
    partial = beside(filling.report(missing=("xa-phuoc-tin",)), {}, {"XP05": 5, "HN_N1": 20})
    assert said("{{ so_sanh('XP05') }}{{ so_sanh('HN_N1') }}{{ diem('HN_r1') }}", partial) == ""
    assert "XP05" not in whole_amounts(partial)


def test_what_is_measured_otherwise_is_not_compared() -> None:
    report = filling.report()
    other = replace(
        plan_of_2020(),
        indicators=tuple(
            replace(each, unit_of_measure="buổi") for each in plan_of_2020().indicators
        ),
    )
    assert past(report, other, "2020-6T", {"KT01": 9}).amounts == {}


@pytest.mark.parametrize("round_id", ["2021-6T", "2021-N"])
@pytest.mark.parametrize("times", [0, 1, 3, 40])
def test_a_report_with_comparisons_reads_well(round_id: str, times: int) -> None:
    report = filling.report(round_id=round_id)
    amounts = {name: value * times for name, value in whole_amounts(report).items()}
    assert prose.faults(WordDocuments().consolidated(beside(report, amounts, amounts))) == []


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (
            "N1",
            (
                "(từ 23 hộ xuống còn 13 hộ); đến ngày 14/6/2021 còn 16 hộ, chiếm 0,11%, giảm 07 hộ "
                "trên 10 hộ phải giảm, đạt 70% kế hoạch năm."
            ),
        ),
        ("day_nghe", "đạt 100% (04 người trên 04 người); đã đạt chỉ tiêu."),
        ("khuyen_nong", "người nghèo: đã thực hiện (lớp khuyến nông - lâm - ngư: 04 lớp)."),
    ],
)
def test_each_target_of_the_plan_has_its_line(target: str, line: str) -> None:
    assert said(f"{{{{ chi_tieu('{target}') }}}}", filling.report()).endswith(line)


def test_a_target_that_is_missed_is_judged_at_the_end_of_the_year_only() -> None:
    few = answering("NV08", Answer(1))
    half = said("{{ chi_tieu('day_nghe') }}", report_of("noi-vu", few))
    assert half.endswith("; tiếp tục thực hiện trong 6 tháng cuối năm 2021.")
    report = filling.report(round_id="2021-N")
    sent = {**report.submitted, "noi-vu": filling.submitted("noi-vu", few, "2021-N")}
    year = said("{{ chi_tieu('day_nghe') }}", consolidate(report.plan, report.round, sent, NOW))
    assert year.endswith("; chưa đạt chỉ tiêu.")


def test_a_target_without_all_its_units_is_not_judged() -> None:
    text = said("{{ chi_tieu('N1') }}", filling.report(missing=("xa-phuoc-tin",)))
    gap = "(chưa bao gồm số liệu của xã Phước Tín), chưa đánh giá mức độ hoàn thành."
    assert text.endswith(f"còn 11 hộ {gap}")
    insured = said("{{ chi_tieu('bhyt_ngheo') }}", filling.report(missing=("xa-phuoc-tin",)))
    assert "các đơn vị đã báo cáo đạt" in insured
    assert insured.endswith(gap)
    nobody = filling.report(missing=("noi-vu",))
    assert "chưa có số liệu (Phòng Nội vụ" in said("{{ chi_tieu('day_nghe') }}", nobody)


def test_what_is_compared_can_be_refreshed() -> None:
    assert {"so_sanh", "so_ky", "diem", "chi_tieu"} <= FIGURES
