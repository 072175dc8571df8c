from __future__ import annotations

import pytest

from reporting.answers import Answer
from reporting.conversation import Discard, Phase, Review, Unexpected
from reporting.conversation.themes.writing import joined
from tests.unit.conversation.forms import answered, poor
from tests.unit.conversation.phone import Draft, Phone, form_of, labels

SENTENCE = "Một số hộ chưa có đất sản xuất. "


@pytest.fixture
def phone():
    """The long text question stands open."""
    return answered(poor(), "12", "2", "[Khớp, 13 hộ]", "3", "45")


def test_a_short_text_is_one_message(phone):
    phone.type("Thiếu vốn.")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.")
    assert phone.last.kind == "ready"


def test_ten_thousand_characters_in_three_messages_are_kept_whole(phone):
    whole = (SENTENCE * 400)[:10_000]
    pieces = [whole[:4096], whole[4096:8192], whole[8192:]]
    for number, piece in enumerate(pieces, 1):
        say = phone.type(piece)
        assert say.kind == "writing"
        assert say.params["messages"] == number
    assert phone.draft.answer("kho") is None
    phone.press("Đã nhập xong")
    kept = phone.draft.answer("kho").value
    assert kept.split() == " ".join(pieces).split()
    assert phone.last.params["lead"]["shown"]["length"] == len(kept)


def test_the_word_done_ends_it_too(phone):
    phone.type(SENTENCE * 120)
    phone.type("Đã nhập xong.")
    assert phone.draft.answer("kho").value == (SENTENCE * 120).strip()


def test_what_goes_over_the_limit_is_told_and_the_rest_stays(phone):
    for _ in range(5):
        phone.type("a" * 3900)
    say = phone.type("b" * 3900)
    assert say.params["lead"] == {"is": "too_long", "length": 3900, "limit": 20_000}
    assert say.params["messages"] == 5
    phone.press("Đã nhập xong")
    assert "b" not in phone.draft.answer("kho").value


def test_nothing_else_is_done_before_the_text_is_finished(phone):
    phone.type(SENTENCE * 120)
    before = phone.place.writing
    phone.do(Review())
    assert phone.last.params["lead"] == {"is": "finish_first"}
    phone.press("Không có khó khăn, vướng mắc")
    assert phone.last.params["lead"] == {"is": "finish_first"}
    phone.do(Unexpected("sticker"))
    phone.type("trả lời câu khác", replied_to="/data/chi")
    assert phone.place.writing == before
    assert phone.place.phase is Phase.WRITING


def test_a_pause_keeps_the_messages(phone):
    phone.type(SENTENCE * 120)
    phone.press("Tạm dừng")
    assert phone.last.params["writing"] == 1
    phone.press("Xem lại")
    assert phone.last.params["lead"] == {"is": "finish_first"}
    phone.press("Tạm dừng")
    phone.do(Review())
    assert phone.last.params["lead"] == {"is": "finish_first"}
    phone.press("Tạm dừng")
    phone.press("Tiếp tục báo cáo")
    assert phone.last.kind == "writing"
    phone.type("Phần cuối.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho").value.endswith("Phần cuối.")


def test_beginning_anew_puts_the_messages_away(phone):
    phone.type(SENTENCE * 120)
    phone.press("Viết lại từ đầu")
    phone.type("Thiếu vốn.")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.")


def test_more_can_be_written_to_a_text_that_was_kept(phone):
    phone.type("Thiếu vốn.")
    phone.press("Xem lại")
    phone.type("6")
    assert "Viết thêm" in labels(phone.last)
    phone.press("Viết thêm")
    phone.type("Thiếu đất.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.\nThiếu đất.")
    assert phone.last.kind == "review"


def test_personal_data_in_one_of_the_messages_are_declined_and_the_others_stay(phone):
    phone.type(SENTENCE * 120)
    phone.type("Ông A, số CCCD 079123456789.")
    assert phone.last.kind == "writing"
    assert phone.last.params["lead"]["reason"] == "personal_data"
    assert Discard() in phone.effects
    assert len(phone.place.writing) == 1
    phone.type("Ông A.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho").value.endswith("Ông A.")


def test_a_list_of_people_is_seen_across_messages(phone):
    phone.type(SENTENCE * 120)
    phone.type("Nguyễn Văn An, 1960")
    phone.type("Trần Thị Bé, sinh năm 1972")
    assert phone.last.params["lead"]["reason"] == "personal_data"
    assert len(phone.place.writing) == 2


def test_messages_cut_by_the_client_within_a_sentence_go_on_in_it():
    cut = "a" * 4096
    assert joined((cut, "tiếp", "Đoạn khác.")) == f"{cut} tiếp\nĐoạn khác."
    assert joined(("b" * 4095 + ".", "Đoạn khác.")) == "b" * 4095 + ".\nĐoạn khác."


NARRATIVES = form_of(
    """
| | type | name | label | required | appearance | bind::th:zero |
| | text | ket_qua | Kết quả nổi bật | yes | multiline | |
| | integer | so | Số văn bản | yes | | |
| | text | kho | Khó khăn | yes | multiline | no_difficulty |
"""
)


def narratives(*given):
    return answered(Phone(Draft(NARRATIVES)), *given)


def test_a_narrative_can_be_gone_on_with_from_the_next_question():
    phone = narratives("Đã mở bốn lớp.")
    assert asked(phone) == "Số văn bản"
    assert labels(phone.last)[-3] == "Viết tiếp câu trên"
    phone.press("Viết tiếp câu trên")
    phone.type("Hai hộ đã thoát nghèo.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("ket_qua") == Answer("Đã mở bốn lớp.\nHai hộ đã thoát nghèo.")
    assert asked(phone) == "Số văn bản"


def test_only_narratives_that_were_written_can_be_gone_on_with():
    phone = narratives("Đã mở bốn lớp.", "18")
    assert "Viết tiếp câu trên" not in labels(phone.last)
    phone.press("Không có khó khăn, vướng mắc")
    assert phone.last.kind == "ready"
    assert "Viết tiếp câu trên" not in labels(phone.last)


def test_the_last_narrative_can_be_gone_on_with_before_submission():
    phone = narratives("Đã mở bốn lớp.", "18", "Thiếu vốn.")
    assert phone.last.kind == "ready"
    phone.press("Viết tiếp câu trên")
    phone.type("Thiếu đất.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.\nThiếu đất.")
    assert phone.last.kind == "ready"


def asked(phone):
    return phone.last.params["question"]["label"]
