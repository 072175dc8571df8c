"""`Nhắc lại sau`."""

from __future__ import annotations

from tests.usecases.reminding.ticking import heard, submitted, tick
from tests.usecases.town import Town


def test_a_reminder_put_off_comes_again_the_next_working_day(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-10T09:00:30")
    tick(town, "2021-06-11T08:00:00")

    said = an.press("Nhắc lại sau")

    assert "08:00 ngày 14/6/2021" in said.text, "the 12th is a Saturday"
    for moment in ("12T08:00:00", "14T07:59:30"):
        tick(town, f"2021-06-{moment}")
    assert len(heard(an)) == 2
    tick(town, "2021-06-14T08:00:00")
    tick(town, "2021-06-14T08:00:30")
    assert len(heard(an)) == 3, "no rung of the ladder falls on that day"


def test_put_off_twice_or_onto_a_rung_it_is_still_one_message(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    for moment in ("10T09:00:30", "14T08:00:00"):
        tick(town, f"2021-06-{moment}")
    an.press("Nhắc lại sau")
    an.press("Nhắc lại sau")
    before = len(heard(an))

    tick(town, "2021-06-15T08:00:05")

    assert len(heard(an)) == before + 1
    fates = town.rows("SELECT fate, count(*) FROM notice GROUP BY fate")
    assert dict(fates).get("planned", 0) == 0


def test_what_is_submitted_meanwhile_does_not_come_again(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-10T09:00:30")
    an.press("Nhắc lại sau")
    submitted(town, "kinh-te")

    tick(town, "2021-06-11T08:00:00")

    assert len(heard(an)) == 1
    assert "không còn gì phải nhắc" in an.press("Nhắc lại sau").text


def test_another_persons_notice_is_not_there(town: Town) -> None:
    an, stranger = town.invited("kinh-te", 1, "An"), town.invited("y-te", 2, "Bình")
    tick(town, "2021-06-10T09:00:30")
    data = heard(an)[-1].buttons["Nhắc lại sau"]

    assert stranger.press_data(data).kind == "not_there"
    assert stranger.press_data("s:put_off:x9").kind == "not_there"
    assert not town.rows("SELECT 1 FROM notice WHERE fate = 'planned'")


def test_what_is_due_before_it_would_come_again_cannot_be_put_off(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-15T09:00:00")
    tick(town, "2021-06-16T08:00:00")

    assert heard(an)[-1].labels == ["Bắt đầu báo cáo"]
