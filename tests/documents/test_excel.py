"""The workbook of a report: typed cells, every figure traced, nothing of people's a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from documents.excel import ExcelDocuments
from documents.excel.sheet import LONGEST_TEXT
from reporting.answers import Answer
from reporting.consolidation import ConsolidatedReport
from reporting.forms import AskStep, Instance
from tests.documents import filling

EXCEL = ExcelDocuments()
FORMULAS = ("=cmd|' /C calc'!A0", "=1+1", "+1+1", "-1", "@SUM(1)", "\t=1", "\r=1", "http://a.vn/x")


def book(report: ConsolidatedReport) -> Workbook:
    return load_workbook(io.BytesIO(EXCEL.consolidated(report)))


def rows(made: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rest = made[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def writing(text: str) -> filling.Choose:
    def choose(step: AskStep, instance: Instance) -> Answer:
        if step.question.kind == "text":
            return Answer(text)
        return filling.plausible(step, instance)

    return choose


def only_writes(text: str) -> bytes:
    """The workbook of one unit that writes `text` wherever it may."""
    others = tuple(u.id for u in filling.the_plan().units if u.id != "kinh-te")
    return EXCEL.consolidated(filling.report(writing(text), missing=others))


def test_figures_are_numbers_and_say_what_is_missing() -> None:
    made = book(filling.report(missing=("xa-phuoc-tin",)))
    figures = {row["Mã"]: row for row in rows(made, "Chỉ tiêu tổng hợp")}
    poor = figures["HN_N1"]
    assert poor["Kết quả"] == 11
    assert poor["Tình trạng"] == "chưa đủ đơn vị"
    assert poor["Chưa bao gồm số liệu của"] == "xã Phước Tín"
    assert figures["HN_r0"]["Kết quả"] == pytest.approx(23 / 14560)
    cell = made["Chỉ tiêu tổng hợp"]["E2"]
    assert (cell.data_type, cell.number_format) == ("n", "#,##0")


def test_the_five_standings_are_five_different_things() -> None:
    made = book(filling.report(missing=("kinh-te",)))
    figures = {row["Mã"]: row for row in rows(made, "Chỉ tiêu tổng hợp")}
    assert (figures["KT01"]["Kết quả"], figures["KT01"]["Tình trạng"]) == (None, "chưa báo cáo")
    assert (figures["HN_Nr"]["Kết quả"], figures["HN_Nr"]["Tình trạng"]) == (
        0, "không phát sinh (0)",
    )  # fmt: skip


def test_every_part_is_traced_to_unit_question_version_person_and_time() -> None:
    report = filling.report()
    parts = [row for row in rows(book(report), "Nguồn số liệu") if row["Mã"] == "HN_N1"]
    assert len(parts) == 7
    tin = next(row for row in parts if row["Đơn vị"] == "xã Phước Tín")
    sent = report.submitted["xa-phuoc-tin"]
    assert (tin["Số liệu"] == 5 and tin["Câu hỏi"] == "HN_N1") or tin["Câu hỏi"]
    assert (tin["Lần nộp"], tin["Người nộp"]) == (1, sent.by)
    assert tin["Thời điểm nộp"] == sent.at.replace(tzinfo=None)
    assert isinstance(tin["Thời điểm nộp"], datetime)
    texts = rows(book(report), "Nội dung các đơn vị")
    assert {"III.2", "I.1"} <= {row["Mục"] for row in texts}
    assert all(row["Người nộp"] for row in texts)


def test_the_sums_are_formulas_over_the_sources_and_come_to_the_figures() -> None:
    data = EXCEL.consolidated(filling.report())
    formulas, values = (
        load_workbook(io.BytesIO(data)),
        load_workbook(io.BytesIO(data), data_only=True),
    )
    written = [str(c.value) for c in formulas["Chỉ tiêu tổng hợp"]["F"][1:] if c.value is not None]
    assert len(written) > 50
    assert all(text.startswith("=SUMIFS('Nguồn số liệu'!$D$2:$D$") for text in written)
    sums: dict[object, float] = {}
    for row in rows(values, "Nguồn số liệu"):
        amount = row["Số liệu"]
        if isinstance(amount, int | float):
            sums[row["Mã"]] = sums.get(row["Mã"], 0) + amount
    for row in rows(values, "Chỉ tiêu tổng hợp"):
        if row["Cộng từ các đơn vị"] is not None:
            assert row["Cộng từ các đơn vị"] == row["Kết quả"]
            assert sums[row["Mã"]] == pytest.approx(row["Kết quả"]), row["Mã"]


@pytest.mark.parametrize("text", FORMULAS)
def test_s24_hostile_text_is_inert_and_whole(text: str) -> None:
    plan = filling.the_plan()
    only = filling.report(
        writing(text), missing=tuple(u.id for u in plan.units if u.id != "kinh-te")
    )
    data = EXCEL.consolidated(only)
    made = load_workbook(io.BytesIO(data))
    sheet = made["Nội dung các đơn vị"]
    said = [cell for cell in sheet["C"][1:] if cell.value is not None]
    assert said and all(cell.data_type == "s" for cell in said)
    assert {str(cell.value).strip() for cell in said} == {text.strip()}
    for each in made:
        formulas = [c for row in each.iter_rows() for c in row if c.data_type == "f"]
        assert all(str(c.value).startswith("=SUMIFS(") for c in formulas)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any("hyperlink" in name for name in package.namelist())


def test_text_longer_than_a_cell_goes_on_below() -> None:
    text = "Dài. " * 8_000
    plan = filling.the_plan()
    only = filling.report(
        writing(text), missing=tuple(u.id for u in plan.units if u.id != "kinh-te")
    )
    texts = rows(book(only), "Nội dung các đơn vị")
    first, more = texts[0], texts[1]
    assert len(str(first["Nội dung"])) == LONGEST_TEXT
    assert more["Mục"] == "(tiếp)"
    assert f"{first['Nội dung']}{more['Nội dung']}" == text
    assert first["Người nộp"] and not more["Người nộp"]


def test_control_characters_and_surrogates_are_taken_out() -> None:
    plan = filling.the_plan()
    missing = tuple(u.id for u in plan.units if u.id != "kinh-te")
    texts = rows(
        book(filling.report(writing("a\x00b\x0bc\ud800d"), missing=missing)), "Nội dung các đơn vị"
    )
    assert texts[0]["Nội dung"] == "abcd"


def test_the_same_report_gives_the_same_bytes() -> None:
    report = filling.report()
    assert EXCEL.consolidated(report) == EXCEL.consolidated(report)


def test_who_has_reported_is_a_file_of_its_own() -> None:
    made = load_workbook(io.BytesIO(EXCEL.submissions(filling.report(missing=("kinh-te",)))))
    lines = rows(made, "Tình hình nộp")
    assert len(lines) == 24
    late = next(row for row in lines if "Phòng Kinh tế" in str(row["Đơn vị"]))
    assert (late["Tình trạng"], late["Lần nộp"]) == ("chưa nộp", None)
    assert "Tình hình nộp" not in book(filling.report()).sheetnames
