"""Whatever asks, a person may be asked something else in the middle of it: what they type goes to
what asked last, a reply to what it replies to, and nothing asked before is lost or answered
unawares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

import pytest

from reporting.answers import FileValue
from tests.usecases.dialogues.conftest import UNIT
from tests.usecases.reminding.ticking import tick
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Shown, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.contact import write_to_office
from usecases.drafting.reports import show_reports
from usecases.monitoring.announcing import begin_announcement
from usecases.speak import unexpected


@dataclass(frozen=True)
class Asking:
    """How the question is opened, what it looks like, what answers it, and what is then stored.
    `ends`: whether one answer is all it wants."""

    opened: Callable[[Resident], Shown]
    kind: str
    text: str
    stored: str
    ends: bool = True


def _pressing(data: str) -> Callable[[Resident], Shown]:
    """`data` may name the report that came in, another one and the office's own by their ids."""

    def press(hoa: Resident) -> Shown:
        units = {"key": UNIT, "other": "kinh-te", "own": hoa.town.library.current.office.id}
        ids = {name: hoa.town.obligation(unit).id for name, unit in units.items()}
        return hoa.press_data(f"s:{data}".format(**ids))

    return press


OWN = Asking(
    lambda hoa: hoa.do(show_reports),
    "question",
    "5",
    "SELECT count(*) FROM answer JOIN person ON person.id = person_id WHERE telegram_id = 900",
    ends=False,
)
ASKING = {
    "own report": OWN,
    "request": Asking(
        lambda hoa: hoa.do(ask_ad_hoc),
        "adhoc_step",
        "Số hộ bị thiệt hại do lốc xoáy",
        "SELECT count(*) FROM adhoc_request WHERE content LIKE '%thi%t h%i do l%'",
        ends=False,
    ),
    "fact": Asking(
        _pressing(f"fact:due:{ROUND}:unit"),
        "fact_asked",
        "17h ngày 18/6",
        "SELECT count(*) FROM dialogue WHERE kind = 'fact' AND subject LIKE '%value%'",
        ends=False,
    ),
    "header": Asking(
        _pressing(f"header_ask:{ROUND}:recipients"),
        "header_ask",
        "Ủy ban nhân dân thị xã",
        "SELECT count(*) FROM decision",
    ),
    "final": Asking(
        _pressing(f"final:{ROUND}"),
        "final_confirm",
        "Cần số liệu để họp giao ban.",
        "SELECT count(*) FROM final_report",
    ),
    "comment": Asking(
        _pressing("send_back_one:{key}:1:0"),
        "ask_comment",
        "Kiểm tra lại số hộ được thăm.",
        "SELECT count(*) FROM review",
    ),
    "announcement": Asking(
        lambda hoa: hoa.do(begin_announcement),
        "announce_how",
        "Mời họp giao ban lúc 14 giờ.",
        "SELECT count(*) FROM message WHERE kind = 'announce_whom'",
    ),
}
# Each of these among a report and a question of the office: the ways are the same for all.
MORE = {
    "extension": Asking(
        _pressing("give_time_to:{other}:2"),
        "ask_extension_reason",
        "Chờ số liệu cơ sở.",
        "SELECT count(*) FROM extension",
    ),
    "more time": Asking(
        _pressing("ask_time:{own}"),
        "ask_time_reason",
        "Chờ số liệu cơ sở.",
        "SELECT count(*) FROM audit WHERE action = 'time_asked'",
    ),
    "letter": Asking(
        lambda hoa: _letter(hoa),
        "contact",
        "Hộ chuyển đi tính vào đâu?",
        "SELECT count(*) FROM message WHERE kind = 'contact_letter'",
    ),
    "number of a paper": Asking(
        lambda hoa: _signed(hoa),
        "ask_number",
        "Số 12-BC/ĐTN ngày 10/6/2021",
        "SELECT count(*) FROM signed_document",
    ),
}
EVERY = {**ASKING, **MORE}
PAIRS = [
    *permutations(ASKING, 2),
    *((one, other) for one in MORE for other in ("own report", "header")),
    *((one, other) for one in ("own report", "header") for other in MORE),
]


def _letter(hoa: Resident) -> Shown:
    """To a colleague of the office: alone one writes to nobody."""
    hoa.town.office(901, "Trần Văn Bảy")
    return hoa.do(lambda desk: write_to_office(desk, ""))


def _signed(hoa: Resident) -> Shown:
    hoa.press_data(f"s:signed:{hoa.town.obligation(UNIT).id}")
    return hoa.attach(FileValue("ban-ky.pdf", "application/pdf", 9, "pdf-1"))


def opened(hoa: Resident, asking: Asking) -> Shown:
    return asking.opened(hoa)


def stored(hoa: Resident, asking: Asking) -> int:
    [(count,)] = hoa.town.rows(asking.stored)
    return int(count)


def left(hoa: Resident, asking: Asking) -> None:
    """What goes on after an answer is put aside."""
    if not asking.ends:
        hoa.type("tạm dừng")


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_text_goes_to_who_asked_last_and_what_was_asked_before_is_asked_again(
    hoa: Resident, first: str, second: str
) -> None:
    below, above = EVERY[first], EVERY[second]
    assert opened(hoa, below).kind == below.kind
    assert opened(hoa, above).kind == above.kind
    hoa.type(above.text)
    assert (stored(hoa, above), stored(hoa, below)) == (1, 0)
    left(hoa, above)
    assert hoa.heard.kind == below.kind, "where one is, is said"
    hoa.type(below.text)
    assert (stored(hoa, above), stored(hoa, below)) == (1, 1)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_reply_goes_to_the_question_it_replies_to(hoa: Resident, first: str, second: str) -> None:
    below, above = EVERY[first], EVERY[second]
    asked = opened(hoa, below)
    opened(hoa, above)
    hoa.type(below.text, reply_to=asked)
    assert (stored(hoa, above), stored(hoa, below)) == (0, 1)
    left(hoa, below)
    hoa.type(above.text)
    assert (stored(hoa, above), stored(hoa, below)) == (1, 1)


