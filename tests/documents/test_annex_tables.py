"""The third and fourth annex: beside earlier rounds, short where there is nothing, on pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from reporting.answers import Answer, Standing
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.consolidation.report import Amount
from reporting.forms import AskStep, Instance
from tests.documents import filling, opened
from tests.documents.test_comparing import beside
from tests.documents.test_gaps import answering, policy, report_of

REPORTERS = "Đơn vị báo cáo"
TARGETS = "Kế hoạch năm"


def annexes(
    last: Mapping[str, Amount], year_ago: Mapping[str, Amount], round_id: str = "2021-6T"
) -> bytes:
    return opened.consolidated(beside(filling.report(round_id=round_id), last, year_ago))


def test_a_first_report_has_no_columns_for_what_was_before() -> None:
    headings = opened.rows(opened.full(), REPORTERS)[0]
    assert headings == ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", REPORTERS]
    assert opened.rows(opened.full(), TARGETS)[0][-2:] == ["Đạt kế hoạch (%)", "Ghi chú"]


def test_results_stand_beside_the_last_round_and_the_same_round_a_year_ago() -> None:
    data = annexes({"KT04": 6}, {"KT01": 9, "KT04": 3, "TC_r1": Fraction(1, 2)})
    headings = opened.rows(data, REPORTERS)[0]
    assert headings[4:7] == [
        "Kỳ báo cáo năm 2020",
        "Cùng kỳ năm 2020",
        "Tăng (+), giảm (-) so với cùng kỳ năm 2020",
    ]
    assert policy(data, "Lớp khuyến nông - lâm - ngư")[3:7] == ["4", "", "9", "-5"]
    assert policy(data, "Mô hình, dự án hỗ trợ sản xuất đang triển khai")[3:7] == [
        "4",
        "6",
        "3",
        "+1",
    ]
    assert policy(data, "Lượt phát thanh")[4:7] == ["", "", ""]
    assert "Tăng, giảm của tỷ lệ (%) tính bằng điểm phần trăm." in opened.text(data)


def test_the_year_stands_beside_its_first_half() -> None:
    data = annexes({"KT01": 3}, {"KT01": 4}, "2021-N")
    headings = opened.rows(data, REPORTERS)[0]
    assert headings[4:6] == ["Kỳ báo cáo 6 tháng đầu năm 2021", "Năm 2020"]
    assert policy(data, "Lớp khuyến nông - lâm - ngư")[3:7] == ["4", "3", "4", "0"]


def test_promises_of_the_plan_stand_beside_the_same_round_a_year_ago() -> None:
    data = annexes({}, {"HN_N1": 20})
    heading, first, second, *_ = opened.rows(data, TARGETS)
    assert heading[-2:] == ["Cùng kỳ năm 2020", "Ghi chú"]
    assert first[-2] == "20 hộ"
    assert second[-2] == ""


def nothing(step: AskStep, instance: Instance) -> Answer:
    numeric = step.question.kind in ("integer", "money", "decimal")
    return Answer(0, Standing.ZERO) if numeric else filling.plausible(step, instance)


def of_the_economy(choose: filling.Choose) -> ConsolidatedReport:
    return report_of("kinh-te", choose)


def test_a_section_of_zeros_is_one_line() -> None:
    data = opened.consolidated(of_the_economy(nothing))
    rows = opened.rows(data, REPORTERS)
    at = next(n for n, row in enumerate(rows) if row[0] == "II.2.đ")
    assert rows[at + 1] == [
        "",
        "Không phát sinh (10 chỉ tiêu)",
        "Phòng Kinh tế",
    ]
    assert rows[at + 2][0] == "II.2.e"


def test_a_section_that_did_not_arise_for_anybody_keeps_its_rows() -> None:
    """Nobody has said that it was nothing."""
    report = of_the_economy(nothing)
    unasked = {
        name: replace(figure, value=None, parts={}, unasked=frozenset({"kinh-te"}))
        if figure.indicator.section == "II.2.đ"
        else figure
        for name, figure in report.figures.items()
    }
    rows = opened.rows(opened.consolidated(replace(report, figures=unasked)), REPORTERS)
    at = next(n for n, row in enumerate(rows) if row[0] == "II.2.đ")
    assert [rows[at + 1][0], rows[at + 1][3]] == ["1", "x"]


def test_what_did_not_arise_is_not_said_to_be_somebody_else_s_task() -> None:
    data = opened.consolidated(of_the_economy(answering("KT01", Answer(0, Standing.ZERO))))
    assert policy(data, "Lượt người tham dự lớp khuyến nông - lâm - ngư")[3:] == [
        "x",
        "Phòng Kinh tế",
    ]
    assert "báo cáo không thuộc nhiệm vụ" not in opened.text(data)


def test_a_zero_beside_figures_or_beside_what_there_was_keeps_its_row() -> None:
    one = opened.consolidated(of_the_economy(answering("KT01", Answer(0, Standing.ZERO))))
    assert policy(one, "Lớp khuyến nông - lâm - ngư")[3] == "0"
    was = opened.consolidated(beside(of_the_economy(nothing), {}, {"KT01": 9}))
    assert policy(was, "Lớp khuyến nông - lâm - ngư")[3:6] == ["0", "9", "-9"]


def test_many_reporters_are_called_what_they_are() -> None:
    assert policy(opened.full(), "Nhà tình thương xây mới")[4] == "7 xã, phường"
    assert policy(opened.full(), "Kinh phí các hội, đoàn thể vận động")[4] == "6 hội, đoàn thể"


def test_units_that_are_all_of_one_early_day_are_not_listed() -> None:
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    early = {
        unit_id: replace(each, given_on=dict.fromkeys(each.answers, date(2021, 6, 13)))
        for unit_id, each in sent.items()
    }
    text = opened.text(
        opened.consolidated(consolidate(plan, plan.round("2021-6T"), early, filling.NOW))
    )
    said = "Số liệu đến ngày 13/6/2021, các đơn vị chưa xác nhận lại đến ngày chốt."
    assert text.count(said) == 3
    assert "đến ngày chốt: " not in text


def test_the_last_row_of_a_table_stays_with_the_row_before_it() -> None:
    for table in opened.body(opened.full()).iter(f"{opened.W}tbl"):
        rows = table.findall(f"{opened.W}tr")
        if not any(row.find(f".//{opened.W}tblHeader") is not None for row in rows):
            continue  # the letterhead
        data = [row for row in rows if row.find(f".//{opened.W}tblHeader") is None]
        if len(data) > 1:
            paragraphs = list(data[-2].iter(f"{opened.W}p"))
            assert all(each.find(f".//{opened.W}keepNext") is not None for each in paragraphs)


def test_a_count_that_is_not_whole_has_no_rate_beside_it() -> None:
    data = opened.consolidated(filling.report(missing=("xa-phuoc-tin",)))
    _, poor, *_ = opened.rows(data, TARGETS)
    assert poor[3] == "11 hộ"
    assert "tỷ lệ 0,11%" in opened.rows(opened.full(), TARGETS)[1][3]


def test_what_was_promised_to_be_done_is_called_done() -> None:
    notes = {row[1]: row[-1] for row in opened.rows(opened.full(), TARGETS)}
    assert notes["Tổ chức các lớp khuyến nông - lâm - ngư cho người nghèo"] == "Đã thực hiện"


def test_whole_sums_are_not_set_off_against_partial_ones() -> None:
    said = "số không có dấu “*” đã đủ các đơn vị, không cộng, trừ với số có dấu “*”"
    assert (
        opened.text(opened.consolidated(filling.report(missing=("xa-phuoc-tin",)))).count(said) == 3
    )
    assert said not in opened.text(opened.full())


def test_a_list_is_headed_as_it_is_printed() -> None:
    assert "Đơn vị tính của giống này" not in opened.text(opened.full())
    assert opened.rows(opened.full(), "Tên giống")[0][2] == "Đơn vị tính"


def test_an_explanation_says_what_it_explains() -> None:
    def arisen(step: AskStep, instance: Instance) -> Answer:
        known = {
            "khac": Answer(("phat_sinh",)),
            "Np": Answer(1),
            "N1": Answer(6),
            "Np_ly_do": Answer("Hộ có người bệnh nặng."),
        }
        return known.get(step.question.name) or filling.plausible(step, instance)

    lines = opened.lines(opened.consolidated(report_of("xa-phuoc-tin", arisen)))
    said = "- Xã Phước Tín: Lý do phát sinh hộ nghèo mới: Hộ có người bệnh nặng."
    assert [line for line in lines if "Hộ có người bệnh nặng" in line] == [said]
