# ruff: noqa: E501 - a table
from __future__ import annotations

import pytest

from reporting.answers import Answer, Standing
from reporting.conversation import Doubt, Phase, Pressed
from tests.unit.conversation.forms import YES_NO, answered, poor
from tests.unit.conversation.phone import Draft, Phone, form_of, labels, pressing


def asked(say):
    return say.params["question"]["label"]


def test_what_cannot_be_read_is_refused_with_a_reason_and_the_question_again():
    phone = answered(poor(), "nhiều lắm")
    say = phone.last
    assert say.kind == "refused"
    assert say.params["lead"]["reason"] in ("vague_number", "not_a_number")
    assert asked(say) == "Hộ thoát nghèo"
    assert say.params["around"] is None
    assert say.asks == "/data/hn/thoat"
    assert phone.draft.entries == {}


def test_a_hard_constraint_names_both_numbers():
    phone = answered(poor(), "30")
    lead = phone.last.params["lead"]
    assert phone.last.kind == "refused"
    assert lead["message"] == "Không nhiều hơn số đầu năm."
    assert lead["shown"]["text"] == "30 hộ"
    assert [(i["label"], i["shown"]["text"]) for i in lead["items"]] == [
        ("Hộ nghèo đầu năm", "23 hộ")
    ]
    assert phone.draft.answer("thoat") is None
    phone.type("12")
    assert phone.draft.answer("thoat") == Answer(12)


def test_an_ambiguous_answer_is_a_question_with_buttons():
    phone = answered(poor(), "khoảng 12")
    assert phone.last.kind == "doubt"
    assert phone.last.params["reason_code"] == "approximate"
    assert labels(phone.last) == ["12 hộ", "Ước 12 hộ", "Nhập lại"]
    assert phone.place.phase is Phase.DOUBTING
    phone.press("Ước 12 hộ")
    assert phone.draft.answer("thoat") == Answer(12, estimated=True)


def test_typing_in_a_doubt_is_a_new_answer():
    phone = answered(poor(), "khoảng 12", "11")
    assert phone.draft.answer("thoat") == Answer(11)
    assert phone.place.pending is None


def test_type_again_asks_the_question():
    phone = answered(poor(), "khoảng 12", "[Nhập lại]")
    assert asked(phone.last) == "Hộ thoát nghèo"
    assert phone.place.phase is Phase.ASKING


def test_an_option_of_an_earlier_doubt_is_not_taken_for_one_of_this():
    phone = answered(poor(), "khoảng 12")
    old = pressing(phone.button("Ước 12 hộ"))
    phone.type("khoảng 14")
    phone.do(old)
    assert phone.draft.answer("thoat") is None
    assert phone.last.kind == "doubt"
    assert phone.last.params["lead"] == {"is": "old_button"}
    assert "14 hộ" in labels(phone.last)


def test_a_standing_may_be_pressed_instead_of_settling_the_doubt():
    phone = answered(poor(), "khoảng 12", "[Chưa có số liệu]", "[Chưa hẹn được ngày]")
    assert phone.draft.kept("thoat").value is None
    assert asked(phone.last) == "Hộ tái nghèo"


def test_an_option_is_still_checked():
    phone = answered(poor(), "khoảng 30", "[30 hộ]")
    assert phone.last.kind == "refused"
    assert phone.draft.answer("thoat") is None


def test_a_soft_rule_asks_to_confirm():
    phone = answered(poor(), "16")
    assert phone.last.kind == "warned"
    assert phone.last.params["messages"] == ["Trên 15 hộ là nhiều."]
    assert labels(phone.last) == ["Vẫn giữ số này", "Nhập lại"]
    phone.press("Vẫn giữ số này")
    assert phone.draft.answer("thoat") == Answer(16)


def test_a_soft_rule_lets_another_figure_be_typed():
    phone = answered(poor(), "16", "12")
    assert phone.draft.answer("thoat") == Answer(12)


def test_a_closing_figure_is_one_tap():
    phone = answered(poor(), "12", "2")
    assert phone.last.params["question"]["expected"] == "13 hộ"
    assert labels(phone.last)[:2] == ["Khớp, 13 hộ", "Không khớp"]
    phone.press("Khớp, 13 hộ")
    assert phone.draft.answer("cuoi") == Answer(13)


