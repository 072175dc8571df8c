"""A second message to a narrative belongs to it, whatever is asked meanwhile."""

from __future__ import annotations

import pytest

from reporting.answers import Answer
from reporting.conversation import Discard, Edited, Pause, Phase, Typed, Unexpected
from tests.unit.conversation.forms import YES_NO, answered
from tests.unit.conversation.phone import Draft, Phone, colleague, form_of, labels

FORM = form_of(
    """
| | type | name | label | required | appearance | bind::th:zero |
| | text | ket_qua | Kết quả nổi bật | yes | multiline | |
| | integer | so | Số lớp | yes | | |
| | text | kho | Khó khăn | yes | multiline | no_difficulty |
| | text | kien_nghi | Kiến nghị | yes | multiline | no_proposal |
| | select_one yn | du | Đủ chưa? | yes | | |
| | text | nguoi | Người lập | yes | | |
""",
    YES_NO,
)
FIRST = "Đã mở bốn lớp dạy nghề."
SECOND = "Ngoài ra còn vận động quà cho hộ nghèo."


def after(*given):
    return answered(Phone(Draft(FORM)), *given)


def asked(phone):
    return phone.last.params["question"]["label"]


def test_one_message_costs_no_step_where_a_figure_is_asked_next():
    phone = after(FIRST)
    assert asked(phone) == "Số lớp"
    assert phone.draft.answer("ket_qua") == Answer(FIRST)
    phone.type("4")
    assert phone.draft.answer("so") == Answer(4)


