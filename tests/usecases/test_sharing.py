"""Two people of one unit share a draft; nobody's answer is overwritten unseen."""

from __future__ import annotations

import pytest

from reporting.answers import Answer
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.records import Role
from usecases.speak import review

UNIT = "thi-doan"


@pytest.fixture
def an(town: Town) -> Resident:
    return town.invited(UNIT, 1, "Nguyễn Văn An")


@pytest.fixture
def binh(town: Town) -> Resident:
    return town.invited(UNIT, 2, "Trần Thị Bình", Role.SECOND_LIAISON)


def test_a_colleague_goes_on_where_the_unit_is(town: Town, an: Resident, binh: Resident) -> None:
    an.begin()
    asked = an.type("15 hộ")
    assert "thoát nghèo" in asked.text
    assert "thoát nghèo" in binh.begin().text
    binh.type("2")
    an.go_on()
    assert "Nhà tình thương" in an.heard.text
    assert town.draft(UNIT) == {"DT01": Answer(15), "DT03": Answer(2)}
    assert town.rows("SELECT count(*) FROM draft") == [(1,)]
    assert town.rows("SELECT count(*) FROM conversation") == [(2,)]


def both_asked(an: Resident, binh: Resident) -> Resident:
    """Both see the first question; the colleague is the first to answer."""
    an.begin()
    binh.begin()
    binh.type("14")
    return an


def test_r11_a_colleague_s_answer_is_not_overwritten(
    town: Town, an: Resident, binh: Resident
) -> None:
    doubt = both_asked(an, binh).type("15 hộ")
    assert doubt.kind == "colleague_changed"
    for said in ("Trần Thị Bình", "14 hộ", "15 hộ"):
        assert said in doubt.text
    assert town.draft(UNIT) == {"DT01": Answer(14)}


@pytest.mark.parametrize(
    ("label", "kept", "revision"),
    [("Dùng câu trả lời của tôi", 15, 2), ("Giữ câu trả lời hiện có", 14, 1)],
)
def test_the_person_decides(
    town: Town, an: Resident, binh: Resident, label: str, kept: int, revision: int
) -> None:
    both_asked(an, binh).type("15 hộ")
    an.press(label)
    assert town.draft(UNIT) == {"DT01": Answer(kept)}
    assert town.rows("SELECT revision FROM answer") == [(revision,)]
    assert "thoát nghèo" in an.heard.text


def test_the_same_answer_twice_is_no_conflict(town: Town, an: Resident, binh: Resident) -> None:
    both_asked(an, binh).type("14 hộ")
    assert an.heard.kind == "question"
    assert town.draft(UNIT) == {"DT01": Answer(14)}


def test_a_button_shown_before_the_colleague_answered_does_not_overwrite(
    town: Town, an: Resident, binh: Resident
) -> None:
    both_asked(an, binh).press("Không có (0)")
    assert town.draft(UNIT) == {"DT01": Answer(14)}


def test_nobody_can_press_in_a_colleague_s_conversation(
    town: Town, an: Resident, binh: Resident
) -> None:
    """A forwarded message brings no buttons, but a forged press would."""
    asked = an.begin()
    before = town.fingerprint()
    for data in asked.buttons.values():
        assert binh.press_data(data).kind == "menu"
        assert binh.answers[0].kind == "old_button"
    assert town.fingerprint() == before


def test_a_change_while_the_other_reviews_asks_for_confirmation_again(
    town: Town, an: Resident, binh: Resident
) -> None:
    """What was confirmed is what is submitted."""
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    binh.begin()
    binh.do(review)
    binh.press("1")
    binh.type("16")
    assert an.press("Xác nhận").kind != "receipt"
    assert town.rows("SELECT count(*) FROM submission") == [(0,)]
    an.offers()
    assert an.press("Xác nhận").kind == "receipt"
    assert town.submitted(UNIT)["DT01"] == Answer(16)


def test_after_one_has_submitted_the_other_s_answers_change_nothing(
    town: Town, an: Resident, binh: Resident
) -> None:
    binh.begin()
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    submitted = town.submitted(UNIT)
    binh.press("Không có (0)")
    assert binh.heard.kind == "submitted"
    binh.type("7")
    assert town.submitted(UNIT) == submitted
    assert town.rows("SELECT count(*) FROM submission") == [(1,)]
    assert binh.begin().kind == "already_submitted"
    assert "Nguyễn Văn An" in binh.heard.text


def test_a_third_unit_s_people_hear_nothing_of_it(town: Town, an: Resident, binh: Resident) -> None:
    other = town.invited("kinh-te", 3, "Lê Minh Châu")
    heard = list(other.phone)
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    assert other.phone == heard