def test_agreeing_in_words_is_the_same():
    phone = answered(poor(), "12", "2", "Đúng rồi")
    assert phone.draft.answer("cuoi") == Answer(13)


@pytest.mark.parametrize("way", ["[Khớp, 0 hộ]", "đúng", "không", "0"])
def test_agreeing_to_none_at_all_is_a_confirmed_zero(way):
    phone = poor()
    phone.draft.given = {"opening:N0": Answer(12)}
    answered(phone, "12", "0", way)
    assert phone.draft.answer("cuoi") == Answer(0, Standing.ZERO)


def test_another_closing_figure_names_the_numbers_and_offers_the_questions():
    phone = answered(poor(), "12", "2", "14")
    say = phone.last
    assert say.kind == "mismatch"
    assert say.params["shown"]["text"] == "14 hộ"
    assert say.params["formula"] == "23 − 12 + 2"
    assert say.params["expected"] == "13 hộ"
    assert labels(say) == [
        "Sửa: Hộ thoát nghèo",
        "Sửa: Hộ tái nghèo",
        "Nhập lại",
        "Vẫn giữ 14 hộ, xem lại sau",
    ]
    phone.press("Sửa: Hộ tái nghèo")
    phone.type("3")
    assert phone.last.params["question"]["expected"] == "14 hộ"


def test_a_closing_figure_kept_for_now_blocks_only_the_submission():
    phone = answered(poor(), "12", "2", "14", "[Vẫn giữ 14 hộ, xem lại sau]")
    assert phone.draft.answer("cuoi") == Answer(14)
    assert asked(phone.last) == "Trong đó hộ DTTS"
    for answer in ("3", "45", "không"):
        phone.type(answer)
    assert phone.last.kind == "ready"
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "contradiction"
    assert phone.last.params["contradictions"][0]["formula"] == "23 − 12 + 2"
    phone.press("Sửa: Hộ tái nghèo")
    phone.type("3")
    assert phone.last.kind == "ready"
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "confirm_submit"


def test_does_not_agree_shows_what_it_was_computed_from():
    for way in ("[Không khớp]", "không khớp", "không"):
        phone = answered(poor(), "12", "2", way)
        assert phone.last.kind == "differs"
        assert phone.last.params["formula"] == "23 − 12 + 2"
        assert labels(phone.last)[0] == "Sửa: Hộ thoát nghèo"
        phone.type("13")
        assert phone.draft.answer("cuoi") == Answer(13)


def test_without_its_inputs_a_closing_figure_is_an_ordinary_question():
    phone = answered(poor(), "[Chưa có số liệu]", "[Chưa hẹn được ngày]", "2")
    assert phone.last.params["question"]["expected"] is None
    phone.type("14")
    assert phone.draft.answer("cuoi") == Answer(14)


def test_a_rule_over_several_questions_is_named_as_soon_as_they_are_settled():
    phone = answered(poor(), "12", "2", "[Khớp, 13 hộ]", "20")
    say = phone.last
    assert phone.draft.answer("dtts") == Answer(20)
    assert say.kind == "contradiction"
    assert say.params["lead"]["is"] == "noted"
    [found] = say.params["contradictions"]
    assert found["message"] == "Hộ DTTS nhiều hơn tổng số hộ nghèo."
    assert [i["shown"]["text"] for i in found["items"]] == ["20 hộ", "13 hộ"]
    assert labels(say) == [
        "Sửa: Trong đó hộ DTTS",
        "Sửa: Hộ nghèo cuối kỳ",
        "Để xem lại sau",
    ]
    phone.press("Sửa: Trong đó hộ DTTS")
    phone.type("3")
    assert asked(phone.last) == "Kinh phí đã chi"


def test_typing_at_a_broken_rule_answers_the_question_just_answered():
    phone = answered(poor(), "12", "2", "[Khớp, 13 hộ]", "20", "3")
    assert phone.draft.answer("dtts") == Answer(3)


def test_a_broken_rule_left_for_later_is_not_named_again_before_the_end():
    phone = answered(poor(), "12", "2", "[Khớp, 13 hộ]", "20", "[Để xem lại sau]", "45", "không")
    assert phone.last.kind == "ready"
    assert phone.last.params["contradictions"] == ["Hộ DTTS nhiều hơn tổng số hộ nghèo."]
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "contradiction"
    phone.press("Để xem lại sau")
    assert phone.last.kind == "ready"


