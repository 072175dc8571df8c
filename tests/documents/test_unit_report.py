"""A unit's own report says what the unit answered, before and after submission."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from documents.check import check
from reporting.answers import Answer, Standing
from reporting.forms import AskStep, Instance
from reporting.unit_report import Line, Prose, ReportSection, Rows, UnitReport, unit_report
from tests.documents import filling, opened
from tests.documents.test_gaps import answering


def pieces(report: UnitReport) -> dict[str, Line | Prose | Rows]:
    found: dict[str, Line | Prose | Rows] = {}
    for section in report.sections:
        for piece in section.pieces:
            found[piece.label if isinstance(piece, Rows) else piece.question] = piece
    return found


def test_sections_are_the_groups_of_the_form_in_their_order() -> None:
    headings = [section.headings[0] for section in filling.unit_document("kinh-te").sections]
    unique = list(dict.fromkeys(headings))
    assert unique[:2] == ["Khuyến nông - lâm - ngư", "Hỗ trợ sản xuất"]


def test_a_line_has_value_standing_and_unit_of_measure() -> None:
    line = pieces(filling.unit_document("kinh-te", answering("KT08", Answer(45_500_000))))["KT08"]
    assert isinstance(line, Line)
    assert (line.shown, line.unit_of_measure) == ("45,5", "triệu đồng")
    assert line.standing is Standing.FIGURE


def test_a_figure_for_another_window_says_so() -> None:
    found = pieces(filling.unit_document("hoi-phu-nu"))
    line = found["DT08"]
    assert isinstance(line, Line)
    assert line.window is not None
    assert line.window.label == "số liệu đến 30/6/2021"
    bank = filling.unit_document("nhcsxh")
    assert bank.window.label == "số liệu đến 30/6/2021"
    assert "(số liệu đến 30/6/2021)" in opened.text(opened.of_unit(bank))


def test_a_choice_is_read_as_its_label() -> None:
    line = pieces(filling.unit_document("xa-phuoc-tin"))["bien_dong"]
    assert isinstance(line, Line)
    assert line.shown == "Có biến động"


def test_locked_opening_figures_are_in_the_report() -> None:
    line = pieces(filling.unit_document("xa-phuoc-tin"))["N0"]
    assert isinstance(line, Line)
    assert line.shown == "6"


def test_how_a_unit_is_set_up_is_not_something_it_reports() -> None:
    assert "1" not in [row[3] for row in opened.rows(document("hoi-phu-nu"), "Kết quả")[1:2]]


def document(unit_id: str, choose: filling.Choose = filling.plausible) -> bytes:
    return opened.of_unit(filling.unit_document(unit_id, choose))


@pytest.mark.parametrize(
    ("answer", "result", "remark"),
    [
        (Answer(12_500_000), "12,5", ""),
        (Answer(0, Standing.ZERO), "0", ""),
        (Answer(None, Standing.NOT_YET), "chưa có số liệu", ""),
        (
            Answer(None, Standing.NOT_YET, promised=date(2021, 6, 20)),
            "chưa có số liệu",
            "hẹn ngày 20/6/2021",
        ),
        (Answer(None, Standing.NOT_APPLICABLE, note="giao xã"), "không thuộc nhiệm vụ", "giao xã"),
        (Answer(12_500_000, estimated=True), "12,5", "ước thực hiện"),
    ],
)
def test_the_standings_of_a_unit_are_told_apart(answer: Answer, result: str, remark: str) -> None:
    table = opened.rows(document("kinh-te", answering("KT08", answer)), "Kinh phí hỗ trợ sản xuất")
    row = next(row for row in table if row[1] == "Kinh phí hỗ trợ sản xuất")
    assert row[3:] == [result, remark]


def test_a_draft_shows_what_is_still_open() -> None:
    def half(step: AskStep, instance: Instance) -> Answer | None:
        done = step.question.name.startswith("KT0") and step.question.name < "KT05"
        return filling.plausible(step, instance) if done else None

    report = filling.unit_document("kinh-te", half)
    assert report.draft
    data = opened.of_unit(report)
    rows = opened.rows(data, "Kinh phí hỗ trợ sản xuất")
    assert next(row for row in rows if row[1] == "Kinh phí hỗ trợ sản xuất")[3] == "chưa nhập"
    assert "(Chưa nhập)." in opened.lines(data)


def test_what_was_submitted_gives_the_same_report_as_the_draft_it_came_from() -> None:
    plan = filling.the_plan()
    unit = plan.unit("xa-phuoc-tin")
    draft = filling.fill(unit)
    kept = Instance.of(draft.form, draft.submittable(), draft.surroundings)
    round_ = plan.round("2021-6T")
    before = unit_report(plan, unit, round_, draft, at=filling.NOW)
    after = unit_report(plan, unit, round_, kept, at=filling.NOW, version=2)
    assert after.sections == before.sections
    assert (before.draft, after.draft) == (True, False)


def test_a_repeat_is_a_table_and_one_without_rows_says_so() -> None:
    rows = opened.rows(document("kinh-te"), "Tên giống")
    assert len(rows) == 3
    plan = filling.the_plan()
    unit = plan.unit("kinh-te")
    whole = filling.fill(unit)
    (repeat,) = whole.form.repeats
    answers = {ref: answer for ref, answer in whole.answers.items() if f"{repeat}[" not in ref}
    none = Instance.of(whole.form, answers, whole.surroundings)
    empty = unit_report(plan, unit, plan.round("2021-6T"), none, at=filling.NOW)
    data = opened.of_unit(empty)
    assert "Giống cây, giống con đã hỗ trợ trong kỳ: không có." in opened.lines(data)


def test_bodies_outside_the_administration_have_a_plain_letter() -> None:
    lines = opened.lines(document("mttq"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in lines
    assert lines[0] == "ỦY BAN MTTQ VIỆT NAM"
    assert "Kính gửi: Phòng Nội vụ - LĐTB&XH thị xã Phước Long." in lines
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in opened.lines(document("kinh-te"))


def with_groups(groups: int) -> bytes:
    """A report whose form has one figure in front and one figure in each of so many groups."""
    report = filling.unit_document("kinh-te")
    line = Line("A", "integer", "Số lớp", "4", Standing.FIGURE, "lớp")
    prose = Prose("B", "Khó khăn", "Thiếu vốn.", Standing.FIGURE)
    sections = [ReportSection((), (line,))]
    sections += [ReportSection((f"Nhóm {n}",), (line,)) for n in range(1, groups + 1)]
    sections += [
        ReportSection((f"Nhóm {groups}", "Trong nhóm"), (line, prose)),
        ReportSection(("Ý kiến",), (prose, prose)),
    ]
    return opened.of_unit(dataclasses.replace(report, sections=tuple(sections)))


def test_headings_are_numbered_however_many_groups_there_are() -> None:
    lines = opened.lines(with_groups(21))
    assert "XXI. NHÓM 21" in lines
    assert "1. Trong nhóm" in lines
    assert "- Khó khăn: Thiếu vốn." in lines
    start = lines.index("XXII. Ý KIẾN")
    assert lines[start + 1 : start + 5] == [
        "1. Khó khăn",
        "Thiếu vốn.",
        "2. Khó khăn",
        "Thiếu vốn.",
    ]
    assert [finding for finding in check(with_groups(21)) if finding.ok is False] == []


def quiet(step: AskStep, instance: Instance) -> Answer | None:
    """A commune in which nothing moved and which has nothing to add."""
    said = {"bien_dong": Answer("khong"), "TL3": Answer("", Standing.ZERO)}
    return said.get(step.question.name) or (
        Answer("", Standing.ZERO)
        if step.question.zero in ("no_proposal", "nothing", "skip")
        else filling.plausible(step, instance)
    )


def test_a_commune_in_which_nothing_moved_still_reports_its_closing_figures() -> None:
    rows = opened.rows(document("xa-phuoc-tin", quiet), "Hộ nghèo cuối kỳ")
    told = {row[1]: row[3] for row in rows}
    assert told["Biến động hộ nghèo, cận nghèo trong kỳ"] == "Không biến động"
    closing = [told[f"Hộ {kind} cuối kỳ"] for kind in ("nghèo", "cận nghèo")]
    assert closing == ["6", "19"]


def test_movements_are_told_once() -> None:
    labels = [row[1] for row in opened.rows(document("xa-phuoc-tin"), "Tổng số hộ dân cư cuối kỳ")]
    assert "Hộ nghèo cuối kỳ" not in labels


def test_the_report_names_what_the_conversation_asks() -> None:
    lines = opened.text(document("xa-phuoc-tin"))
    assert "?" not in lines
    assert "ĐÁNH GIÁ, KIẾN NGHỊ" in lines


def test_what_was_passed_is_not_in_the_report_and_what_there_is_none_of_is() -> None:
    lines = opened.lines(document("kinh-te", quiet))
    assert "1. Kết quả nổi bật, cách làm hay" in lines
    assert not [line for line in lines if "Nhiệm vụ, giải pháp kỳ tới" in line]
    assert "Trong kỳ không có khó khăn, vướng mắc." in lines
    assert "Không có kiến nghị, đề xuất." in lines
    assert "Ảnh mô hình, hoạt động" not in opened.text(document("kinh-te", quiet))


def test_what_may_stay_open_is_in_the_draft_alone() -> None:
    def without_proposals(step: AskStep, instance: Instance) -> Answer | None:
        return None if step.question.name == "TL6" else filling.plausible(step, instance)

    draft = filling.unit_document("kinh-te", without_proposals)
    instance = filling.fill(draft.unit, without_proposals)
    sent = unit_report(draft.plan, draft.unit, draft.round, instance, at=filling.NOW, version=1)
    assert ("TL6" in pieces(draft), "TL6" in pieces(sent)) == (True, False)


def test_figures_of_others_that_are_not_there_yet_are_said_to_be_missing() -> None:
    line = pieces(filling.unit_document("van-phong"))["VP01_xp"]
    assert isinstance(line, Line)
    assert line.standing is Standing.NOT_YET


def test_the_office_reports_to_whom_it_serves() -> None:
    lines = opened.lines(document("noi-vu"))
    assert "Kính gửi: Ủy ban nhân dân thị xã Phước Long." in lines
    closing = next(line for line in lines if line.startswith("Trên đây là báo cáo"))
    assert closing.endswith("kính trình Ủy ban nhân dân thị xã Phước Long xem xét, chỉ đạo./.")
