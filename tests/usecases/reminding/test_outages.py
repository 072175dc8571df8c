"""Down over the time of a reminder, and clocks that jump."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.reminding.ticking import at, heard, tick
from tests.usecases.town import Town


def test_r22_inside_the_limit_one_merged_reminder_and_the_office_hears(town: Town) -> None:
    an, office = town.invited("kinh-te", 1, "An"), town.office()
    tick(town, "2021-06-14T16:20:00")
    before = len(heard(an))

    tick(town, "2021-06-16T09:45:00")

    assert len(heard(an)) == before + 1
    assert "17:00 ngày 16/6/2021 (hôm nay)" in heard(an)[-1].text
    told = town.rows("SELECT rung, told FROM reminder WHERE slot >= '2021-06-15' ORDER BY slot")
    assert set(told) == {("before_1", "too_late"), ("due_day", "people")}
    [missed] = heard(office, "reminders_missed")
    assert "từ 16:20 ngày 14/6/2021 đến 09:45 ngày 16/6/2021" in missed.text
    assert "đơn vị được nhắc muộn hơn thường lệ" in missed.text


def test_r22_outside_the_limit_nothing_and_the_office_hears(town: Town) -> None:
    an, office = town.invited("kinh-te", 1, "An"), town.office()
    tick(town, "2021-06-14T16:20:00")
    before = len(heard(an))

    tick(town, "2021-06-16T16:10:00")
    tick(town, "2021-06-16T16:10:30")

    assert len(heard(an)) == before
    [missed] = heard(office, "reminders_missed")
    assert "không gửi bù: " in missed.text and "Phòng Kinh tế" in missed.text


def test_after_hours_nothing_goes_out_and_the_next_morning_it_is_too_late(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-14T16:20:00")
    before = len(heard(an))

    tick(town, "2021-06-15T16:45:00")
    assert len(heard(an)) == before

    tick(town, "2021-06-16T08:00:00")
    assert len(heard(an)) == before + 1


def test_at_noon_a_late_reminder_waits_until_people_are_back(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-14T16:20:00")
    before = len(heard(an))

    tick(town, "2021-06-15T12:10:00")
    assert len(heard(an)) == before

    tick(town, "2021-06-15T13:30:00")
    assert len(heard(an)) == before + 1


@pytest.mark.parametrize("seconds", [-15, 15, -3600, 3600])
def test_r24_a_clock_that_steps_doubles_nothing(town: Town, seconds: int) -> None:
    an = town.invited("kinh-te", 1, "An")
    moment = at("2021-06-15T07:50:00")
    while moment < at("2021-06-15T10:30:00"):
        tick(town, moment)
        if moment == at("2021-06-15T08:10:00"):
            tick(town, moment + timedelta(seconds=seconds))
        moment += timedelta(minutes=10)

    assert len(heard(an)) == 1
    assert town.rows("SELECT count(*) FROM reminder WHERE rung = 'before_1'") == [(1,)]


def test_r24_a_jump_of_400_days_stops_everything_until_the_office_says_so(town: Town) -> None:
    an, office = town.invited("kinh-te", 1, "An"), town.office()
    tick(town, "2021-06-14T16:20:00")
    before, rounds = len(heard(an)), town.rows("SELECT id FROM round")

    for moment in ("2022-07-19T08:00:00", "2022-07-19T08:00:30", "2022-07-20T08:00:00"):
        assert tick(town, moment).held

    assert len(heard(an)) == before
    assert town.rows("SELECT id FROM round") == rounds
    [asked] = heard(office, "clock_doubted")
    assert asked.labels == ["Giờ đúng, tiếp tục"]
    assert not tick(town, "2021-06-15T08:00:00").held, "the clock is right again"
    assert len(heard(an)) == before + 1


def test_after_a_long_outage_the_office_lets_it_go_on(town: Town) -> None:
    an, office = town.invited("kinh-te", 1, "An"), town.office()
    tick(town, "2021-06-10T09:00:30")
    assert tick(town, "2021-06-16T10:00:00").held
    before = len(heard(an))

    assert an.press_data("s:clock:").kind == "office_only"
    office.press("Giờ đúng, tiếp tục")
    assert not tick(town, town.now + timedelta(seconds=30)).held

    assert len(heard(an)) == before, "what was missed stays untold"
    tick(town, "2021-06-17T08:00:00")
    assert len(heard(an)) == before + 1


def test_without_an_office_nobody_can_be_asked_and_it_goes_on(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-10T09:00:30")

    assert not tick(town, "2021-06-16T10:00:00").held
    assert tick(town, "2021-06-16T09:00:00").held, "a jump back waits, whoever is there"
