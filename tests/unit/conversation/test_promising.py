"""`Chưa có số liệu`: by when, and the question again on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporting.answers import Answer, Standing
from reporting.conversation import Phase, Promised
from tests.unit.conversation.forms import poor
from tests.unit.conversation.phone import Phone, labels, pressing

NOT_YET = Answer(None, Standing.NOT_YET)
JUNE_25 = replace(NOT_YET, promised=date(2021, 6, 25))
SOON = (date(2021, 6, 16), date(2021, 6, 18), date(2021, 6, 22))


class Soon(Phone):
    def context(self):
        return replace(super().context(), coming=SOON)


def asked_when(*steps: str) -> Phone:
    phone = Soon(poor().draft)
    phone.open()
    for step in ("[Chưa có số liệu]", *steps):
        phone.press(step[1:-1]) if step.startswith("[") else phone.type(step)
    return phone


def test_the_answer_counts_at_once_and_a_day_is_asked_for():
    phone = asked_when()
    assert phone.draft.answer("thoat") == NOT_YET
    assert phone.last.kind == "when_available"
    assert labels(phone.last) == [
        "Hẹn 16/6/2021",
        "Hẹn 18/6/2021",
        "Hẹn 22/6/2021",
        "Chưa hẹn được ngày",
    ]


def test_a_day_is_one_tap():
    phone = asked_when("[Hẹn 18/6/2021]")
    assert phone.draft.kept("thoat").promised == date(2021, 6, 18)
    assert phone.last.params["lead"]["shown"]["promised"] == "18/6/2021"
    assert phone.last.kind == "question"


@pytest.mark.parametrize("said", ["25/6", "[Hẹn 18/6/2021]", "chưa biết", "[Chưa hẹn được ngày]"])
def test_the_buttons_of_the_question_go(said):
    phone = asked_when(said)
    assert [closing.ref for closing in phone.closed] == [thoat(phone)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25/6", date(2021, 6, 25)),
        ("25.6.2021", date(2021, 6, 25)),
        ("ngày 25 tháng 6", date(2021, 6, 25)),
        ("thứ Sáu tới", date(2021, 6, 18)),
        ("mai", date(2021, 6, 16)),
        ("khoảng 25/6 có", date(2021, 6, 25)),
        ("trước 25/6", date(2021, 6, 25)),
        ("hôm nay", date(2021, 6, 15)),
    ],
)
def test_a_day_is_typed_in_any_form(typed, day):
    phone = asked_when(typed)
    assert phone.draft.kept("thoat") == replace(NOT_YET, promised=day)
    assert phone.last.kind == "question"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("chiều", "promise_unread"),
        ("5/6/2021", "promise_past"),
        ("25/6/2023", "promise_far"),
        ("31/6", "promise_unread"),
    ],
)
def test_what_cannot_be_the_day_is_asked_again(typed, why):
    phone = asked_when(typed)
    assert phone.draft.answer("thoat") == NOT_YET
    assert phone.last.kind == "when_available"
    assert phone.last.params["lead"]["is"] == why


@pytest.mark.parametrize("said", ["[Chưa hẹn được ngày]", "chưa biết", "Không", "chưa rõ"])
def test_nobody_has_to_promise(said):
    phone = asked_when(said)
    assert phone.draft.answer("thoat") == NOT_YET
    assert phone.last.kind == "question"


def test_the_figure_may_be_typed_after_all():
    phone = asked_when("12")
    assert phone.draft.answer("thoat") == Answer(12)


def test_the_day_promised_before_is_offered_first():
    phone = asked_when("25/6", "[Chưa có số liệu]")
    assert labels(phone.last)[0] == "Hẹn 25/6/2021"
    assert len(labels(phone.last)) == 4


def test_a_day_typed_with_the_standing_is_not_asked_again():
    phone = poor()
    phone.open()
    phone.type("chưa có số liệu, 25/6 báo cáo")
    assert phone.draft.answer("thoat") == JUNE_25
    assert phone.last.kind == "question"


def test_it_waits_over_a_pause():
    phone = asked_when("[Chưa hẹn được ngày]")
    phone.press("‹ Câu trước")
    phone.press("Chưa có số liệu")
    phone.open()
    assert phone.last.kind == "when_available"


def promised(*steps: str) -> Phone:
    phone = asked_when("25/6", *steps)
    phone.do(Promised((phone.draft.form.by_name("thoat").nodeset,)))
    return phone


def test_a_promised_question_is_open_again_and_asked():
    phone = promised("2")
    assert phone.draft.answer("thoat") is None
    assert phone.last.params["lead"]["is"] == "promised"
    assert phone.last.params["question"]["label"] == "Hộ thoát nghèo"
    phone.type("12")
    assert phone.draft.answer("thoat") == Answer(12)


def test_another_day_may_be_promised_then():
    phone = promised()
    phone.press("Chưa có số liệu")
    assert phone.last.kind == "when_available"
    phone.type("28/6")
    assert phone.draft.kept("thoat").promised == date(2021, 6, 28)


def test_what_was_given_meanwhile_is_not_asked_again():
    phone = asked_when("25/6", "2")
    phone.draft.entries[thoat(phone)] = replace(
        phone.draft.entries[thoat(phone)], answer=Answer(12), revision=9
    )
    phone.do(Promised((thoat(phone),)))
    assert phone.draft.answer("thoat") == Answer(12)
    assert phone.last.params["question"]["label"] == "Hộ nghèo cuối kỳ"


def test_an_old_day_of_another_question_is_an_old_button():
    phone = asked_when()
    old = pressing(phone.button("Hẹn 18/6/2021"))
    phone.type("25/6")
    phone.do(old)
    assert phone.draft.kept("thoat") == JUNE_25
    assert phone.place.phase is Phase.ASKING


def thoat(phone: Phone) -> str:
    return phone.draft.form.by_name("thoat").nodeset
