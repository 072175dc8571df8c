"""Missing, not yet, not applicable, zero and a figure are five different things on paper."""

from __future__ import annotations

import pytest

from documents.check import check
from reporting.answers import Answer, Standing
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.forms import AskStep, Instance
from tests.documents import filling, opened

GAP = "(chưa bao gồm số liệu của xã Phước Tín)"


def answering(name: str, answer: Answer) -> filling.Choose:
    def choose(step: AskStep, instance: Instance) -> Answer:
        asked = step.question.name == name
        return answer if asked else filling.plausible(step, instance)

    return choose


def report_of(unit_id: str, choose: filling.Choose, *, without: str = "") -> ConsolidatedReport:
    """Everybody's report, that of `unit_id` filled by `choose`."""
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units if unit.id != without}
    sent[unit_id] = filling.submitted(unit_id, choose)
    return consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)


def policy(data: bytes, label: str) -> list[str]:
    """The row of the fourth annex: number, label, unit of measure, result, who reported."""
    return next(row for row in opened.rows(data, "Đơn vị báo cáo") if label in row)


def test_a_complete_report_names_no_gap() -> None:
    text = opened.text(opened.full())
    assert "chưa bao gồm" not in text
    assert "chưa báo cáo" not in text


def test_a_missing_commune_is_named_where_its_figures_would_be() -> None:
    data = opened.consolidated(filling.report(missing=("xa-phuoc-tin",)))
    said = [line for line in opened.lines(data) if "nghèo" in line and GAP in line]
    assert any(line.startswith("Đến ngày 14/6/2021, ") for line in said)
    assert any(line.startswith("Trong kỳ có") for line in said)
    total = next(row for row in opened.rows(data, "Tổng số hộ dân cư") if "Tổng cộng" in row)
    assert "11*" in total
    assert "23" in total  # the opening figure is known by decision
    assert any("“*”: chưa bao gồm số liệu của xã Phước Tín" in line for line in opened.lines(data))
    credit = next(line for line in opened.lines(data) if line.startswith("Doanh số cho vay"))
    assert "chưa bao gồm" not in credit
    row = next(row for row in opened.rows(data, "Tổng số hộ dân cư") if "Xã Phước Tín" in row)
    assert "–" in row
    assert "0" not in row
    assert policy(data, "Dư nợ cuối kỳ")[4] == "PGD Ngân hàng Chính sách xã hội"


def test_a_missing_commune_keeps_the_target_from_being_judged() -> None:
    rows = opened.rows(opened.consolidated(filling.report(missing=("xa-phuoc-tin",))), "Chỉ tiêu")
    households = next(row for row in rows if row[1] == "Giảm tỷ lệ hộ nghèo")
    assert households[4] == ""
    assert households[5] == "Chưa đánh giá, chưa bao gồm số liệu của xã Phước Tín"
    complete = opened.rows(opened.full(), "Chỉ tiêu")
    assert next(row for row in complete if row[1] == "Giảm tỷ lệ hộ nghèo")[3:5] == [
        "còn 16 hộ, giảm 7/10 hộ; tỷ lệ 0,11%",
        "70",
    ]


LABEL = "Kinh phí hỗ trợ sản xuất"


@pytest.mark.parametrize(
    ("answer", "result", "who"),
    [
        (Answer(12_500_000), "12,5", "Phòng Kinh tế"),
        (Answer(0, Standing.ZERO), "0", "Phòng Kinh tế"),
        (Answer(None, Standing.NOT_YET), "…", "Phòng Kinh tế chưa có số liệu"),
        (
            Answer(None, Standing.NOT_APPLICABLE),
            "x",
            "Phòng Kinh tế báo cáo không thuộc nhiệm vụ",
        ),
        (Answer(12_500_000, estimated=True), "12,5 (ước)", "Phòng Kinh tế"),
    ],
)
def test_what_a_unit_said_is_printed_as_what_it_is(answer: Answer, result: str, who: str) -> None:
    data = opened.consolidated(report_of("kinh-te", answering("KT08", answer)))
    assert policy(data, LABEL)[3:] == [result, who]


def test_a_unit_that_has_said_nothing_is_printed_as_such() -> None:
    data = opened.consolidated(filling.report(missing=("kinh-te",)))
    assert policy(data, LABEL)[3:] == ["–", "Phòng Kinh tế chưa báo cáo"]
    assert "Ghi chú: “–”: chưa báo cáo." in opened.lines(data)


def test_a_unit_without_a_figure_and_one_without_a_report_are_told_apart() -> None:
    choose = answering("H1", Answer(None, Standing.NOT_YET))
    data = opened.consolidated(report_of("xa-long-giang", choose, without="xa-phuoc-tin"))
    line = next(line for line in opened.rows(data, "Tổng số hộ dân cư") if "Xã Long Giang" in line)
    assert "…" in line
    assert "–" not in line


def test_an_estimate_is_marked_in_the_sentence() -> None:
    choose = answering("KT01", Answer(3, estimated=True))
    data = opened.consolidated(report_of("kinh-te", choose))
    assert "Đã tổ chức ước 03 lớp khuyến nông" in opened.text(data)


def test_nothing_reported_at_all_is_a_report_too() -> None:
    plan = filling.the_plan()
    empty = consolidate(plan, plan.round("2021-6T"), {}, filling.NOW)
    data = opened.consolidated(empty)
    assert [finding for finding in check(data) if finding.ok is False] == []
    assert "0 hộ nghèo" not in opened.text(data)


def test_units_that_wrote_nothing_are_not_put_words_into_their_mouths() -> None:
    nothing = Answer("", Standing.ZERO)

    def choose(step: AskStep, instance: Instance) -> Answer:
        text = step.question.kind == "text" and not step.question.repeat
        return nothing if text else filling.plausible(step, instance)

    data = opened.consolidated(filling.report(choose))
    found = opened.lines(data)
    below = found[found.index("2. Khó khăn, tồn tại, hạn chế") + 1]
    assert below == "Các đơn vị báo cáo không có khó khăn, vướng mắc."
    missing = opened.consolidated(filling.report(choose, missing=("kinh-te",)))
    found = opened.lines(missing)
    at = found.index("2. Khó khăn, tồn tại, hạn chế")
    assert found[at + 1 : at + 3] == [
        "Các đơn vị đã báo cáo không có khó khăn, vướng mắc.",
        "(Chưa bao gồm nội dung của Phòng Kinh tế.)",
    ]
