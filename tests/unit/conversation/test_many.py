# ruff: noqa: E501 - tables
"""Several figures in one message: by order or by name, read back before any of them counts."""

from __future__ import annotations

from reporting.answers import Answer, Standing
from tests.unit.conversation.phone import Draft, Phone, form_of

TABLE = form_of(
    """
| | type | name | label | required | constraint | constraint_message | bind::th:unit | bind::th:measure | bind::th:together |
| | begin_group | g | Biến động | | | | | | ba_so |
| | integer | thoat | Hộ thoát nghèo | yes | . <= 20 | Không quá 20 hộ. | hộ | flow | |
| | integer | tai | Hộ tái nghèo | yes | | | hộ | flow | |
| | integer | moi | Hộ phát sinh mới | yes | | | hộ | flow | |
| | end_group | | | | | | | | |
| | integer | khac | Số khác | yes | | | hộ | stock | |
"""
)
HOLDS = {"/data/g/thoat": Answer(12), "/data/g/tai": Answer(1), "/data/g/moi": Answer(3)}


def table() -> Phone:
    phone = Phone(Draft(TABLE))
    phone.open()
    return phone


def held(phone: Phone) -> dict[str, Answer]:
    return {ref: entry.answer for ref, entry in phone.draft.entries.items() if entry.answer}


def test_the_question_lists_what_may_be_answered_with_it() -> None:
    question = table().last.params["question"]
    assert isinstance(question, dict)
    assert question["together"] == ["Hộ thoát nghèo", "Hộ tái nghèo", "Hộ phát sinh mới"]


def test_each_way_of_writing_several_figures() -> None:
    for text in (
        "12\n1\n3",
        "1. 12\n2. 1\n3. 3",
        "12 hộ; 1 hộ; 3 hộ",
        "12, 1, 3",
        "thoát 12, tái 1, phát sinh 3",
        "phát sinh mới: 3\nhộ tái nghèo: 1\nthoát nghèo: 12",
    ):
        phone = table()
        shown = phone.type(text)
        assert shown.kind == "many_read", text
        assert held(phone) == {}, "nothing counts before it is confirmed"
        phone.press("Xác nhận")
        assert held(phone) == HOLDS, text


def test_what_cannot_be_taken_is_named_and_asked_alone() -> None:
    phone = table()
    shown = phone.type("30\nkhông\nnhiều")
    rows = shown.params["rows"]
    assert isinstance(rows, list)
    assert [isinstance(row, dict) and row["shown"] is None for row in rows] == [True, False, True]
    phone.press("Xác nhận")
    assert held(phone) == {"/data/g/tai": Answer(0, Standing.ZERO)}
    assert phone.last.asks == "/data/g/thoat"


def test_another_number_of_lines_is_not_guessed_at() -> None:
    phone = table()
    shown = phone.type("12\n1")
    assert shown.kind == "refused"
    assert isinstance(shown.params["lead"], dict)
    assert shown.params["lead"]["is"] == "many_count"
    assert held(phone) == {}


def test_one_figure_answers_one_question() -> None:
    phone = table()
    phone.type("12")
    assert held(phone) == {"/data/g/thoat": Answer(12)}


def test_the_table_may_be_typed_again_or_left() -> None:
    phone = table()
    phone.type("12\n1\n3")
    phone.press("Nhập lại")
    assert phone.last.asks == "/data/g/thoat"
    phone.type("12\n1\n3")
    assert phone.type("11\n1\n3").kind == "many_read"
    phone.press("Xác nhận")
    assert held(phone)["/data/g/thoat"] == Answer(11)


def test_a_colleagues_answer_of_meanwhile_stays() -> None:
    phone = table()
    phone.type("12\n1\n3")
    colleague = Phone(phone.draft, person=2, name="Lan")
    colleague.open()
    colleague.type("9")
    phone.press("Xác nhận")
    assert held(phone) == HOLDS | {"/data/g/thoat": Answer(9)}
