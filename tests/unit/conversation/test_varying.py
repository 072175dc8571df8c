# ruff: noqa: E501 - tables
"""A figure far off what was known before, or a cumulative one that fell: one question why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.answers import Answer, Standing
from reporting.conversation import Discard, Doubt, Review
from reporting.variance import Tolerance
from tests.unit.conversation.phone import Draft, Phone, form_of, labels, pressing

FORM = form_of(
    """
| | type | name | label | required | bind::th:unit | bind::th:measure | bind::th:warn | bind::th:warn_message | bind::th:reason | bind::th:standings |
| | begin_group | g | Hộ | | | | | | | |
| | integer | con | Hộ nghèo | yes | hộ | stock | | | | |
| | integer | lop | Lớp đã mở | yes | lớp | flow | | | | |
| | integer | giao | Kinh phí đã phân bổ | yes | đồng | flow | . <= 100 | Lớn hơn số giao. | yes | |
| | end_group | | | | | | | | | |
"""
)
TOGETHER = form_of(
    """
| | type | name | label | required | bind::th:unit | bind::th:measure | bind::th:together |
| | begin_group | g | Hộ | | | | so |
| | integer | con | Hộ nghèo | yes | hộ | stock | |
| | integer | lop | Lớp đã mở | yes | lớp | flow | |
| | integer | can | Căn nhà | yes | căn | stock | |
| | end_group | | | | | | |
"""
)
KNOWN = {
    "last:con": Answer(20),
    "mid:lop": Answer(5),
    "last:can": Answer(20),
}


def asked(*steps: str, form=FORM) -> Phone:
    last = {"con": Answer(20), "lop": Answer(5)}
    phone = Phone(Draft(form, given=KNOWN, last=last, tolerance=Tolerance(Decimal(50))))
    phone.open()
    for step in steps:
        phone.press(step[1:-1]) if step.startswith("[") else phone.type(step)
    return phone


def test_the_figure_waits_for_a_reason():
    phone = asked("45")
    assert phone.draft.answer("con") is None
    assert phone.last.kind == "why_varies"
    [item] = phone.last.params["items"]
    assert (item["against"], item["percent"], item["more"]) == ("last", "125", True)
    assert item["base"]["text"] == "20 hộ"
    assert labels(phone.last) == ["Vẫn giữ số này", "Nhập lại"]


def test_the_reason_is_kept_with_the_figure_and_read_back():
    phone = asked("45", "12 hộ chuyển đến")
    assert phone.draft.answer("con") == Answer(45, note="12 hộ chuyển đến")
    assert phone.last.params["lead"]["shown"]["note"] == "12 hộ chuyển đến"
    phone.do(Review())
    assert phone.last.params["lines"][0]["shown"]["note"] == "12 hộ chuyển đến"


def test_it_may_be_kept_without_and_is_not_asked_again_for_the_same_figure():
    phone = asked("45", "[Vẫn giữ số này]", "[‹ Câu trước]", "45")
    assert phone.draft.answer("con") == Answer(45)
    assert phone.last.params["question"]["label"] == "Lớp đã mở"


def test_the_same_figure_keeps_its_reason_and_another_one_is_asked_about():
    phone = asked("45", "hộ chuyển đến", "[‹ Câu trước]", "45")
    assert phone.draft.answer("con") == Answer(45, note="hộ chuyển đến")
    assert phone.last.kind == "question"
    phone.press("‹ Câu trước")
    phone.type("46")
    assert phone.last.kind == "why_varies"
    assert phone.draft.answer("con") == Answer(45, note="hộ chuyển đến")


@pytest.mark.parametrize("again", ["25", "[Nhập lại]"])
def test_another_figure_may_be_given_instead(again):
    phone = asked("45", again, *(["25"] if again.startswith("[") else []))
    assert phone.draft.answer("con") == Answer(25)


def test_a_standing_may_be_typed_instead():
    phone = asked("45", "chưa có số liệu")
    assert phone.draft.answer("con") == Answer(None, Standing.NOT_YET)


@pytest.mark.parametrize("word", ["không", "45", "..", "ok"])
def test_what_tells_nothing_is_no_reason(word):
    phone = asked("45", word)
    assert phone.draft.answer("con") is None
    assert phone.last.kind == "why_varies"
    assert phone.last.params["lead"] == {"is": "reason_wanted"}


def test_names_of_people_are_no_reason():
    phone = asked("45", "Nguyễn Văn An 1985, Trần Thị Bé 1990 chuyển đến")
    assert phone.draft.answer("con") is None
    assert phone.last.params["lead"]["reason"] == "personal_data"
    assert any(isinstance(effect, Discard) for effect in phone.effects)


def test_it_waits_over_a_pause():
    phone = asked("45", "[Nhập lại]", "45")
    phone.open()
    assert phone.last.kind == "why_varies"
    phone.type("hộ chuyển đến")
    assert phone.draft.kept("con").note == "hộ chuyển đến"


def test_what_was_reported_at_the_half_year_stands_beside_the_question():
    phone = asked("20")
    around = phone.last.params["around"]
    assert (around["mid"], around["last"]["text"]) == (True, "5 lớp")


def test_a_cumulative_figure_that_fell_counts_only_with_a_reason():
    phone = asked("20", "4")
    assert labels(phone.last) == ["Nhập lại"]
    assert phone.last.params["items"][0]["fell"]
    assert phone.draft.answer("lop") is None
    phone.type("Điều chỉnh số đã báo cáo")
    assert phone.draft.answer("lop") == Answer(4, note="Điều chỉnh số đã báo cáo")


def test_an_answer_of_the_form_s_own_warning_counts_only_with_a_reason():
    phone = asked("20", "5", "120 đồng")
    assert phone.last.kind == "why_varies"
    assert phone.last.params["items"][0]["messages"] == ["Lớn hơn số giao."]
    phone.type("bổ sung trong năm")
    assert phone.draft.answer("giao") == Answer(120, note="bổ sung trong năm")
    assert phone.last.kind == "ready"


def test_what_came_by_another_door_is_asked_about_before_it_is_handed_in():
    phone = asked("20", "5", "90")
    lop = phone.draft.form.by_name("lop").nodeset
    entry = phone.draft.entries[lop]
    phone.draft.entries[lop] = replace(entry, answer=Answer(3), revision=2)
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "why_varies"
    assert phone.place.pending is not None and phone.place.pending.doubt is Doubt.VARIES
    phone.type("rà soát lại hồ sơ")
    assert phone.draft.answer("lop") == Answer(3, note="rà soát lại hồ sơ")
    assert phone.press("Nộp báo cáo").kind == "confirm_submit"


def test_of_several_in_one_message_one_reason_is_asked_for():
    phone = asked("45\n3\n50", "[Xác nhận]", form=TOGETHER)
    assert phone.last.kind == "why_varies"
    assert [item["label"] for item in phone.last.params["items"]] == [
        "Hộ nghèo",
        "Lớp đã mở",
        "Căn nhà",
    ]
    assert labels(phone.last) == ["Sửa: Hộ nghèo", "Sửa: Lớp đã mở", "Sửa: Căn nhà"]
    phone.type("rà soát lại toàn bộ")
    assert {phone.draft.kept(name).note for name in ("con", "lop", "can")} == {
        "rà soát lại toàn bộ"
    }
    assert phone.last.kind == "ready"


def test_of_several_all_may_stay_without_where_none_fell():
    phone = asked("45\n5\n50", "[Xác nhận]", "[Vẫn giữ số này]", form=TOGETHER)
    assert phone.draft.answer("con") == Answer(45)
    assert phone.last.kind == "ready"


def test_a_pressed_keep_does_not_pass_what_needs_a_reason():
    phone = asked("20", "4")
    button = replace(phone.button("Nhập lại"), action="option", argument="0_0000")
    phone.do(pressing(button))
    assert phone.draft.answer("lop") is None


def test_it_is_not_skipped_like_a_reason_that_may_be_left_out():
    phone = asked("20", "4")
    phone.do(pressing(replace(phone.button("Nhập lại"), action="skip")))
    assert phone.draft.answer("lop") is None
    assert phone.last.params["lead"] == {"is": "old_button"}
