from __future__ import annotations

from datetime import date

import pytest

from reporting.answers import Answer, Standing
from reporting.conversation import Keep, Phase
from tests.unit.conversation.forms import OPTIONAL, answered, gate, mixed, optional, poor
from tests.unit.conversation.phone import Days, Draft, Phone, Round, labels


def asked(say):
    return say.params["question"]["label"]


def test_opening_greets_states_the_window_and_asks_the_first_question():
    phone = poor()
    say = phone.open()
    assert say.kind == "question"
    assert say.params["lead"]["is"] == "opening"
    assert say.params["lead"]["window"] == {"from": "15/12/2020", "to": "14/6/2021"}
    assert asked(say) == "Hộ thoát nghèo"
    assert say.asks == "/data/hn/thoat"


def test_a_note_is_shown_before_the_next_question_and_needs_no_press():
    say = poor().open()
    assert say.params["around"]["notes"] == ["Đơn vị điền số liệu đến hết kỳ."]


def test_a_question_shows_progress_group_unit_hint_last_value_and_target():
    phone = poor(last={"thoat": Answer(7)}, targets={"N1": "giảm 10 hộ"})
    say = phone.open()
    question, around = say.params["question"], say.params["around"]
    assert (question["number"], question["total"]) == (1, 5)
    assert question["group"] == "Hộ nghèo"
    assert question["unit_of_measure"] == "hộ"
    assert question["hint"] == "Lũy kế từ đầu năm"
    assert around["last"]["text"] == "7 hộ"
    assert around["target"] == "giảm 10 hộ"


def test_every_figure_is_asked_with_the_days_it_is_for():
    phone = answered(poor(), "12", "2")
    assert phone.last.params["around"]["window"] == {"from": "15/12/2020", "to": "14/6/2021"}
    phone.press("Khớp, 13 hộ")
    phone.type("3")
    assert phone.last.params["question"]["label"] == "Kinh phí đã chi"
    assert phone.last.params["around"]["window"] == {"from": "01/01/2021", "to": "30/6/2021"}
    phone.type("45")
    assert phone.last.params["around"]["window"] is None  # a text


def test_an_answer_is_kept_and_read_back_in_the_message_that_asks_the_next_question():
    phone = answered(poor(), "12")
    assert phone.effects[0] == Keep("/data/hn/thoat", Answer(12), 0)
    assert phone.closed[0].ref == "/data/hn/thoat"
    shown = phone.closed[0].params["shown"]
    assert isinstance(shown, dict)
    assert shown["text"] == "12 hộ"
    assert len(phone.shown) == 2
    assert phone.last.params["lead"]["is"] == "noted"
    assert phone.last.params["lead"]["shown"]["text"] == "12 hộ"
    assert asked(phone.last) == "Hộ tái nghèo"


def test_buttons_follow_kind_and_measure():
    phone = poor()
    assert labels(phone.open()) == [
        "Không phát sinh",
        "Chưa có số liệu",
        "Trả lời câu này sau",
        "Không thuộc nhiệm vụ của đơn vị",
        "Điền bằng Excel",
        "Tạm dừng",
    ]
    answered(phone, "12", "2", "[Khớp, 13 hộ]")
    assert labels(phone.last)[0] == "Không có (0)"
    answered(phone, "3", "45")
    assert labels(phone.last) == [
        "Không có khó khăn, vướng mắc",
        "Trả lời câu này sau",
        "‹ Câu trước",
        "Tạm dừng",
    ]


def test_what_the_constraint_forbids_is_not_offered():
    assert "Không có (0)" in labels(optional().open())
    phone = mixed()
    phone.open()
    phone.type("n1")
    assert phone.place.phase is Phase.ASKING


def test_as_last_time_is_offered_for_stocks_and_texts_never_for_flows():
    last = {"thoat": Answer(1), "dtts": Answer(4), "kho": Answer("Thiếu vốn.")}
    phone = poor(last=last)
    assert "Như kỳ trước" not in labels(phone.open())
    answered(phone, "12", "2", "[Khớp, 13 hộ]")
    assert "Như kỳ trước" in labels(phone.last)
    phone.press("Như kỳ trước")
    assert phone.draft.answer("dtts") == Answer(4)
    phone.type("0")
    phone.press("Như kỳ trước")
    assert phone.draft.answer("kho") == Answer("Thiếu vốn.")


def test_last_value_that_was_no_figure_is_not_offered():
    phone = poor(last={"kho": Answer(None, Standing.NOT_YET)})
    answered(phone, "12", "2", "[Khớp, 13 hộ]", "0", "0")
    assert "Như kỳ trước" not in labels(phone.last)


def test_zero_by_button_by_digit_and_by_word_is_the_same_confirmed_zero():
    for way in ("[Không phát sinh]", "0", "không", "không phát sinh"):
        phone = answered(poor(), way)
        assert phone.draft.answer("thoat") == Answer(0, Standing.ZERO)


def test_not_yet_is_kept_at_once_and_goes_on():
    phone = answered(poor(), "[Chưa có số liệu]", "[Chưa hẹn được ngày]")
    assert phone.draft.answer("thoat") == Answer(None, Standing.NOT_YET)
    assert asked(phone.last) == "Hộ tái nghèo"


