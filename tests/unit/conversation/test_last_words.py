"""`Như kỳ trước` and `Sửa từ bản kỳ trước`: what was written for the last round."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.answers import Answer, Standing
from tests.unit.conversation.phone import Draft, Phone, form_of, labels, pressing

FORM = form_of(
    """
| | type | name | label | appearance | required | bind::th:unit | bind::th:measure |
| | text | ket_qua | Kết quả nổi bật | multiline | yes | | |
| | integer | so | Số hộ | | yes | hộ | stock |
| | text | ten | Tên mô hình | | yes | | |
"""
)
OLD = "- Đã mở 3 lớp.\n- Còn 2 hộ dưới 1 sào đất."
REWRITE = "Sửa từ bản kỳ trước"


def asked(**last: Answer) -> Phone:
    phone = Phone(Draft(FORM, last=last))
    phone.open()
    return phone


def test_the_old_text_comes_to_be_copied_and_what_is_sent_replaces_it():
    phone = asked(ket_qua=Answer(OLD))
    assert REWRITE in labels(phone.last)
    shown = phone.press(REWRITE)
    assert (shown.kind, shown.params["text"]) == ("last_words", OLD)
    assert shown.asks == FORM.by_name("ket_qua").nodeset
    assert phone.draft.answer("ket_qua") is None, "nothing is taken over by looking"
    phone.type("- Đã mở 5 lớp.")
    assert phone.draft.answer("ket_qua") == Answer("- Đã mở 5 lớp.")


def test_it_may_stay_as_it_was_after_all():
    phone = asked(ket_qua=Answer(OLD))
    phone.press(REWRITE)
    phone.press("Như kỳ trước")
    assert phone.draft.answer("ket_qua") == Answer(OLD)
    assert phone.last.params["question"]["label"] == "Số hộ"


def test_an_answer_given_already_is_replaced_too():
    phone = asked(ket_qua=Answer(OLD))
    phone.type("Chưa đủ.")
    phone.press("‹ Câu trước")
    phone.press(REWRITE)
    phone.type("- Đã mở 5 lớp.")
    assert phone.draft.answer("ket_qua") == Answer("- Đã mở 5 lớp.")


@pytest.mark.parametrize(
    "last",
    [
        {},
        {"ket_qua": Answer("", Standing.ZERO)},
        {"ket_qua": Answer(None, Standing.NOT_YET)},
    ],
    ids=str,
)
def test_where_nothing_was_written_nothing_is_offered(last):
    assert REWRITE not in labels(asked(**last).last)


def test_a_name_is_no_narrative():
    phone = asked(ten=Answer("Nuôi bò"))
    phone.type("Tốt.")
    phone.type("3")
    assert "Như kỳ trước" in labels(phone.last)
    assert REWRITE not in labels(phone.last)


def test_an_old_button_shows_where_the_person_is():
    phone = asked(ket_qua=Answer(OLD))
    old = pressing(phone.button(REWRITE))
    phone.type("Tốt.")
    phone.do(old, after=60)
    assert phone.last.kind == "where_you_are"


def test_a_figure_as_last_time_comes_without_the_reason_of_that_time():
    phone = asked(so=Answer(12, note="tách hộ", promised=date(2021, 6, 1)))
    phone.type("Tốt.")
    phone.press("Như kỳ trước")
    assert phone.draft.answer("so") == Answer(12)
