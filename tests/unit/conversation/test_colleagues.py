from __future__ import annotations

from reporting.answers import Answer
from tests.unit.conversation.forms import answered, gate, poor
from tests.unit.conversation.phone import colleague, labels


def test_a_colleague_goes_on_where_the_draft_is():
    phone = answered(gate(), "[Có]", "1")
    other = colleague(phone)
    say = other.open()
    assert say.params["lead"]["is"] == "resumed"
    assert say.params["question"]["label"] == "Số thứ hai"


def both_at_the_first_question():
    phone = poor()
    phone.open()
    other = colleague(phone)
    other.open()
    other.type("11")
    return phone, other


def test_an_answer_a_colleague_gave_since_is_never_overwritten():
    phone, _ = both_at_the_first_question()
    phone.type("12")
    say = phone.last
    assert say.kind == "colleague_changed"
    assert say.params["by"] == "Lê Văn Cường"
    assert say.params["theirs"]["text"] == "11 hộ"
    assert say.params["shown"]["text"] == "12 hộ"
    assert phone.draft.answer("thoat") == Answer(11)


def test_their_answer_may_stay():
    phone, _ = both_at_the_first_question()
    phone.type("12")
    phone.press("Giữ câu trả lời hiện có")
    assert phone.draft.answer("thoat") == Answer(11)
    assert phone.last.params["question"]["label"] == "Hộ tái nghèo"


def test_or_mine_takes_its_place():
    phone, _ = both_at_the_first_question()
    phone.type("12")
    phone.press("Dùng câu trả lời của tôi")
    entry = phone.draft.entries["/data/hn/thoat"]
    assert (entry.answer, entry.revision, entry.by) == (Answer(12), 2, "Trần Thị Bé")


def test_a_third_value_meanwhile_asks_again():
    phone, other = both_at_the_first_question()
    phone.type("12")
    take_mine = phone.button("Dùng câu trả lời của tôi")
    other.press("‹ Câu trước")
    other.type("10")
    phone.press("Dùng câu trả lời của tôi")
    assert take_mine.revision == 1
    assert phone.draft.answer("thoat") == Answer(10)
    assert phone.last.kind == "colleague_changed"
    assert phone.last.params["theirs"]["text"] == "10 hộ"
    phone.press("Dùng câu trả lời của tôi")
    assert phone.draft.answer("thoat") == Answer(12)


def test_the_same_answer_is_no_conflict():
    phone, _ = both_at_the_first_question()
    phone.type("11")
    assert phone.last.params["question"]["label"] == "Hộ tái nghèo"
    assert phone.draft.entries["/data/hn/thoat"].revision == 1


def test_a_button_does_not_overwrite_either():
    phone, _ = both_at_the_first_question()
    phone.press("Không phát sinh")
    assert phone.last.kind == "where_you_are"
    assert phone.draft.answer("thoat") == Answer(11)
    assert phone.last.params["question"]["current"]["text"] == "11 hộ"


def test_a_reply_to_an_old_question_does_not_overwrite_unseen():
    phone, _ = both_at_the_first_question()
    phone.press("Giữ nguyên") if "Giữ nguyên" in labels(phone.last) else phone.open()
    phone.type("5", replied_to="/data/hn/thoat")
    assert phone.last.kind == "colleague_changed"


def test_a_question_no_longer_asked_takes_no_answer():
    phone = answered(gate(), "[Có]")
    other = colleague(phone)
    other.open()
    other.press("‹ Câu trước")
    other.press("Không")
    phone.type("1")
    assert phone.last.params["lead"] == {"is": "no_longer_asked"}
    assert phone.last.params["question"]["label"] == "Số thứ ba"
    assert phone.draft.answer("mot") is None