def test_not_applicable_asks_why_and_takes_the_reason():
    phone = answered(poor(), "[Không thuộc nhiệm vụ của đơn vị]")
    assert phone.last.kind == "why_not_applicable"
    assert phone.draft.answer("thoat") == Answer(None, Standing.NOT_APPLICABLE)
    phone.type("Xã không có hộ nghèo")
    assert phone.draft.kept("thoat").note == "Xã không có hộ nghèo"
    assert asked(phone.last) == "Hộ tái nghèo"


def test_the_reason_of_not_applicable_may_be_skipped():
    phone = answered(poor(), "[Không thuộc nhiệm vụ của đơn vị]", "[Không cần nêu lý do]")
    assert phone.draft.answer("thoat") == Answer(None, Standing.NOT_APPLICABLE)
    assert asked(phone.last) == "Hộ tái nghèo"


def test_a_standing_the_question_does_not_take_is_refused():
    phone = answered(gate(), "[Có]", "chưa có số liệu")
    assert phone.last.kind == "refused"
    assert phone.last.params["lead"]["reason"] == "not_yet_not_offered"
    assert phone.draft.answer("mot") is None


def test_a_choice_is_one_tap_or_its_label_typed():
    for way in ("[Không]", "không"):
        phone = answered(gate(), way)
        assert phone.draft.answer("co") == Answer("khong")
        assert asked(phone.last) == "Số thứ ba"


def test_a_long_list_of_choices_has_pages():
    phone = mixed()
    say = phone.open()
    assert "Nguồn vốn số 10" in labels(say)
    assert "Nguồn vốn số 11" not in labels(say)
    say = phone.press("Trang sau ›")
    assert "Nguồn vốn số 11" in labels(say)
    phone.press("Trang sau ›")
    phone.press("‹ Trang trước")
    phone.press("Nguồn vốn số 12")
    assert phone.draft.answer("nguon") == Answer("n12")


def test_several_choices_are_ticked_and_finished():
    phone = answered(mixed(), "[Nguồn vốn số 1]", "[Loại A]", "[Loại C]")
    assert phone.last.params["question"]["chosen"] == "Loại A; Loại C"
    assert "✓ Loại A" in labels(phone.last)
    phone.press("✓ Loại A")
    assert "Loại A" in labels(phone.last)
    phone.press("Loại B")
    phone.press("Đã nhập xong")
    assert phone.draft.answer("loai") == Answer(("c", "b"))


def test_nothing_ticked_is_nothing_to_finish():
    phone = answered(mixed(), "[Nguồn vốn số 1]", "[Loại A]", "[✓ Loại A]")
    assert "Đã nhập xong" not in labels(phone.last)


def test_back_shows_the_answer_and_keeping_it_goes_on_to_the_first_open_question():
    phone = answered(gate(), "[Có]", "1", "[‹ Câu trước]", "[‹ Câu trước]")
    assert asked(phone.last) == "Có biến động không?"
    assert phone.last.params["question"]["current"]["text"] == "Có"
    phone.press("Giữ nguyên")
    assert asked(phone.last) == "Số thứ hai"


def test_the_first_question_has_nothing_before_it():
    phone = gate()
    assert "‹ Câu trước" not in labels(phone.open())


def test_a_changed_answer_asks_what_became_relevant():
    phone = answered(gate(), "[Không]", "[‹ Câu trước]", "[Có]")
    assert asked(phone.last) == "Số thứ nhất"


def test_left_for_later_comes_back_before_the_end():
    phone = answered(gate(), "[Có]", "[Trả lời câu này sau]", "2", "3")
    assert asked(phone.last) == "Số thứ nhất"
    assert phone.last.params["lead"]["is"] == "returning"
    phone.type("1")
    assert phone.last.kind == "ready"


def test_left_for_later_twice_ends_with_what_remains():
    phone = answered(gate(), "[Không]", "[Trả lời câu này sau]")
    assert asked(phone.last) == "Số thứ ba"
    phone.press("Trả lời câu này sau")
    assert phone.last.kind == "remaining"
    assert phone.last.params["open"] == ["Số thứ ba"]
    assert "Nộp báo cáo" not in labels(phone.last)
    phone.press("Trả lời các câu còn lại")
    assert asked(phone.last) == "Số thứ ba"


def test_what_is_optional_never_blocks():
    phone = answered(optional(), *["[Trả lời câu này sau]"] * 4)
    assert phone.last.kind == "remaining"
    assert "Nộp báo cáo" in labels(phone.last)


def test_a_reply_answers_the_question_it_replies_to():
    phone = answered(gate(), "[Có]", "1")
    phone.type("9", replied_to="/data/mot")
    assert phone.draft.answer("mot") == Answer(9)
    assert phone.draft.answer("hai") is None
    assert asked(phone.last) == "Số thứ hai"


def test_the_address_and_tone_of_the_unit_go_with_every_message():
    phone = answered(gate(), "[Có]", "?", "1", "2", "3")
    assert {say.params["address"] for say in phone.shown} == {"Anh/Chị"}
    assert {say.params["tone"] for say in phone.shown} == {"de_nghi"}


@pytest.mark.parametrize(
    ("last_day", "told"), [(date(2021, 6, 30), True), (date(2021, 6, 10), False)]
)
def test_a_window_that_ends_after_the_report_is_due_asks_for_an_estimate(last_day, told):
    window = Days(date(2021, 1, 1), last_day, estimated=True)
    phone = Phone(Draft(OPTIONAL), round=Round(windows={"": window}))
    assert phone.open().params["lead"]["estimated"] is told
