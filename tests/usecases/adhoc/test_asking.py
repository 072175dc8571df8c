"""An ad hoc request from the first word to the last answer, as people do it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from documents.check import check
from documents.word import WordDocuments
from tests.documents import opened
from tests.usecases.town import Resident, Shown, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.consolidated import consolidated, want_consolidated

COMMUNES = ("phuong-long-thuy", "phuong-thac-mo", "phuong-long-phuoc", "xa-long-giang")
TITLE = "Nhà tốc mái ${N1} & <b>đêm 9/6</b>"
FIRST = "Số hộ có nhà bị tốc mái ${x} <i>"


def request_of(town: Town) -> tuple[int, str, dict[str, object], str, str]:
    [(key, state, content, asked, round_id)] = town.rows(
        "SELECT id, state, content, asked, round_id FROM adhoc_request"
    )
    return key, state, json.loads(content), asked, round_id


def write(hoa: Resident, *questions: tuple[str, ...], title: str = TITLE) -> Shown:
    """Title and typed questions; each question is a text and what is pressed or typed after it."""
    hoa.do(ask_ad_hoc)
    hoa.type(title)
    for question, *rest in questions:
        hoa.type(question)
        for step in rest:
            hoa.give(step)
    return hoa.press("Xong")


def test_the_usual_request_takes_few_taps(town: Town) -> None:
    hoa = town.office()
    liaison = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    whole = write(hoa, (FIRST, "[Số (hộ, người…)]", "[hộ]"))
    assert TITLE in whole.text
    assert f"1. {FIRST} (hộ)" in whole.text
    assert "Hạn nộp: 16:00 ngày 10/6/2021" in whole.text
    assert "Gửi đến 7 đơn vị" in whole.text
    preview = hoa.press("Xem trước và gửi")
    assert f"Báo cáo đột xuất: {TITLE}" in preview.text
    assert town.rows("SELECT count(*) FROM round") == [(1,)], "nothing is sent by looking"
    sent = hoa.press("Gửi đến 7 đơn vị")
    assert "7 đơn vị, 1 người nhận tin" in sent.text
    key, state, _, _, round_id = request_of(town)
    assert (state, round_id) == ("sent", f"dot-xuat-{key}")
    assert town.rows("SELECT kind FROM round WHERE id = ?", round_id) == [("ad_hoc",)]
    owed = town.rows("SELECT unit_id, due_at FROM obligation WHERE round_id = ?", round_id)
    assert len(owed) == 7
    assert {due for _, due in owed} == {"2021-06-10T09:00:00.000000+00:00"}
    assert f"Báo cáo đột xuất: {TITLE}" in liaison.heard.text
    assert FIRST in liaison.heard.text
    assert len(hoa.phone) <= 11, "welcome included"


def test_the_notice_is_answered_there_and_then(town: Town) -> None:
    hoa = town.office()
    liaison = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    write(hoa, (FIRST, "[Số (hộ, người…)]", "[hộ]"))
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    assert "Không thuộc nhiệm vụ của đơn vị" in liaison.heard.labels
    assert liaison.type("12 hộ").kind == "ready"
    closed = next(shown for shown in liaison.phone if shown.kind == "question_closed")
    assert "12 hộ" in closed.text
    assert "Hạn nộp: 16:00 ngày 10/6/2021" in closed.text, "what the notice said is still there"
    liaison.offers()
    assert liaison.press("Xác nhận").kind == "receipt"
    [(state, late)] = town.rows(
        "SELECT state, late FROM obligation"
        " WHERE unit_id = 'xa-long-giang' AND round_id LIKE 'dot%'"
    )
    assert (state, late) == ("submitted", 0)
    [(content,)] = town.rows("SELECT content FROM submission")
    assert json.loads(content)["/data/DX1"]["value"] == 12


def answers(person: Resident, *given: str) -> None:
    for each in given:
        person.give(each)
    person.offers()
    assert person.press("Xác nhận").kind == "receipt"


@pytest.fixture
def five(town: Town) -> tuple[Resident, dict[str, Resident]]:
    """The office and the liaisons of five communes."""
    people = {
        unit: town.invited(unit, 20 + at, f"Cán bộ {at}")
        for at, unit in enumerate((*COMMUNES, "xa-phuoc-tin"))
    }
    return town.office(), people


def ask_five(hoa: Resident) -> None:
    """Five communes, a question of each sort."""
    write(
        hoa,
        (FIRST, "[Số (hộ, người…)]", "[hộ]"),
        ("Thiệt hại ước tính", "[Số tiền]", "[triệu đồng]"),
        ("Đã hỗ trợ chưa?", "[Chọn một]", "Đã hỗ trợ; Chưa hỗ trợ"),
        ("Tỷ lệ khắc phục", "[Tỷ lệ %]"),
        ("Khó khăn", "[Viết]"),
    )
    hoa.press("Đơn vị nhận")
    hoa.press("✓ Ủy ban nhân dân các xã, phường (7)")
    for name in ("phường Long Thủy", "phường Thác Mơ", "phường Long Phước", "xã Long Giang"):
        press_unit(hoa, name)
    press_unit(hoa, "xã Phước Tín")
    hoa.press("Xong")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 5 đơn vị")


def test_five_units_one_of_them_late(
    town: Town, five: tuple[Resident, dict[str, Resident]]
) -> None:
    hoa, people = five
    ask_five(hoa)
    *early, late = people.values()
    for at, person in enumerate(early, 1):
        answers(person, str(at), "1,5", "[Đã hỗ trợ]", "50", "Thiếu tôn lợp.")
    town.now += timedelta(hours=8)
    answers(late, "10", "2", "[Chưa hỗ trợ]", "0", "Không có")
    owed = town.rows(
        "SELECT unit_id, late FROM obligation WHERE round_id LIKE 'dot%' ORDER BY unit_id"
    )
    assert len(owed) == 5
    assert [unit for unit, is_late in owed if is_late] == ["xa-phuoc-tin"]
    told = hoa.do(want_consolidated)
    assert "5/5 đơn vị đã nộp" in told.text
    assert f"{FIRST}: 20 hộ" in told.text
    assert "Thiệt hại ước tính: 8 triệu đồng" in told.text
    assert "Đã hỗ trợ chưa: Đã hỗ trợ 4; Chưa hỗ trợ 1" in told.text
    assert "Tỷ lệ khắc phục" not in told.text, "per cents do not add up"
    paper = document(town)
    assert [f.rule for f in check(paper) if f.ok is False] == []
    text = text_of(paper)
    for said in (
        TITLE,
        FIRST,
        "Báo cáo sau thời hạn: xã Phước Tín",
        "Chưa hỗ trợ\n1\nXã Phước Tín",
    ):
        assert said in text


def document(town: Town) -> bytes:
    """The consolidated document of the one ad hoc round, as its job makes it."""
    round_id = request_of(town)[4]
    report = town.do(lambda work: consolidated(work, town.library, round_id, town.now))
    return WordDocuments().consolidated(report)


def text_of(paper: bytes) -> str:
    return "\n".join(opened.lines(paper))


def press_unit(hoa: Resident, name: str) -> None:
    """Turns pages to it, back ones first."""
    for way in ("‹ Trang trước", "Trang sau ›"):
        while name not in hoa.heard.labels and way in hoa.heard.labels:
            hoa.press(way)
    hoa.press(name)
