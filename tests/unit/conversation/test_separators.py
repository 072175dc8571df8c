"""Whoever has said once what their point means is not asked at every amount."""

from __future__ import annotations

from reporting.answers import Answer
from tests.unit.conversation.phone import Draft, Phone, form_of

FORM = form_of(
    "| | type | name | label | required | bind::th:kind | bind::th:unit |\n"
    + "\n".join(f"| | integer | tien{i} | Khoản {i} | yes | money | triệu đồng |" for i in range(4))
    + "\n| | decimal | tan | Sản lượng | yes | | tấn |"
)
BILLION, MILLION = "11,609 tỷ đồng (11.609.000.000 đồng)", "11,609 triệu đồng (11.609.000 đồng)"


def begun() -> Phone:
    phone = Phone(Draft(FORM))
    phone.open()
    return phone


def test_the_next_amount_is_read_as_the_first_was_meant():
    phone = begun()
    assert phone.type("11.609 triệu").kind == "doubt"
    phone.press(BILLION)
    assert phone.type("1.647 triệu đồng").kind == "question"
    assert phone.draft.answer("tien1") == Answer(1_647_000_000)
    assert phone.last.params["lead"]["shown"]["text"] == "1,647 tỷ đồng (1.647.000.000 đồng)"


def test_whoever_meant_a_decimal_is_read_so():
    phone = begun()
    phone.type("11.609 triệu")
    phone.press(MILLION)
    phone.type("1.647")
    assert phone.draft.answer("tien1") == Answer(1_647_000)


def test_a_comma_and_another_kind_of_figure_are_asked_about_for_themselves():
    phone = begun()
    phone.type("11.609 triệu")
    phone.press(BILLION)
    assert phone.type("1,500").kind == "doubt"
    for amount in ("1", "2", "3"):
        phone.type(amount)
    assert phone.type("1.234").kind == "doubt"


def test_a_slip_of_the_first_tap_is_mended_by_typing_it_again():
    phone = begun()
    phone.type("11.609 triệu")
    phone.press(MILLION)
    phone.press("‹ Câu trước")
    assert phone.type("11.609 triệu").kind == "doubt"
    phone.press(BILLION)
    phone.type("1.647 triệu")
    assert phone.draft.answer("tien0") == Answer(11_609_000_000)
    assert phone.draft.answer("tien1") == Answer(1_647_000_000)
