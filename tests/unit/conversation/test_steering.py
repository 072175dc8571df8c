"""Words that lead somewhere instead of answering: back, on, to the answer above."""

from __future__ import annotations

import pytest

from reporting.answers import Answer
from reporting.conversation import Review
from reporting.conversation.scene.directions import Direction, direction_in
from tests.unit.conversation.forms import answered, poor
from tests.unit.conversation.phone import Draft, Phone, form_of, labels
from tests.unit.conversation.test_doubting import asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("câu trước", (Direction.BACK, "")),
        ("quay lai", (Direction.BACK, "")),
        ("Để mai", (Direction.LATER, "")),
        ("de mai", (Direction.LATER, "")),
        ("bỏ qua", (Direction.LATER, "")),
        ("để câu này sau", (Direction.LATER, "")),
        ("nhầm", (Direction.CORRECT, "")),
        ("câu trên sai", (Direction.CORRECT, "")),
        ("sửa câu trước", (Direction.CORRECT, "")),
        ("câu trên sai, phải là 5", (Direction.CORRECT, "5")),
        ("cau tren sai phai la 5 ho", (Direction.CORRECT, "5 ho")),
        ("Xin lỗi, câu trên nhập nhầm, 1,5 tr mới đúng", (Direction.CORRECT, "1,5 tr")),
        ("nhầm câu trên, 12 hộ", (Direction.CORRECT, "12 hộ")),
        ("sửa câu trên thành 1.250", (Direction.CORRECT, "1.250")),
        ("câu trên là 5", (Direction.CORRECT, "5")),
        ("5", None),
        ("5 hộ", None),
        ("không", None),
        ("chưa biết", None),
        ("như trên", None),
        ("Câu lạc bộ trợ giúp pháp lý", None),
        ("Câu trước đây dân hay hỏi là vay vốn ở đâu.", None),
        ("quay lại nghề cũ", None),
    ],
)
def test_only_words_that_cannot_be_an_answer_lead_away(typed, meant):
    assert direction_in(typed) == meant


def test_a_correction_of_the_answer_above_is_read_back_and_takes_a_tap():
    phone = answered(poor(), "2", "0", "câu trên sai, phải là 1")
    assert (phone.last.kind, phone.last.params["label"]) == ("doubt", "Hộ tái nghèo")
    assert labels(phone.last) == ["1 hộ", "Nhập lại"]
    assert phone.draft.kept("tai").value == 0, "nothing changes without a tap"
    phone.press("1 hộ")
    assert phone.draft.answer("tai") == Answer(1)
    assert asked(phone.last) == "Hộ nghèo cuối kỳ", "and on where it was"


def test_a_mistake_without_a_figure_opens_the_answer_above():
    phone = answered(poor(), "2", "0", "nhầm")
    assert asked(phone.last) == "Hộ tái nghèo"
    assert "Giữ nguyên" in labels(phone.last)


def test_typed_words_go_back_like_the_button():
    phone = answered(poor(), "2", "câu trước")
    assert asked(phone.last) == "Hộ thoát nghèo"


def test_what_is_put_off_in_words_comes_back_before_submission():
    phone = answered(poor(), "de mai")
    assert asked(phone.last) == "Hộ tái nghèo"
    assert phone.draft.answer("thoat") is None
    assert phone.place.postponed == ("/data/hn/thoat",)


def test_nothing_above_is_said_so():
    phone = answered(poor(), "câu trên sai, phải là 5")
    assert phone.draft.entries == {}
    assert asked(phone.last) == "Hộ thoát nghèo"


def test_in_an_answer_opened_from_the_list_back_is_the_list():
    phone = answered(poor(), "2", "0")
    phone.do(Review())
    phone.press("1")
    assert asked(phone.last) == "Hộ thoát nghèo"
    assert phone.type("quay lại").kind == "review"


FIVE = form_of(
    "| | type | name | label | required | relevant |\n"
    "| | integer | so | Số hộ nghèo | yes | |\n"
    + "\n".join(f"| | integer | n{i} | Nguyên nhân {i} | yes | ${{so}} > {i} |" for i in range(6))
)


@pytest.mark.parametrize(("typed", "told"), [("9", 6), ("2", 0)])
def test_an_answer_that_brings_many_questions_says_how_many(typed, told):
    phone = answered(Phone(Draft(FIVE)), typed)
    assert phone.last.params["lead"]["more"] == told
    assert asked(phone.last) == "Nguyên nhân 0"
