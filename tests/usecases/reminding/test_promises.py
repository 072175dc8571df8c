"""Promised figures: asked for on their day, once, whether or not the report is in."""

from __future__ import annotations

import pytest

from reporting.answers import Answer, Standing
from tests.usecases.reminding.test_fates import part_of, queue
from tests.usecases.reminding.ticking import heard, tick
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Shown, Town
from usecases.reminding.rechecking import may_go

UNIT = "thi-doan"
LABEL = "Suất quà, học bổng đã trao"
GIVE = "Bổ sung số liệu đã hẹn"
NUMBER = str(list(THI_DOAN).index("DT11") + 1)  # in the list of answers
THEN = "2021-06-24T08:00:05"


@pytest.fixture
def an(town: Town) -> Resident:
    """Has answered everything but one figure, promised for 24 June."""
    return promising(town, "24/6")


def promising(town: Town, day: str) -> Resident:
    tick(town, town.now)
    an = town.invited(UNIT, 5, "Thị Nga")
    an.begin()
    for name, answer in THI_DOAN.items():
        if name == "DT11":
            an.press("Chưa có số liệu")
            an.type(day)
        else:
            an.fill(UNIT, {name: answer})
    return an


def hand_in(an: Resident) -> None:
    an.offers()
    an.press("Xác nhận")


def asked_for(an: Resident) -> list[Shown]:
    return [shown for shown in heard(an) if LABEL in shown.text]


def test_on_the_day_the_figure_alone_is_asked_for_after_submission(
    town: Town, an: Resident
) -> None:
    hand_in(an)
    tick(town, "2021-06-23T08:00:00")
    assert not asked_for(an)

    tick(town, THEN)
    tick(town, "2021-06-24T08:00:35")

    [reminder] = asked_for(an)
    assert f"• {LABEL} (hẹn 24/6/2021)" in reminder.text
    assert "chưa nhận được báo cáo" not in reminder.text
    assert reminder.labels == [GIVE, "Nhắc lại sau"]
    rungs = town.rows("SELECT slot, told FROM reminder WHERE rung = 'promise'")
    assert rungs == [("2021-06-24", "people")]


def test_the_press_opens_exactly_that_question_in_a_copy(town: Town, an: Resident) -> None:
    hand_in(an)
    tick(town, THEN)

    question = an.press(GIVE)

    assert question.kind == "question" and LABEL in question.text
    assert "Bổ sung số liệu đã hẹn" in question.text
    assert "DT11" not in town.draft(UNIT)
    assert town.submitted(UNIT)["DT11"].standing is Standing.NOT_YET
    assert town.obligation(UNIT).state == "submitted"
    assert an.type("20").kind == "ready", "nothing else is asked"
    hand_in(an)
    assert town.submitted(UNIT)["DT11"] == Answer(20)
    assert town.obligation(UNIT).version == 2


def test_before_submission_it_is_told_of_with_the_report_that_is_owed(
    town: Town, an: Resident
) -> None:
    before = len(heard(an))

    tick(town, THEN)

    [reminder] = heard(an)[before:]
    assert "Đến nay Hệ thống chưa nhận được báo cáo" in reminder.text
    assert f"• {LABEL} (hẹn 24/6/2021)" in reminder.text
    assert GIVE in reminder.labels and "Nhắc lại sau" in reminder.labels
    assert LABEL in an.press(GIVE).text


@pytest.mark.parametrize("submitted", [True, False])
def test_a_figure_given_meanwhile_is_not_asked_for(
    town: Town, an: Resident, submitted: bool
) -> None:
    hand_in(an)
    an.begin()
    an.press("Sửa báo cáo")
    an.type(NUMBER)
    an.type("20")
    if submitted:
        hand_in(an)

    tick(town, THEN)

    assert not asked_for(an)
    assert not town.rows("SELECT 1 FROM reminder WHERE rung = 'promise'")


def test_a_figure_given_while_the_reminder_waits_takes_it_back(town: Town, an: Resident) -> None:
    hand_in(an)
    tick(town, "2021-06-23T08:00:00")
    queue(town, THEN)
    part = part_of(town, an)
    assert town.do(lambda work: may_go(work, part, town.now))
    an.begin()
    an.press("Sửa báo cáo")
    an.type(NUMBER)
    an.type("20")

    assert not town.do(lambda work: may_go(work, part, town.now))
    assert town.rows("SELECT fate FROM notice ORDER BY id DESC LIMIT 1") == [("withdrawn",)]


def test_put_off_it_comes_again_unless_it_was_given(town: Town, an: Resident) -> None:
    hand_in(an)
    tick(town, THEN)
    an.press("Nhắc lại sau")
    tick(town, "2021-06-25T08:00:00")
    assert len(asked_for(an)) == 2
    an.press("Nhắc lại sau")
    an.press(GIVE)
    an.type("20")

    tick(town, "2021-06-28T08:00:00")

    assert len(asked_for(an)) == 2


def test_another_day_promised_then_is_asked_for_on_that_day(town: Town, an: Resident) -> None:
    hand_in(an)
    tick(town, THEN)
    an.press(GIVE)
    an.press("Chưa có số liệu")
    an.type("30/6")
    hand_in(an)

    for day in ("25", "28", "29", "30"):
        tick(town, f"2021-06-{day}T08:00:00")

    assert [shown.text.count("hẹn 30/6/2021") for shown in asked_for(an)] == [0, 1]


def test_a_day_off_moves_it_to_the_next_working_day(town: Town) -> None:
    an = promising(town, "26/6")
    hand_in(an)
    for moment in ("25T08:00:00", "26T08:00:00", "27T09:00:00"):
        tick(town, f"2021-06-{moment}")
    assert not asked_for(an), "the 26th is a Saturday"
    tick(town, "2021-06-28T08:00:00")
    assert len(asked_for(an)) == 1


def test_what_is_promised_for_today_is_asked_for_tomorrow(town: Town) -> None:
    an = promising(town, "hôm nay")
    hand_in(an)
    tick(town, "2021-06-10T16:00:00")
    assert not asked_for(an)
    tick(town, "2021-06-11T08:00:00")
    assert len(asked_for(an)) == 1


def test_after_an_outage_it_is_told_within_the_limit_and_else_written_down(
    town: Town, an: Resident
) -> None:
    hand_in(an)
    tick(town, "2021-06-23T16:00:00")
    tick(town, "2021-06-25T09:00:00")
    assert not asked_for(an)
    assert town.rows("SELECT told FROM reminder WHERE rung = 'promise'") == [("too_late",)]


def test_nothing_promised_any_more_is_said_so(town: Town, an: Resident) -> None:
    hand_in(an)
    tick(town, THEN)
    an.press(GIVE)
    an.type("20")
    assert an.press(GIVE).kind == "nothing_promised"


def test_the_office_sees_what_is_promised_among_the_gaps(town: Town, an: Resident) -> None:
    hand_in(an)
    hoa = town.office()

    gaps = hoa.press_data(f"s:gaps:{ROUND}")

    assert f"• Thị Đoàn: {LABEL} (hẹn ngày 24/6/2021)" in gaps.text
    an.begin()
    an.press("Sửa báo cáo")
    an.type(NUMBER)
    an.type("20")
    assert LABEL not in hoa.press_data(f"s:gaps:{ROUND}").text
