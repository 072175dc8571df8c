from __future__ import annotations

import pytest

from reporting.answers import Answer
from tests.unit.conversation.forms import answered, mixed
from tests.unit.conversation.phone import labels


@pytest.fixture
def phone():
    """The list is about to be asked."""
    return answered(mixed(), "[Nguồn vốn số 1]", "[Không có]")


def test_an_empty_list_is_asked_for_with_the_word_of_the_form(phone):
    assert phone.last.kind == "repeat_question"
    assert phone.last.params["label"] == "Giống đã hỗ trợ"
    assert labels(phone.last)[:2] == ["Thêm", "Không phát sinh"]


def test_none_at_all_is_one_tap(phone):
    phone.press("Không phát sinh")
    assert phone.last.params["question"]["label"] == "Ngày họp"


@pytest.mark.parametrize("word", ["không", "Không có", "hết"])
def test_none_at_all_may_be_typed(phone, word):
    phone.type(word)
    assert phone.last.params["question"]["label"] == "Ngày họp"


def test_items_are_asked_until_there_are_no_more(phone):
    phone.press("Thêm")
    assert phone.last.params["question"]["item"] == 1
    phone.type("Bò")
    phone.type("12")
    assert phone.last.params["count"] == 1
    assert labels(phone.last)[:2] == ["Thêm", "Không còn"]
    phone.type("còn")
    assert phone.last.params["question"]["item"] == 2
    phone.type("Dê")
    phone.type("3")
    phone.press("Không còn")
    kept = {ref: entry.answer for ref, entry in phone.draft.entries.items()}
    assert kept["/data/giong[m1]/ten"] == Answer("Bò")
    assert kept["/data/giong[m2]/so"] == Answer(3)
    assert phone.last.params["question"]["label"] == "Ngày họp"


def test_anything_else_asks_to_press(phone):
    phone.type("bò và dê")
    assert phone.last.kind == "repeat_question"
    assert phone.last.params["lead"] == {"is": "press_button"}


def test_a_double_tap_adds_one_item(phone):
    phone.press("Thêm")
    phone.press("Thêm", after=1)
    assert sum(ref.endswith("]") for ref in phone.draft.entries) == 1


def test_a_removed_name_is_not_used_again(phone):
    for answer in ("[Thêm]", "Bò", "12", "[Không còn]", "[Không có]", "[Không có]", "Tốt."):
        phone.press(answer[1:-1]) if answer.startswith("[") else phone.type(answer)
    phone.press("Xem lại")
    phone.press("Bỏ mục 3–4")
    phone.press("Bỏ mục này")
    phone.press("Thêm mục: Giống đã hỗ trợ")
    phone.press("Thêm")
    assert phone.last.asks == "/data/giong[m2]/ten"
