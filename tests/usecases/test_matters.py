"""Difficulties and proposals: each is answered, or carried over and asked about again."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from documents.word import WordDocuments
from reporting.answers import Answer, Standing
from tests.documents import opened
from tests.usecases.handed_in import hand_in_whole
from tests.usecases.reports import STORED, THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import want_consolidated
from usecases.deciding.finals import final_template, is_intact, ordered, rebuilt

UNIT, YEAR = "thi-doan", "2021-N"
DECEMBER = datetime.fromisoformat("2021-12-10T09:00:00+07:00")
HARD, WISH = "Thiếu vốn & cây giống {{ x }}.", "Đề nghị thị xã bố trí kinh phí làm 02 căn nhà."
SAID = {**STORED, "TL3": Answer(HARD), "TL6": Answer(WISH)}
NOTHING = Answer("", Standing.ZERO)


@pytest.fixture
def an(town: Town) -> Resident:
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    hand_in_whole(an, UNIT, said=SAID)
    return an


@pytest.fixture
def hoa(town: Town, an: Resident) -> Resident:
    hoa = town.office()
    hoa.do(want_consolidated)
    hoa.press("Khó khăn, kiến nghị")
    return hoa


def next_round(town: Town) -> None:
    town.now = DECEMBER
    town.open_rounds()


def open_year(an: Resident) -> None:
    an.press_data(f"s:report:{an.town.obligation(UNIT, YEAR).id}")


def carry(hoa: Resident, start: str) -> None:
    hoa.press_data(f"s:matters:{ROUND}")
    hoa.press(next(label for label in hoa.heard.labels if start in label))
    hoa.press("Chuyển kỳ sau")


def text_of(town: Town, round_id: str) -> str:
    report = town.do(lambda work: ordered(work, town.library, {"round": round_id}, town.now)[0])
    return opened.text(WordDocuments().consolidated(report))


def test_each_becomes_an_item_with_addressee_unit_and_round(town: Town, hoa: Resident) -> None:
    rows = town.rows("SELECT round_id, unit_id, question, section, sort, text FROM matter")
    assert rows == [
        (ROUND, UNIT, "TL3", "III.2", "difficulty", HARD),
        (ROUND, UNIT, "TL6", "V.2", "proposal", WISH),
    ]
    assert "2 nội dung, 2 nội dung chưa xử lý" in hoa.heard.text
    assert "kiến nghị, đề xuất (Với Ủy ban nhân dân thị xã)" in hoa.heard.text
    assert HARD in hoa.heard.text


def test_a_later_version_changes_it_or_takes_it_out(
    town: Town, an: Resident, hoa: Resident
) -> None:
    hand_in_whole(an, UNIT, said={"TL3": Answer("Thiếu vốn."), "TL6": NOTHING})
    assert town.rows("SELECT text, version FROM matter ORDER BY id") == [("Thiếu vốn.", 2), ("", 2)]
    shown = hoa.press_data(f"s:matters:{ROUND}")
    assert "1 nội dung" in shown.text and WISH not in shown.text


def test_the_office_answers_in_words_and_the_unit_hears_it(
    town: Town, an: Resident, hoa: Resident
) -> None:
    hoa.press(next(label for label in hoa.heard.labels if "Đề nghị thị xã" in label))
    hoa.press("Trả lời")
    told = hoa.type("Đã bố trí 80 triệu đồng <quý III> & giao UBND xã.")
    assert "Tình trạng: đã trả lời." in told.text
    assert "Đã gửi trả lời tới: Nguyễn Văn An." in told.text
    town.deliver()
    assert an.heard.kind == "matter_answered"
    assert WISH in an.heard.text
    assert "Đã bố trí 80 triệu đồng <quý III> & giao UBND xã." in an.heard.text
    next_round(town)
    open_year(an)
    assert "matters_asked" not in [shown.kind for shown in an.phone]
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'matter'")
    assert json.loads(detail)["step"] == "answered"


def test_what_is_carried_over_is_asked_about_and_told_in_the_next_report(
    town: Town, an: Resident, hoa: Resident
) -> None:
    carry(hoa, "Đề nghị thị xã")
    next_round(town)
    open_year(an)
    asked = next(shown for shown in an.phone if shown.kind == "matters_asked")
    assert (
        f"Trong báo cáo 6 tháng đầu năm 2021, đơn vị nêu kiến nghị, đề xuất: {WISH}" in asked.text
    )
    assert HARD not in asked.text, "nobody carried that over"
    assert an.heard.kind == "question", "the report goes on"
    an.press("1. Chưa được giải quyết")
    an.press("Ghi thêm")
    an.type("Mới làm được 01 căn.")
    assert [shown.kind for shown in an.answers] == ["matter_noted", "question"]
    text = text_of(town, YEAR)
    assert "Nội dung các kỳ trước chuyển sang:" in text
    assert f"- Thị Đoàn (báo cáo 6 tháng đầu năm 2021): {WISH}" in text
    assert "Đến nay: chưa được giải quyết; Mới làm được 01 căn." in text
    shown = hoa.press_data(f"s:matters:{YEAR}")
    assert "từ báo cáo 6 tháng đầu năm 2021" in shown.text
    assert town.rows("SELECT step FROM matter_step ORDER BY id") == [
        ("carried_over",), ("asked",), ("remains",), ("words",)
    ]  # fmt: skip


def test_a_unit_is_asked_about_its_own_alone(town: Town, an: Resident) -> None:
    binh = town.invited("hoi-phu-nu", 2, "Trần Thị Bình")
    hand_in_whole(binh, "hoi-phu-nu", said={"TL3": NOTHING, "TL6": Answer("Đề nghị mở lớp may.")})
    hoa = town.office()
    hoa.press_data(f"s:matters:{ROUND}")
    hoa.press("Chuyển kỳ sau mọi nội dung chưa xử lý")
    next_round(town)
    open_year(an)
    asked = next(shown for shown in an.phone if shown.kind == "matters_asked")
    assert "có 2 nội dung" in asked.text
    assert "lớp may" not in asked.text
    [(hers,)] = town.rows("SELECT id FROM matter WHERE unit_id = 'hoi-phu-nu' AND text <> ''")
    forged = an.press_data(f"s:matter_settled:{town.obligation(UNIT, YEAR).id}:{hers}")
    assert forged.kind == "not_there"


def test_an_old_button_about_what_the_office_has_answered_leads_nowhere(
    town: Town, an: Resident, hoa: Resident
) -> None:
    hoa.press(next(label for label in hoa.heard.labels if "Đề nghị thị xã" in label))
    hoa.press("Trả lời")
    hoa.type("Đã bố trí kinh phí.")
    next_round(town)
    [(answered,)] = town.rows("SELECT id FROM matter WHERE question = 'TL6'")
    pressed = an.press_data(f"s:matter_settled:{town.obligation(UNIT, YEAR).id}:{answered}")
    assert pressed.kind == "not_there"
    assert town.rows("SELECT step FROM matter_step") == [("answered",)]


def test_what_is_settled_is_told_once_and_asked_no_more(
    town: Town, an: Resident, hoa: Resident
) -> None:
    hoa.press("Chuyển kỳ sau mọi nội dung chưa xử lý")
    next_round(town)
    open_year(an)
    an.press("1. Đã được giải quyết")
    assert "Nội dung còn lại" in an.heard.labels
    an.press("Nội dung còn lại")
    assert "có 1 nội dung" in an.heard.text
    an.press("1. Chưa được giải quyết")
    owed = town.obligation(UNIT, YEAR)
    assert an.press_data(f"s:matters_unit:{owed.id}").kind == "not_there"
    assert "Đến nay: đã được giải quyết." in text_of(town, YEAR)


def test_who_did_not_say_is_asked_again_when_the_report_is_in(
    town: Town, an: Resident, hoa: Resident
) -> None:
    carry(hoa, "Đề nghị thị xã")
    next_round(town)
    open_year(an)
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    assert [shown.kind for shown in an.phone].count("matters_asked") == 2
    assert town.rows("SELECT count(*) FROM matter_step WHERE step = 'asked'") == [(1,)]


def test_a_final_keeps_what_was_carried_over(town: Town, an: Resident, hoa: Resident) -> None:
    carry(hoa, "Đề nghị thị xã")
    next_round(town)
    hand_in_whole(an, UNIT, YEAR)
    hoa.press_data(f"s:final:{YEAR}")
    hoa.type("Tỉnh yêu cầu gửi trong ngày.")
    final = town.do(lambda work: work.finals.latest(YEAR))
    assert final is not None
    first = WordDocuments().consolidated(
        town.do(lambda work: rebuilt(work, town.library, final)), "A", final_template(final)
    )
    assert WISH in opened.text(first)
    an.press_data(f"s:matter_settled:{town.obligation(UNIT, YEAR).id}:2")
    assert "Đến nay: đã được giải quyết." in text_of(town, YEAR)
    again = town.do(lambda work: rebuilt(work, town.library, final))
    assert WordDocuments().consolidated(again, "A", final_template(final)) == first
    assert town.do(lambda work: is_intact(work, town.library, final))


def test_the_register_turns_pages_and_is_the_office_s(town: Town, an: Resident) -> None:
    for number, unit in enumerate(("kinh-te", "mttq", "y-te", "tai-chinh"), 10):
        hand_in_whole(town.invited(unit, number, unit), unit)
    hoa = town.office()
    hoa.press_data(f"s:matters:{ROUND}")
    assert "Trang sau ›" in hoa.heard.labels
    hoa.press("Trang sau ›")
    assert hoa.heard.kind == "matters"
    before = town.fingerprint()
    for screen in ("matters", "matter", "matter_answer", "matter_carry", "matters_carry"):
        assert an.press_data(f"s:{screen}:{ROUND}:1").kind == "office_only"
    own, theirs = town.obligation(UNIT).id, town.obligation("kinh-te").id
    for number in (own, theirs, 9999):
        for screen in ("matters_unit", "matter_settled", "matter_remains", "matter_words"):
            assert an.press_data(f"s:{screen}:{number}:1").kind == "not_there"
    assert town.fingerprint() == before
    assert hoa.press_data("s:matters:2020-6T").kind == "no_round"
    assert hoa.press_data(f"s:matter:{ROUND}:9999").kind == "not_there"


def test_they_stand_in_the_plan_s_order_whoever_was_first(town: Town, hoa: Resident) -> None:
    hand_in_whole(
        town.invited("kinh-te", 2, "Vũ Thị Giang"),
        "kinh-te",
        said={"TL3": Answer("Thiếu con giống."), "TL6": NOTHING},
    )
    hoa.press_data(f"s:matters:{ROUND}")
    units = list(
        dict.fromkeys(label.partition(":")[0] for label in hoa.heard.labels if ": " in label)
    )
    assert units == ["Phòng Kinh tế", "Thị Đoàn"]
