from __future__ import annotations

import pytest

from reporting.answers import Answer, FileValue
from reporting.conversation import Edited, Fetch, Leave, Pause, Phase, Pressed, Unexpected
from tests.unit.conversation.forms import answered, gate, mixed, poor
from tests.unit.conversation.phone import labels, pressing

PHOTO = FileValue("anh.jpg", "image/jpeg", 120_000, "file-1")


def at_photo():
    return answered(mixed(), "[Nguồn vốn số 1]", "[Không có]", "[Không phát sinh]", "[Không có]")


def test_pause_says_so_and_gives_the_focus_back():
    phone = answered(gate(), "[Có]", "1")
    phone.press("Tạm dừng")
    assert phone.last.kind == "paused"
    assert (phone.last.params["answered"], phone.last.params["total"]) == (2, 4)
    assert phone.effects[-1] == Leave()


def test_going_on_days_later_asks_the_same_question():
    phone = answered(gate(), "[Có]", "1")
    phone.do(Pause())
    phone.do(Pressed("open"), after=3 * 24 * 3600)
    assert phone.last.params["lead"]["is"] == "resumed"
    assert phone.last.params["question"]["label"] == "Số thứ hai"


def test_an_answer_pressed_after_a_pause_counts():
    phone = answered(poor(), "[Tạm dừng]", "[Không phát sinh]")
    assert phone.draft.kept("thoat").value == 0
    assert phone.last.params["question"]["label"] == "Hộ tái nghèo"


def test_text_during_a_pause_is_no_answer():
    phone = answered(gate(), "[Có]", "[Tạm dừng]", "12")
    assert phone.last.kind == "paused"
    assert phone.last.params["lead"] == {"is": "no_question"}
    assert phone.draft.answer("mot") is None


def test_an_old_button_says_where_the_person_is():
    phone = answered(gate(), "[Có]")
    old = pressing(phone.button("Không"))
    phone.type("1")
    phone.do(old, after=40 * 24 * 3600)
    assert phone.last.kind == "where_you_are"
    assert phone.last.params["question"]["label"] == "Số thứ hai"
    assert phone.draft.answer("co") == Answer("co")


def test_the_second_tap_of_a_double_tap_says_nothing():
    phone = gate()
    phone.open()
    phone.press("Có")
    before = len(phone.shown)
    phone.press("Có", after=1)
    assert len(phone.shown) == before
    assert phone.effects == ()


def test_an_unanswered_question_of_before_can_still_be_answered_by_its_button():
    phone = answered(poor(), "[Trả lời câu này sau]")
    phone.do(Pressed("answer", "/data/hn/thoat", 0, "zero"))
    assert phone.draft.kept("thoat").value == 0


@pytest.mark.parametrize("what", ["sticker", "voice", "forwarded", "album", "whatever"])
def test_what_no_question_asks_for_is_helped_and_the_question_put_again(what):
    phone = answered(gate(), "[Có]")
    phone.do(Unexpected(what))
    assert phone.last.kind == "helped"
    assert phone.last.params["lead"] == {"is": "unexpected", "what": what}
    assert phone.last.params["question"]["label"] == "Số thứ nhất"


def test_an_edited_message_changes_no_answer():
    phone = answered(gate(), "[Có]", "1")
    phone.do(Edited("9"))
    assert phone.last.params["lead"]["what"] == "edited"
    assert phone.draft.answer("mot") == Answer(1)


def test_a_file_where_a_number_is_due():
    phone = answered(gate(), "[Có]")
    phone.attach(PHOTO)
    assert phone.last.kind == "helped"
    assert phone.last.params["lead"] == {"is": "unexpected", "what": "file"}


def test_a_photo_is_kept_and_fetched():
    phone = at_photo()
    phone.attach(PHOTO)
    assert phone.draft.answer("anh") == Answer(PHOTO)
    assert Fetch("/data/anh", PHOTO) in phone.effects
    assert phone.last.params["lead"]["shown"]["text"] == "anh.jpg"


def test_a_document_is_no_photo():
    phone = at_photo()
    phone.attach(FileValue("bao-cao.pdf", "application/pdf", 1000, "f"))
    assert phone.last.params["lead"]["reason"] == "not_an_image"
    assert phone.draft.answer("anh") is None


def test_a_file_over_20_mb_is_refused():
    phone = at_photo()
    phone.attach(FileValue("anh.png", "image/png", 21 * 1024 * 1024, "f"))
    assert phone.last.params["lead"]["reason"] == "file_too_large"


def test_text_where_a_photo_is_due_is_refused():
    phone = at_photo()
    phone.type("ảnh sẽ gửi")
    assert phone.last.kind in ("refused", "doubt")
    assert phone.place.phase in (Phase.ASKING, Phase.DOUBTING)
    assert "Không có" in labels(phone.last) or phone.place.pending
