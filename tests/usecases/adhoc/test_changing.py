"""A request changed while it runs, from the press to the database and the liaisons, who may be in
the middle of an answer."""

from __future__ import annotations

import json

import pytest

from handlers.commands import _PLAIN
from tests.usecases.adhoc.test_asking import answers, document, request_of, text_of, write
from tests.usecases.town import Resident, Town
from usecases.adhoc.dialogue import ask_ad_hoc

OLD, NEW = "Số hộ bị tốc mái", "Số hộ nghèo, hộ cận nghèo bị tốc mái ${x}"
HOUSES = (OLD, "[Số (hộ, người…)]", "[hộ]")
TEXT = ("Khó khăn", "[Viết]")


@pytest.fixture
def an(town: Town) -> Resident:
    return town.invited("xa-long-giang", 11, "Trần Thị Bé")


@pytest.fixture
def bich(town: Town) -> Resident:
    return town.invited("xa-phuoc-tin", 12, "Lý Thị Bích")


@pytest.fixture
def cuc(town: Town) -> Resident:
    return town.invited("phuong-thac-mo", 13, "Ngô Thị Cúc")


@pytest.fixture
def hoa(town: Town, an: Resident, bich: Resident, cuc: Resident) -> Resident:
    """Two questions went to seven communes; Bích has sent hers, Cúc has answered the first."""
    hoa = town.office()
    write(hoa, HOUSES, TEXT, title="Lốc xoáy")
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")
    answers(bich, "3", "Thiếu tôn.")
    cuc.type("5 hộ")
    return hoa


def reword(hoa: Resident, new: str = NEW) -> None:
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Sửa câu hỏi")
    hoa.press("1")
    hoa.type(new)


def values(town: Town) -> dict[tuple[str, str], object]:
    rows = town.rows(
        "SELECT unit_id, ref, value FROM answer JOIN draft ON draft.id = draft_id"
        " JOIN obligation ON obligation.id = draft.obligation_id"
        " WHERE round_id LIKE 'dot%' AND value IS NOT NULL"
    )
    return {(unit, ref): json.loads(value) for unit, ref, value in rows}


def test_other_words_are_confirmed_first(town: Town, hoa: Resident, an: Resident) -> None:
    before, heard = town.fingerprint(), len(an.phone)
    reword(hoa)
    assert OLD in hoa.heard.text and NEW in hoa.heard.text
    assert len(an.phone) == heard
    hoa.press("Giữ lại")
    assert hoa.heard.kind == "adhoc_board"
    same = ("adhoc_request", "obligation", "form_version", "conversation", "draft")
    after = town.fingerprint()
    assert [name for name in same[1:] if before[name] != after[name]] == []
    assert request_of(town)[2]["questions"][0]["wording"] == OLD  # type: ignore[index]


def test_everybody_is_told_what_becomes_of_their_answer(
    town: Town, hoa: Resident, an: Resident, bich: Resident, cuc: Resident
) -> None:
    [(old_form,)] = town.rows("SELECT form_version FROM adhoc_request")
    reword(hoa)
    assert hoa.press("Sửa và báo các đơn vị").kind == "adhoc_done"
    assert "trả lời theo câu hỏi mới" in an.phone[-2].text
    assert NEW in an.heard.text, "asked again in the new words"
    assert "Câu trả lời đã nhập giữ nguyên" in cuc.heard.text
    assert "Báo cáo đã nộp giữ nguyên" in bich.heard.text
    assert bich.labels == ["Sửa báo cáo"]
    [(new_form,)] = town.rows("SELECT form_version FROM adhoc_request")
    assert new_form != old_form
    owed = town.rows("SELECT DISTINCT form_version FROM obligation WHERE round_id LIKE 'dot%'")
    assert owed == [(new_form,)]
    assert town.rows("SELECT form_version FROM submission") == [(old_form,)]
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'adhoc_reworded'")
    said = json.loads(detail)
    assert (said["question"], said["from"], said["to"]) == ("DX1", OLD, NEW)