def test_prose_where_a_figure_is_due_may_be_more_of_the_narrative():
    phone = after(FIRST, SECOND)
    assert phone.last.kind == "continues"
    assert phone.last.params["label"] == "Kết quả nổi bật"
    assert phone.last.params["asked"] == "Số lớp"
    phone.press("Là phần tiếp của câu trên")
    assert phone.last.kind == "writing"
    phone.type("Ba hộ đã thoát nghèo.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("ket_qua") == Answer(f"{FIRST}\n{SECOND}\nBa hộ đã thoát nghèo.")
    assert asked(phone) == "Số lớp"


def test_it_may_also_belong_nowhere():
    phone = after(FIRST, SECOND)
    phone.press("Không phải, bỏ tin này")
    assert asked(phone) == "Số lớp"
    assert phone.draft.answer("ket_qua") == Answer(FIRST)
    assert phone.draft.answer("so") is None


@pytest.mark.parametrize("word", ["đúng", "có", "vâng"])
def test_yes_may_be_typed(word):
    assert after(FIRST, SECOND, word).place.writing == (FIRST, SECOND)


def test_no_may_be_typed():
    assert asked(after(FIRST, SECOND, "không")) == "Số lớp"


def test_a_third_message_before_the_question_back_is_answered_is_kept_with_it():
    third = "Xã cũng đã sửa ba căn nhà."
    phone = after(FIRST, SECOND, third)
    assert phone.last.kind == "continues"
    phone.press("Là phần tiếp của câu trên")
    assert phone.place.writing == (FIRST, SECOND, third)


def test_a_figure_typed_instead_of_an_answer_back_is_asked_for_again():
    phone = after(FIRST, SECOND, "4")
    assert phone.last.params["lead"] == {"is": "press_button"}
    assert phone.draft.answer("so") is None
    phone.press("Là phần tiếp của câu trên")
    assert phone.place.writing == (FIRST, SECOND)


@pytest.mark.parametrize("text", ["nhiều", "4a", "bốn hay năm"])
def test_a_slip_of_a_figure_is_no_prose(text):
    phone = after("[Tạm dừng]", "[Tiếp tục báo cáo]", FIRST)
    phone.type(text)
    assert phone.draft.answer("ket_qua") == Answer(FIRST)
    assert phone.last.kind != "writing"


def test_only_the_next_message_is_looked_at():
    phone = after(FIRST, "nhiều", SECOND)
    assert phone.last.kind == "refused"


def test_a_sticker_between_changes_nothing():
    phone = after(FIRST)
    phone.do(Unexpected("sticker"))
    phone.do(Edited("x"))
    phone.type(SECOND)
    assert phone.last.kind == "continues"


def test_a_pause_between_ends_it():
    phone = after(FIRST)
    phone.do(Pause())
    phone.press("Tiếp tục báo cáo")
    phone.type(SECOND)
    assert phone.last.kind == "refused"


def test_before_another_text_the_narrative_stays_open():
    phone = after(FIRST, "4", "Thiếu vốn.")
    assert phone.last.kind == "writing"
    phone.type("Thiếu cả đất.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.\nThiếu cả đất.")
    assert asked(phone) == "Kiến nghị"


def test_what_was_sent_so_far_is_in_the_draft_though_nobody_says_that_it_is_whole():
    phone = after(FIRST, "4", "Thiếu vốn.")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.")
    phone.type("Thiếu cả đất.")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.\nThiếu cả đất.")
    revision = phone.draft.entries["/data/kho"].revision
    phone.press("Đã nhập xong")
    assert phone.draft.entries["/data/kho"].revision == revision


def test_a_narrative_begun_anew_shows_what_was_sent_and_takes_another():
    phone = after(FIRST, "4", "Thiếu vốn.", "[Viết lại từ đầu]")
    assert phone.last.params["question"]["current"]["text"] == "Thiếu vốn."
    phone.type("Thiếu đất.")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("kho") == Answer("Thiếu đất.")


def test_what_a_colleague_wrote_meanwhile_is_not_written_over():
    phone = after(FIRST, "4", "Thiếu vốn.")
    other = colleague(phone)
    other.do(Typed("Thiếu người.", "/data/kho"))
    other.press("Dùng câu trả lời của tôi")
    phone.type("Thiếu cả đất.")
    assert phone.draft.answer("kho") == Answer("Thiếu người.")
    phone.press("Đã nhập xong")
    assert phone.last.kind == "colleague_changed"


def test_the_word_done_ends_a_short_text_too():
    phone = after(FIRST, "4", "Thiếu vốn.", "xong")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.")
    assert asked(phone) == "Kiến nghị"


def test_nothing_to_report_needs_no_end():
    phone = after(FIRST, "4", "không có")
    assert asked(phone) == "Kiến nghị"


def test_a_list_pasted_from_word_stays_a_list_over_two_messages():
    phone = after(FIRST, "4", "•\tThiếu vốn\n•\tThiếu đất", "+ Thiếu người", "xong")
    kept = phone.draft.kept("kho").value
    assert kept == "- Thiếu vốn\n- Thiếu đất\n- Thiếu người"


def test_before_choices_prose_may_be_more_too():
    phone = after(FIRST, "4", "không có", "Đề nghị cấp thêm vốn.")
    assert asked(phone) == "Đủ chưa?"
    phone.type("Đề nghị mở thêm lớp dạy nghề.")
    assert phone.last.kind == "continues"
    phone.press("Là phần tiếp của câu trên")
    phone.press("Đã nhập xong")
    assert phone.draft.kept("kien_nghi").value.endswith("lớp dạy nghề.")


def test_a_text_of_one_line_is_no_narrative():
    phone = after(FIRST, "4", "không có", "không có", "[Có]", "Nguyễn Văn An")
    assert phone.last.kind == "ready"
    phone.type("Ngoài ra không có gì thêm.")
    assert phone.last.params["lead"] == {"is": "no_question"}


def test_at_the_list_of_answers_prose_after_a_narrative_is_more_of_it():
    phone = after(FIRST, "4", "không có", "không có", "[Có]", "An", "[Xem lại]", "1")
    phone.type("Đã mở năm lớp.")
    assert phone.last.kind == "review"
    phone.type(SECOND)
    assert phone.last.kind == "continues"
    phone.press("Là phần tiếp của câu trên")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("ket_qua") == Answer(f"Đã mở năm lớp.\n{SECOND}")
    assert phone.last.kind == "review"


def test_personal_data_are_declined_there_too():
    phone = after(FIRST)
    phone.type("Hộ ông Nguyễn Văn A số CCCD 070123456789 đã thoát nghèo.")
    assert phone.last.params["lead"]["reason"] == "personal_data"
    assert Discard() in phone.effects
    assert "070123456789" not in phone.stored


def test_forwarded_words_to_a_narrative_wait_for_the_end():
    phone = after()
    phone.do(Typed(FIRST, forwarded=True))
    assert phone.last.kind == "writing"
    assert phone.draft.answer("ket_qua") is None
    phone.press("Đã nhập xong")
    assert phone.draft.answer("ket_qua") == Answer(FIRST)


def test_a_forwarded_figure_is_not_taken():
    phone = after(FIRST)
    phone.do(Typed("4", forwarded=True))
    assert phone.last.kind == "helped"
    assert phone.last.params["lead"] == {"is": "unexpected", "what": "forwarded"}
    assert asked(phone) == "Số lớp"
    assert phone.draft.answer("so") is None


def test_a_kept_open_narrative_survives_a_pause():
    phone = after(FIRST, "4", "Thiếu vốn.", "[Tạm dừng]", "[Tiếp tục báo cáo]")
    assert phone.place.phase is Phase.WRITING
    assert "Đã nhập xong" in labels(phone.last)
