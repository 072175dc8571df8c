"""/huongdan says what fits the person and the moment, and the whole is a press away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reporting.kinds import KINDS
from tests.usecases.adhoc.test_running import ONE, sent
from tests.usecases.reminding.ticking import submitted
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Shown, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.dialogues.answering import KINDS as DIALOGUES
from usecases.guiding.asked import FAMILIES
from usecases.guiding.guide import show_guide
from usecases.library import Library
from usecases.messages import SAMPLES
from usecases.people.invites import join
from usecases.records import Role

UNIT = "thi-doan"
NEVER_ASKED = {"calculate", "hidden"}


def guide(person: Resident) -> Shown:
    shown = person.do(show_guide)
    assert shown.kind == "help_now"
    assert shown.labels[-1] == "Xem toàn bộ hướng dẫn"
    return shown


def moments(shown: Shown) -> list[str]:
    return [moment["is"] for moment in shown.message.params["moments"]]


@pytest.fixture
def nga(town: Town) -> Resident:
    return town.invited(UNIT, 5, "Thị Nga")


def test_every_kind_of_question_and_every_dialogue_has_its_words() -> None:
    assert set(FAMILIES) == set(KINDS) - NEVER_ASKED
    told = [moment for sample in SAMPLES["help_now"] for moment in sample["moments"]]
    assert {m["how"] for m in told if m["is"] == "question"} == {*FAMILIES.values(), "list"}
    assert {m["kind"] for m in told if m["is"] == "dialogue"} == set(DIALOGUES)


def test_before_a_report_is_begun_and_while_it_is_put_aside(town: Town, nga: Resident) -> None:
    shown = guide(nga)
    assert "chưa bắt đầu" in shown.text and "Hạn nộp 17:00 ngày 16/6/2021" in shown.text
    assert nga.press("Bắt đầu báo cáo").kind == "question"
    nga.type("15")
    nga.press("Tạm dừng")
    shown = guide(nga)
    assert "đã làm 1/" in shown.text
    assert nga.press("Tiếp tục báo cáo").kind == "question"


def test_at_a_question_it_says_how_to_answer_it(town: Town, nga: Resident) -> None:
    nga.begin()
    shown = guide(nga)
    form = town.library.current.form_for(town.library.current.unit(UNIT))
    first = next(iter(THI_DOAN))
    assert form.by_name(first).label in shown.text
    assert "Gõ con số theo thói quen" in shown.text
    nga.type("15")
    assert len(town.draft(UNIT)) == 1, "the question stays open beneath the guide"


def test_at_a_question_back(nga: Resident) -> None:
    nga.begin()
    nga.press("Chưa có số liệu")
    shown = guide(nga)
    assert moments(shown) == ["doubt"]
    assert "ngày dự kiến có số liệu" in shown.text


def test_at_the_end(nga: Resident) -> None:
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    assert "không còn câu nào phải hỏi" in guide(nga).text
    nga.press("Nộp báo cáo")
    assert "lãnh đạo nào đã duyệt" in guide(nga).text


def test_a_report_that_waits_was_sent_back_or_is_in(
    town: Town, nga: Resident, approving: Callable[[str], None]
) -> None:
    approving("bot")
    leader = town.invited(UNIT, 7, "Bùi Văn Đạt", Role.LEADER)
    assert moments(guide(leader)) == ["nothing_to_approve"]
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    nga.press("Nộp báo cáo")
    nga.press("Xác nhận")
    assert "đang chờ Bùi Văn Đạt duyệt" in guide(nga).text
    guide(leader)
    assert leader.press("Xem báo cáo chờ duyệt").kind == "approval_request"
    leader.press("Duyệt")
    assert "đã nộp" in guide(nga).text and "Gửi bản đã ký" in nga.heard.labels
    hoa = town.office()
    hoa.press_data(f"s:send_back_one:{town.obligation(UNIT).id}:1:1")
    hoa.type("Kiểm tra lại.")
    guide(nga)
    assert nga.press("Bổ sung báo cáo").kind == "question"


@pytest.fixture
def approving(town: Town) -> Callable[[str], None]:
    def give(mode: str) -> None:
        plan = town.library.current
        units = tuple(replace(u, consent=mode) if u.id == UNIT else u for u in plan.units)
        town.library = Library(replace(plan, units=units), town.library.files)

    return give


def test_the_office_hears_what_waits_for_it(town: Town) -> None:
    hoa = town.office()
    shown = guide(hoa)
    assert moments(shown) == ["missing", "report"]
    assert "còn 24 đơn vị chưa nộp" in shown.text
    town.stranger(60, "Người mới").do(_join(town))
    shown = guide(hoa)
    assert moments(shown)[0] == "pending_people"
    assert hoa.press("Chờ xác nhận (1)").kind == "people_waiting"
    town.change(f"UPDATE obligation SET state = 'accepted' WHERE round_id = '{ROUND}'")
    submitted(town, "kinh-te")
    assert "to_read" in moments(guide(hoa))
    town.change(f"UPDATE obligation SET state = 'accepted' WHERE round_id = '{ROUND}'")
    assert "complete" in moments(guide(hoa))


def _join(town: Town) -> Callable[..., None]:
    token = town.token("y-te", direct=False)
    return lambda desk: join(desk, token)


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ("s:send_back_one:{key}:1:0", "rà soát, bổ sung"),
        (f"s:header_ask:{ROUND}:signer", "phần đầu báo cáo"),
        (f"s:final:{ROUND}", "chốt báo cáo"),
        (f"s:fact:due:{ROUND}:unit", "đổi hạn"),
        ("s:give_time_to:{other}:2", "gia hạn"),
    ],
)
def test_during_a_question_outside_of_reports(town: Town, opened: str, words: str) -> None:
    nga, hoa = town.invited(UNIT, 5, "Thị Nga"), town.office()
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    nga.offers()
    nga.press("Xác nhận")
    other = town.obligation("kinh-te").id
    hoa.press_data(opened.format(key=town.obligation(UNIT).id, other=other))
    shown = guide(hoa)
    assert moments(shown) == ["dialogue"] and words in shown.text


def test_while_a_request_is_written_and_when_it_has_come(town: Town) -> None:
    an, hoa = town.invited("xa-long-giang", 11, "Trần Thị Bé"), town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    assert "“Lốc xoáy”" in guide(hoa).text
    hoa.type("tạm dừng")
    assert "request_open" in moments(guide(hoa))
    hoa.press("Tiếp tục")
    hoa.press("Hủy yêu cầu")
    hoa.press("Bỏ yêu cầu này")
    sent(town, ONE)
    assert "Số hộ bị ảnh hưởng" in guide(an).text


def test_the_whole_is_a_press_away_and_strangers_learn_nothing(town: Town, nga: Resident) -> None:
    guide(nga)
    whole = nga.press("Xem toàn bộ hướng dẫn")
    assert whole.kind == "help" and "/xemlai" in whole.text
    assert town.stranger(77).do(show_guide).kind == "stranger"