def test_answers_go_on_where_they_were(
    town: Town, hoa: Resident, an: Resident, bich: Resident, cuc: Resident
) -> None:
    old_question = an.heard
    reword(hoa)
    hoa.press("Sửa và báo các đơn vị")
    an.type("7 hộ")
    assert values(town)["xa-long-giang", "/data/DX1"] == 7
    cuc.type("Đường lầy.")
    cuc.offers()
    assert cuc.press("Xác nhận").kind == "receipt"
    assert values(town)["phuong-thac-mo", "/data/DX1"] == 5
    an.press_data(old_question.buttons["Chưa có số liệu"], old_question.telegram_id)
    text = text_of(document(town))
    assert NEW in text and OLD not in text.replace(NEW, "")
    assert "8 hộ" in text, "three of the old words and five of the new"


def test_an_answer_to_a_cancelled_request_is_said_to_be_written_nowhere(
    town: Town, hoa: Resident, an: Resident, cuc: Resident
) -> None:
    question = an.heard
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Hủy yêu cầu")
    hoa.press("Hủy và báo các đơn vị")
    before = values(town)
    told = an.type("7 hộ")
    assert told.kind == "adhoc_over"
    assert "Tin vừa gửi không được ghi" in told.text and "đã được hủy" in told.text
    assert cuc.type("Đường lầy.").kind == "adhoc_over"
    pressed = an.press_data(question.buttons["Chưa có số liệu"], question.telegram_id)
    assert pressed.kind == "adhoc_over"
    assert values(town) == before
    assert an.type("7 hộ").kind == "menu", "told once, they are elsewhere"


def test_what_lies_beneath_a_closed_request_is_asked_again(
    town: Town, hoa: Resident, cuc: Resident
) -> None:
    report = cuc.begin()
    cuc.press("phường Thác Mơ - 6 tháng đầu năm 2021")
    cuc.begin()
    cuc.press("phường Thác Mơ - “Lốc xoáy”")
    assert report.kind == "choose_report"
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Kết thúc")
    hoa.press("Kết thúc yêu cầu")
    cuc.type("Đường lầy.")
    assert [each.kind for each in cuc.answers] == ["adhoc_over", "question"]
    [(focus,)] = town.rows("SELECT focus FROM person WHERE telegram_id = 13")
    assert len(json.loads(focus)) == 1


def test_a_moved_due_time_leaves_an_answer_in_the_making_alone(
    town: Town, hoa: Resident, an: Resident
) -> None:
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Đổi hạn nộp")
    hoa.type("17h ngày 11/6")
    assert "17:00 ngày 11/6/2021" in an.heard.text
    an.type("7 hộ")
    assert values(town)["xa-long-giang", "/data/DX1"] == 7
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'adhoc_moved'")
    assert "2021-06-11T17:00:00+07:00" in json.loads(detail)["to"]


def test_one_unit_gets_longer_and_keeps_it(town: Town, hoa: Resident, an: Resident) -> None:
    hoa.do(_PLAIN["giahan"])
    hoa.press("“Lốc xoáy”")
    hoa.press("Xã Long Giang")
    hoa.press("17/6")
    hoa.type("Đường bị chia cắt, chưa kiểm đếm được.")
    assert "Đường bị chia cắt" in an.heard.text

    def due() -> dict[str, str]:
        rows = town.rows("SELECT unit_id, due_at FROM obligation WHERE round_id LIKE 'dot%'")
        return dict(rows)

    longer = due()["xa-long-giang"]
    assert longer > due()["phuong-thac-mo"]
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'extended'") == [(1,)]
    hoa.do(ask_ad_hoc)
    hoa.press("Lốc xoáy")
    hoa.press("Đổi hạn nộp")
    heard = len(an.phone)
    hoa.type("17h ngày 11/6")
    assert due()["phuong-thac-mo"] == "2021-06-11T10:00:00.000000+00:00"
    assert due()["xa-long-giang"] == longer
    assert len(an.phone) == heard, "nothing has changed for them"
