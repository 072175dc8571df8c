"""The office settles an ad hoc round's report as any other: gaps, header, finals, sources."""

from __future__ import annotations

import io

import openpyxl
import pytest

from documents.excel import ExcelDocuments
from documents.word import WordDocuments
from tests.usecases.adhoc.test_asking import answers, document, text_of, write
from tests.usecases.town import Resident, Town
from usecases.consolidated import consolidated, want_consolidated
from usecases.deciding.correcting import correction_of
from usecases.deciding.finals import is_intact, rebuilt
from usecases.deciding.records import FinalReport
from usecases.speak import review

HOUSES = ("Số hộ có nhà bị tốc mái", "[Số (hộ, người…)]", "[hộ]")
RATE = ("Tỷ lệ khắc phục", "[Tỷ lệ %]")
TEXT = ("Khó khăn", "[Viết]")
REASON = "Cấp trên yêu cầu gửi ngay."


@pytest.fixture
def an(town: Town) -> Resident:
    return town.invited("xa-long-giang", 11, "Trần Thị Bé")


@pytest.fixture
def hoa(town: Town, an: Resident) -> Resident:
    """The office has asked seven communes; one has answered."""
    hoa = town.office()
    write(hoa, HOUSES, RATE, TEXT, title="Lốc xoáy")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    answers(an, "9", "50", "Thiếu tôn.")
    return hoa


def round_of(town: Town) -> str:
    [(round_id,)] = town.rows("SELECT id FROM round WHERE kind = 'ad_hoc'")
    return str(round_id)


def correct(an: Resident) -> None:
    """9 → 11 households, 50 → 60 per cent, and other words."""
    an.begin()
    an.press("xã Long Giang - “Lốc xoáy”")
    an.press("Sửa báo cáo")
    for number, said in (("1", "11"), ("2", "60"), ("3", "Thiếu tôn và thợ.")):
        an.do(review)
        an.press(number)
        an.type(said)
    an.offers()
    an.press("Xác nhận")


def latest(town: Town) -> FinalReport:
    final = town.do(lambda work: work.finals.latest(round_of(town)))
    assert final is not None
    return final


def test_the_gaps_come_first_and_are_decided(town: Town, hoa: Resident) -> None:
    before = len(hoa.phone)
    hoa.do(want_consolidated)
    gaps, summary = hoa.phone[before:][:2]
    assert (gaps.kind, summary.kind) == ("gaps", "adhoc_summary")
    assert "6 đơn vị" in gaps.text
    hoa.press("Xã Phước Tín")
    assert "Nhập thay" in hoa.labels
    assert "Dùng số kỳ trước (ước)" not in hoa.labels, "nobody has said it before"
    hoa.press("Ghi chú chưa bao gồm")
    assert "chưa bao gồm số liệu của xã Phước Tín" in text_of(document(town))
    [(subject, value)] = town.rows("SELECT subject, value FROM decision")
    assert (subject, value) == ("gap:xa-phuoc-tin", '"note"')


def test_the_header_is_the_round_s_own(town: Town, hoa: Resident) -> None:
    hoa.do(want_consolidated)
    hoa.press("Phần đầu, người ký, nơi nhận")
    hoa.press("Kính gửi")
    hoa.type("Sở Lao động - Thương binh và Xã hội")
    hoa.press("Trích yếu")
    hoa.type("Thiệt hại do {{ lốc }} xoáy")
    hoa.press("Căn cứ")
    hoa.type("Căn cứ Kế hoạch số 10/KH-UBND ngày 05/02/2021 của UBND thị xã")
    text = text_of(document(town))
    assert "Kính gửi: Sở Lao động - Thương binh và Xã hội" in text
    assert "Thiệt hại do {{ lốc }} xoáy" in text
    assert "Căn cứ Kế hoạch số 10/KH-UBND" in text


def test_a_final_stays_while_its_sources_change(town: Town, hoa: Resident, an: Resident) -> None:
    hoa.do(want_consolidated)
    asked = hoa.press("Chốt báo cáo")
    assert "Còn 6 đơn vị chưa nộp" in asked.text
    assert hoa.type(REASON).kind == "final_made"
    frozen = word(town, latest(town))
    correct(an)
    assert hoa.heard.kind == "final_outdated"
    told = hoa.press("Xem nội dung đính chính").text
    assert "Số hộ có nhà bị tốc mái: 9 hộ → 11 hộ" in told
    assert "Xã Long Giang, Tỷ lệ khắc phục: 50% → 60%" in told
    assert "Xã Long Giang, Khó khăn: Thiếu tôn. → Thiếu tôn và thợ." in told
    made = town.do(lambda work: correction_of(work, town.library, round_of(town), town.now))
    assert made is not None
    notice = text_of(WordDocuments().correction_notice(made))
    assert "11 hộ" in notice and "Thiếu tôn và thợ." in notice
    town.close()
    town.open()
    final = latest(town)
    assert town.do(lambda work: is_intact(work, town.library, final))
    assert word(town, final) == frozen


def word(town: Town, final: FinalReport) -> bytes:
    report = town.do(lambda work: rebuilt(work, town.library, final))
    return WordDocuments().consolidated(report, final.inputs["model"])


def test_every_answer_can_be_traced(town: Town, hoa: Resident) -> None:
    hoa.do(want_consolidated)
    hoa.press("Nguồn số liệu")
    assert "Tỷ lệ khắc phục: riêng từng đơn vị" in hoa.heard.text
    hoa.press("Tỷ lệ khắc phục")
    assert "Xã Long Giang: 50%" in hoa.heard.text
    assert "lần nộp 1, Trần Thị Bé" in hoa.heard.text
    hoa.press("Nguồn số liệu")
    hoa.press("Nội dung các đơn vị viết")
    assert "Thiếu tôn." in hoa.heard.text and "Trần Thị Bé" in hoa.heard.text
    report = town.do(lambda work: consolidated(work, town.library, round_of(town), town.now))
    book = openpyxl.load_workbook(io.BytesIO(ExcelDocuments().consolidated(report)))
    heads, *sources = book["Nguồn số liệu"].iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in sources]
    mine = next(row for row in found if row["Số liệu"] == 9)
    assert (mine["Chỉ tiêu"], mine["Đơn vị"]) == ("Số hộ có nhà bị tốc mái", "xã Long Giang")
    assert (mine["Lần nộp"], mine["Người nộp"]) == (1, "Trần Thị Bé")