def test_a_rule_whose_input_is_not_a_figure_is_not_checked_and_listed():
    phone = answered(
        poor(),
        "12",
        "[Chưa có số liệu]",
        "[Chưa hẹn được ngày]",
        "[Chưa có số liệu]",
        "[Chưa hẹn được ngày]",
        "45",
        "không",
    )
    assert phone.last.kind == "ready"
    phone = answered(
        poor(),
        "12",
        "2",
        "[Khớp, 13 hộ]",
        "[Chưa có số liệu]",
        "[Chưa hẹn được ngày]",
        "45",
        "không",
    )
    assert phone.last.kind == "ready"
    assert phone.last.params["unchecked"] == [{"label": "Trong đó hộ DTTS", "missing": []}]
    assert phone.last.params["not_yet"] == ["Trong đó hộ DTTS"]
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "confirm_submit"


HIDDEN = form_of(
    """
| | type | name | label | required | relevant | calculation | bind::th:unit | bind::th:measure | bind::th:expected | bind::th:rule | bind::th:rule_message | bind::th:standings |
| | integer | dau | Số đầu kỳ | yes | | | hộ | stock | | | | not_yet |
| | select_one yn | co | Có hộ tăng không? | yes | | | | | | | | |
| | integer | tang | Số tăng | yes | ${co} = 'co' | | hộ | flow | | | | not_yet |
| | calculate | tang_tinh | | | | if(${co} = 'khong', 0, ${tang}) | hộ | flow | | | | |
| | calculate | gap | | | | ${tang_tinh} * 2 | hộ | flow | | . <= ${dau} | Số tăng quá nhiều. | |
| | integer | cuoi | Số cuối kỳ | yes | | | hộ | stock | ${dau} + ${tang_tinh} | | | |
""",
    YES_NO,
)


def hidden(*given):
    return answered(Phone(Draft(HIDDEN)), *given)


def test_a_computed_term_nobody_knows_stands_for_the_figure_behind_it():
    phone = hidden("5", "[Có]", "2", "8")
    assert phone.last.kind == "mismatch"
    assert phone.last.params["formula"] == "5 + 2"
    assert [i["label"] for i in phone.last.params["items"]] == ["Số đầu kỳ", "Số tăng"]
    assert labels(phone.last)[:2] == ["Sửa: Số đầu kỳ", "Sửa: Số tăng"]


def test_a_term_that_a_choice_made_nothing_stands_for_that_choice():
    phone = hidden("5", "[Không]", "[Không khớp]")
    assert [i["label"] for i in phone.last.params["items"]] == ["Số đầu kỳ"]
    assert labels(phone.last)[:2] == ["Sửa: Số đầu kỳ", "Sửa: Có hộ tăng không?"]


def test_a_broken_rule_names_the_figures_and_not_the_choice_before_them():
    phone = hidden("3", "[Có]", "2")
    assert phone.last.kind == "contradiction"
    [found] = phone.last.params["contradictions"]
    assert [i["label"] for i in found["items"]] == ["Số tăng", "Số đầu kỳ"]
    assert labels(phone.last) == ["Sửa: Số tăng", "Sửa: Số đầu kỳ", "Để xem lại sau"]


def test_a_rule_of_a_computed_node_is_named_by_the_figure_behind_it():
    phone = hidden("[Chưa có số liệu]", "[Chưa hẹn được ngày]", "[Có]", "2", "7")
    assert phone.last.kind == "ready"
    assert phone.last.params["unchecked"] == [{"label": "Số tăng", "missing": ["Số đầu kỳ"]}]


def test_opening_again_puts_the_doubt_again():
    phone = answered(poor(), "khoảng 12")
    phone.open()
    assert phone.last.kind == "doubt"
    assert phone.place.pending is not None
    assert phone.place.pending.doubt is Doubt.KIND


def test_a_forged_option_changes_nothing():
    phone = answered(poor(), "khoảng 12")
    for argument in ("", "0", "5_abcd", "-1", "x" * 5000, "٣"):
        phone.do(Pressed("option", "/data/hn/thoat", 0, argument))
        assert phone.draft.entries == {}
        assert phone.place.phase is Phase.DOUBTING