@pytest.mark.parametrize("name", ASKING)
def test_a_reminder_and_a_look_at_a_list_move_nothing(hoa: Resident, name: str) -> None:
    opened(hoa, ASKING[name])
    before = hoa.town.rows("SELECT focus FROM person WHERE telegram_id = 900")
    tick(hoa.town, "2021-06-11T08:00:00")
    assert [shown for shown in hoa.phone if shown.kind == "reminder"]
    hoa.press_data(f"s:progress:{ROUND}")
    assert hoa.town.rows("SELECT focus FROM person WHERE telegram_id = 900") == before
    hoa.type(ASKING[name].text)
    assert stored(hoa, ASKING[name]) == 1


@pytest.mark.parametrize("name", [name for name in EVERY if name != "own report"])
def test_put_aside_it_takes_nothing_any_more(hoa: Resident, name: str) -> None:
    asked = opened(hoa, EVERY[name])
    assert hoa.type("Tạm dừng").kind == "dialogue_dropped"
    assert hoa.type("xin chào").kind == "menu"
    hoa.type(EVERY[name].text, reply_to=asked)
    assert hoa.answers[0].kind == "dialogue_over"
    assert stored(hoa, EVERY[name]) == 0


def test_a_request_put_aside_is_gone_on_with(hoa: Resident) -> None:
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    assert "/dotxuat" in hoa.type("tạm dừng").text
    assert hoa.do(ask_ad_hoc).kind == "adhoc_questions"
    hoa.type("Số hộ bị ảnh hưởng")
    assert "trả lời bằng gì" in hoa.heard.text


@pytest.mark.parametrize("name", [name for name in ASKING if name not in ("own report", "request")])
def test_a_word_that_is_a_command_is_no_answer(hoa: Resident, name: str) -> None:
    opened(hoa, ASKING[name])
    assert hoa.type("tiến độ").kind == "progress"
    assert stored(hoa, ASKING[name]) == 0
    hoa.type(ASKING[name].text)
    assert stored(hoa, ASKING[name]) == 1


def test_words_about_a_report_are_an_answer_outside_of_one(hoa: Resident) -> None:
    opened(hoa, ASKING["comment"])
    hoa.type("Xem lại")
    assert hoa.town.rows("SELECT comment FROM review") == [("Xem lại",)]


def test_of_two_comments_the_one_asked_for_last_is_wanted(hoa: Resident) -> None:
    key = hoa.town.obligation(UNIT).id
    first = hoa.press_data(f"s:send_back_one:{key}:1:1")
    hoa.press_data(f"s:send_back_one:{key}:1:2")
    hoa.press_data(first.buttons["Để nguyên"], first.telegram_id)
    hoa.type("Kiểm tra lại.")
    [(refs,)] = hoa.town.rows("SELECT refs FROM review")
    assert refs.count("/data/") == 1
    assert hoa.type("xin chào").kind == "menu"


def test_a_report_handed_in_says_that_another_goes_on(town: Town) -> None:
    """Two units' reports, begun one in the other."""
    giang = town.invited("kinh-te", 6, "Vũ Thị Giang")
    town.invited(UNIT, 6, "Vũ Thị Giang")
    giang.press_data(f"s:report:{town.obligation('kinh-te').id}")
    giang.press_data(f"s:report:{town.obligation(UNIT).id}")
    giang.fill(UNIT, THI_DOAN)
    giang.offers()
    giang.press("Xác nhận")
    assert [said.kind for said in giang.answers][-2:] == ["receipt", "question"]
    assert "Phòng Kinh tế" in giang.heard.text


def test_whoever_is_of_the_office_no_more_is_asked_nothing_of_it(hoa: Resident) -> None:
    opened(hoa, ASKING["comment"])
    hoa.town.change("UPDATE membership SET role = 'liaison' WHERE role = 'office'")
    assert hoa.type("Kiểm tra lại.").kind == "office_only"
    assert stored(hoa, ASKING["comment"]) == 0
    assert hoa.town.rows("SELECT focus FROM person WHERE telegram_id = 900") == [("[]",)]


def test_a_sticker_or_a_file_is_no_answer_to_a_comment(hoa: Resident) -> None:
    opened(hoa, ASKING["comment"])
    assert hoa.do(lambda desk: unexpected(desk, "sticker")).kind == "dialogue_expects"
    photo = FileValue("anh-1.jpg", "image/jpeg", 4000, "photo-1")
    assert hoa.attach(photo).kind == "dialogue_expects"
    hoa.type("Kiểm tra lại.")
    assert stored(hoa, ASKING["comment"]) == 1


def test_questions_whose_words_are_forgotten_are_left(hoa: Resident) -> None:
    """What was said is emptied after a time (`storage.retention`)."""
    opened(hoa, ASKING["header"])
    opened(hoa, ASKING["comment"])
    hoa.town.change("UPDATE message SET params = '{}', buttons = '[]' WHERE kind = 'header_ask'")
    hoa.type("Kiểm tra lại.")
    assert hoa.heard.kind == "sent_back_done"
    assert hoa.type("Ủy ban nhân dân thị xã").kind == "menu"
