"""The document of an ad hoc request: every sort of question, with full, missing, zero and hostile
answers, in Word and in Excel, read back by other means."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import openpyxl
import pytest

from documents.check import check
from documents.excel import ExcelDocuments
from reporting.adhoc import (
    FORM_ID,
    Asked,
    Bank,
    Held,
    Request,
    Superior,
    build_form,
    plan_with,
    with_citation,
)
from reporting.answers import Answer, Standing
from reporting.consolidation import (
    Choices,
    ConsolidatedReport,
    StandIn,
    changes,
    consolidate,
    snapshot,
)
from reporting.submissions import Submitted
from tests.documents import opened
from tests.documents.filling import NOW, PLAN_FOLDER, the_plan
from usecases.deciding.changed import told

LATE, EARLY, NOTHING, OFFICE, MISSING = (
    "phuong-long-phuoc",
    "phuong-long-thuy",
    "phuong-thac-mo",
    "kinh-te",
    "xa-phuoc-tin",
)
UNITS = (OFFICE, EARLY, NOTHING, LATE, MISSING)
ROUND = "dot-xuat-1"
HOSTILE = "a & b < c > {{ 7*7 }} {% x %} ${N1} _ =1+1"
NOT_YET, NOT_OURS = Answer(None, Standing.NOT_YET), Answer(None, Standing.NOT_APPLICABLE)
_NAMES = ("DX1", "DX2", "DX3", "DX4", "DX5", "DX6", "KT01")
ANSWERS: dict[str, tuple[object, ...]] = {
    OFFICE: (NOT_OURS, NOT_OURS, NOT_OURS, date(2021, 6, 20), NOT_OURS, "", 2),
    EARLY: (3, 45_500_000, Decimal(50), date(2021, 6, 18), "c1", "Thiếu tôn lợp.\nGiá tăng.", 0),
    NOTHING: (0, 0, NOT_OURS, NOT_OURS, "c2", "", 1),
    LATE: (
        12, NOT_YET, Decimal("33.3"), date(2021, 6, 30), "c2", "Đường bị chia cắt.", NOT_YET
    ),
}  # fmt: skip
LETTER = "Công văn số 512/SLĐTBXH-BTXH ngày 05/6/2021 của Sở LĐTBXH về việc rà soát thiệt hại"


def picked(name: str) -> Asked:
    found = Bank(the_plan()).get(name)
    assert found is not None
    return Asked(
        found.label, found.kind, found.unit_of_measure, found.fields, found.form, found.name
    )


def request(title: str = "Thiệt hại do lốc xoáy") -> Request:
    questions = (
        Asked("Số hộ có nhà tốc mái", "integer", "hộ"),
        Asked("Thiệt hại ước tính", "money", "triệu đồng"),
        Asked("Tỷ lệ khắc phục", "percent"),
        Asked("Ngày khắc phục xong", "date"),
        Asked("Đã hỗ trợ chưa?", "select_one", "", ("Đã hỗ trợ", "Chưa hỗ trợ")),
        Asked("Khó khăn, vướng mắc", "text"),
        picked("giong"),
        picked("KT01"),
    )
    held = Held(
        "N1", "Tổng số hộ nghèo", "hộ", "6 tháng đầu năm 2021", "15",
        {EARLY: "15"}, "2021-6T", {EARLY: 2}, {EARLY: "15"},
    )  # fmt: skip
    superior = with_citation(Superior(), LETTER)
    day = date(2021, 6, 15)
    return Request(title, superior, UNITS, questions, day, day, NOW, held=(held,))


def report(asked: Request, choices: Choices = Choices(), **texts: str) -> ConsolidatedReport:  # noqa: B008
    """Four of five have answered; `texts` by unit replaces what was written."""
    files = {
        str(path.relative_to(PLAN_FOLDER)): path.read_bytes()
        for path in sorted(PLAN_FOLDER.rglob("*"))
        if path.is_file()
    }
    form = build_form(asked, files)
    plan = plan_with(the_plan(), ROUND, asked, form, NOW)
    nodes = {question.name: question.nodeset for question in form.questions}
    breeds = nodes["giong_loai"].rpartition("/")[0]
    said = {unit_id: dict(zip(_NAMES, row, strict=True)) for unit_id, row in ANSWERS.items()}
    submitted = {}
    for unit_id, values in said.items():
        values["DX6"] = texts.get(unit_id.replace("-", "_"), values["DX6"])
        answers = {nodes[name]: as_answer(value) for name, value in values.items()}
        if unit_id == OFFICE:
            for at, (name, count) in enumerate((("Bò giống", 12), ("Cây điều", 1250)), 1):
                row = f"{breeds}[a{at}]"
                answers[f"{row}/giong_loai"] = as_answer(name)
                answers[f"{row}/giong_so"] = as_answer(count)
        at_ = NOW - timedelta(hours=2)
        submitted[unit_id] = Submitted(
            unit_id, 1, at_, "Trần Thị Bé", ROUND, answers, FORM_ID, late=unit_id == LATE
        )
    made = consolidate(plan, plan.round(ROUND), submitted, NOW, UNITS, choices)
    return replace(made, request=asked)


def as_answer(value: object) -> Answer:
    if isinstance(value, Answer):
        return value
    standing = Standing.ZERO if value in (0, "") else Standing.FIGURE
    return Answer(value, standing)  # type: ignore[arg-type]


@cache
def usual() -> bytes:
    return opened.word().consolidated(report(request()))


def page(paper: bytes) -> str:
    return "\n".join(opened.lines(paper))


def test_every_rule_of_decree_30_holds() -> None:
    assert [each.rule for each in check(usual()) if each.ok is False] == []


def test_the_superior_s_letter_is_quoted_as_decrees_have_it() -> None:
    expected = (
        "Thực hiện Công văn số 512/SLĐTBXH-BTXH ngày 05 tháng 6 năm 2021 của Sở LĐTBXH về rà soát"
        " thiệt hại, Phòng Nội vụ - LĐTB&XH"
    )
    assert expected in page(usual())


def test_sums_say_whose_figures_they_do_not_hold() -> None:
    text = page(usual())
    assert "- Số hộ có nhà tốc mái: 15 hộ (chưa bao gồm số liệu của xã Phước Tín)." in text
    assert (
        "- Thiệt hại ước tính: 45,5 triệu đồng (chưa bao gồm số liệu của xã Phước Tín; của phường"
        " Long Phước, đơn vị chưa có số liệu)."
    ) in text
    assert "- Tỷ lệ khắc phục" not in text, "per cents do not add up"
    assert "Báo cáo sau thời hạn: phường Long Phước." in text


def test_five_sorts_of_answers_look_different_in_the_table() -> None:
    rows = tables(usual())["Số hộ có nhà tốc mái (hộ)"]
    found = {row[1]: row[2:] for row in rows}
    assert found["Phường Long Phước"] == ["12", "…", "33,3", "30/6/2021"]
    assert found["Phường Thác Mơ"] == ["0", "0", "x", "x"]
    assert found["Xã Phước Tín"] == ["–", "–", "–", "–"]
    assert found["Tổng cộng"] == ["15*", "45,5*", "", ""]


def test_choices_are_counted_and_lists_stand_row_by_row() -> None:
    found = tables(usual())
    assert [row[1:] for row in found["Nội dung"]] == [
        ["Đã hỗ trợ", "1*", "Phường Long Thủy"],
        ["Chưa hỗ trợ", "2*", "Phường Thác Mơ và phường Long Phước"],
    ]
    assert [row[1:4] for row in found["Tên giống"]] == [
        ["Phòng Kinh tế", "Bò giống", "12"],
        ["Phòng Kinh tế", "Cây điều", "1.250"],
    ]
    [held] = found["Chỉ tiêu"]
    assert held[1:3] == ["Tổng số hộ nghèo", "15 hộ"]
    assert held[3] == (
        "Báo cáo 6 tháng đầu năm 2021: Phường Long Thủy 15 (lần nộp 2); chưa có số của Phòng Kinh"
        " tế, phường Thác Mơ, phường Long Phước và xã Phước Tín"
    )


def test_texts_stand_under_their_question_and_are_left_out_when_the_office_says_so() -> None:
    assert "- Phường Long Thủy: Thiếu tôn lợp." in page(usual())
    assert "Giá tăng." in page(usual())
    out = Choices(left_out=frozenset({(EARLY, "DX6"), (LATE, "DX4")}))
    text = page(opened.word().consolidated(report(request(), out)))
    assert "Thiếu tôn lợp" not in text
    assert "30/6/2021" not in text
    assert "Đường bị chia cắt." in text


def test_an_earlier_report_stands_in_as_an_estimate() -> None:
    earlier = Submitted(MISSING, 3, NOW, "An", "2020", {"/data/x/KT01": as_answer(7)}, "xa-phuong")
    choices = Choices(stand_ins={MISSING: StandIn(earlier, "năm 2020")})
    paper = opened.word().consolidated(report(request(), choices))
    row = next(row for row in tables(paper)["Lớp khuyến nông - lâm - ngư đã tổ chức (lớp)"]
               if row[1] == "Xã Phước Tín")  # fmt: skip
    assert row[2] == "7 (ước)"
    assert "xã Phước Tín (báo cáo năm 2020)" in page(paper)


@pytest.mark.parametrize("model", ["A", "B"])
def test_each_model_has_its_own_head(model: str) -> None:
    paper = opened.word().consolidated(report(request()), model)
    assert [each.rule for each in check(paper) if each.ok is False] == []
    sender = "Ủy ban nhân dân thị xã Phước Long" if model == "B" else "Phòng Nội vụ - LĐTB&XH"
    assert f"báo cáo của các đơn vị, {sender}" in page(paper)


def test_hostile_words_are_letters() -> None:
    made = report(request(HOSTILE), phuong_long_thuy=HOSTILE)
    text = page(opened.word().consolidated(made))
    assert f"- Phường Long Thủy: {HOSTILE}" in text
    assert HOSTILE in text.splitlines()
    book = openpyxl.load_workbook(io.BytesIO(ExcelDocuments().consolidated(made)))
    cells = [c for row in book["Nội dung các đơn vị"].iter_rows() for c in row]
    assert [c.data_type for c in cells if c.value == HOSTILE] == ["s"]


def test_the_workbook_has_typed_answers_lists_and_what_was_held() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ExcelDocuments().consolidated(report(request()))))
    answers = {row[0]: row[1:] for row in book["Trả lời từng đơn vị"].iter_rows(values_only=True)}
    heads = answers.pop("Đơn vị")
    late = dict(zip(heads, answers["phường Long Phước"], strict=True))
    assert late["Tình trạng"] == "nộp muộn"
    assert late["Số hộ có nhà tốc mái (hộ)"] == 12
    assert late["Thiệt hại ước tính (triệu đồng)"] == "chưa có số liệu"
    assert late["Tỷ lệ khắc phục (%)"] == 33.3
    assert late["Đã hỗ trợ chưa?"] == "Chưa hỗ trợ"
    assert answers["phường Long Thủy"][heads.index("Thiệt hại ước tính (triệu đồng)")] == 45.5
    listed = list(book["Danh sách 1"].iter_rows(values_only=True))
    assert [row[1:4] for row in listed[1:]] == [
        ("Phòng Kinh tế", "Bò giống", 12), ("Phòng Kinh tế", "Cây điều", 1250),
    ]  # fmt: skip
    held = list(book["Số liệu đã có"].iter_rows(values_only=True))[1]
    assert held == ("Tổng số hộ nghèo", "phường Long Thủy", 15, "hộ", "6 tháng đầu năm 2021", 2)
    assert "Chỉ tiêu kế hoạch" not in book.sheetnames


def test_an_edited_file_is_brought_up_to_date() -> None:
    asked = request()
    fresh = report(asked)
    late = fresh.submitted[LATE]
    changed = {**late.answers, "/data/DX1": as_answer(14)}
    submitted = {**fresh.submitted, LATE: replace(late, answers=changed, version=2)}
    again = consolidate(fresh.plan, fresh.round, submitted, NOW, UNITS)
    made, outcome = opened.word().refreshed(usual(), replace(again, request=asked))
    assert "- Số hộ có nhà tốc mái: 17 hộ" in page(made)
    assert tables(made)["Số hộ có nhà tốc mái (hộ)"][-1][2] == "17*"
    changed_texts = [(each.label, each.old, each.new) for each in outcome.changed]
    assert ("Số hộ có nhà tốc mái", "15 hộ", "17 hộ") in changed_texts
    cells = [cell for each in outcome.changed for cell in each.cells]
    assert ("Số hộ có nhà tốc mái, phường Long Phước", "12", "14") in [
        (each.label, each.old, each.new) for each in cells
    ]


def tables(paper: bytes) -> dict[str, list[list[str]]]:
    """Rows below the heading, by what the third column is called, or the second."""
    w = opened.W
    found: dict[str, list[list[str]]] = {}
    for table in opened.body(paper).iter(f"{w}tbl"):
        rows = [
            ["\n".join(map(opened.written, cell.findall(f"{w}p"))) for cell in row.iter(f"{w}tc")]
            for row in table.iter(f"{w}tr")
        ]
        if len(rows[0]) > 2:
            key = rows[0][1] if rows[0][1] in ("Nội dung", "Chỉ tiêu") else rows[0][2]
            found[key] = rows[1:]
    return found


def test_a_changed_list_is_a_correction() -> None:
    asked = request()
    fresh = report(asked)
    office = fresh.submitted[OFFICE]
    count = next(ref for ref in office.answers if ref.endswith("[a1]/giong_so"))
    changed = replace(office, answers={**office.answers, count: as_answer(14)}, version=2)
    submitted = {**fresh.submitted, OFFICE: changed}
    again = replace(consolidate(fresh.plan, fresh.round, submitted, NOW, UNITS), request=asked)
    [found] = changes(snapshot(fresh, "A"), snapshot(again, "A"))
    assert (found.sort, found.name) == ("list", f"{OFFICE}:giong")
    assert found.old == "Bò giống; 12\nCây điều; 1.250"
    assert found.new == "Bò giống; 14\nCây điều; 1.250"
    assert told(again, found).label == "Giống cây, giống con đã hỗ trợ trong kỳ"


def test_reasons_of_figures_that_are_far_off_are_printed() -> None:
    asked = request()
    fresh = report(asked)
    office = fresh.submitted[OFFICE]
    [ref] = [each for each in office.answers if each.endswith("/KT01")]
    noted = replace(office.answers[ref], note="mở thêm lớp sau dịch")
    changed = replace(office, answers={**office.answers, ref: noted})
    again = consolidate(fresh.plan, fresh.round, {**fresh.submitted, OFFICE: changed}, NOW, UNITS)
    paper = opened.word().consolidated(replace(again, request=asked))
    text = page(paper)
    assert "mở thêm lớp sau dịch" in text
    assert "Nguyên nhân số liệu biến động".upper() in text.upper()
    assert [each.rule for each in check(paper) if each.ok is False] == []
