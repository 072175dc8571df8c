"""More people than one tick tells: the next ticks go on where it stopped."""

from __future__ import annotations

import pytest

from tests.usecases.reminding.ticking import heard, tick
from tests.usecases.town import Town
from usecases.reminding import tick as ticking

UNITS = ("kinh-te", "y-te", "mttq", "giao-duc", "xa-phuoc-tin", "xa-long-giang", "thi-doan")


@pytest.fixture(autouse=True)
def small_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "A_TICK", 2)
    monkeypatch.setattr(ticking, "PEOPLE", 2)


def test_everybody_is_told_once_over_several_ticks(town: Town) -> None:
    people = [town.invited(unit, n, unit) for n, unit in enumerate(UNITS, start=1)]
    tick(town, "2021-06-10T17:30:00")

    counts = []
    for seconds in range(0, 60, 10):
        tick(town, f"2021-06-11T08:00:{seconds:02}")
        counts.append(sum(len(heard(person)) for person in people))

    assert counts == [2, 4, 6, 7, 7, 7]
    assert [len(heard(person)) for person in people] == [1] * len(UNITS)


def test_an_hour_passes_within_a_sweep_and_the_morning_comes_at_its_end(town: Town) -> None:
    office = town.office()
    people = [town.invited(unit, n, unit) for n, unit in enumerate(UNITS, start=1)]
    tick(town, "2021-06-10T17:30:00")
    tick(town, "2021-06-11T08:00:00")
    assert heard(office, "digest") == []

    for moment in ("11T08:00:30", "11T09:00:00", "11T09:00:30", "11T09:01:00"):
        tick(town, f"2021-06-{moment}")

    assert [len(heard(person)) for person in people] == [1] * len(UNITS)
    assert len(heard(office, "digest")) == 1


def test_a_sweep_that_runs_into_the_night_ends_there(town: Town) -> None:
    people = [town.invited(unit, n, unit) for n, unit in enumerate(UNITS, start=1)]
    tick(town, "2021-06-14T16:00:00")
    tick(town, "2021-06-15T15:59:00")
    assert sum(len(heard(person)) for person in people) == 2

    for moment in ("15T16:45:00", "15T20:00:00", "16T08:00:00", "16T08:00:30", "16T08:01:00",
                   "16T08:01:30", "16T08:02:00"):  # fmt: skip
        tick(town, f"2021-06-{moment}")

    told = [len(heard(person)) for person in people]
    assert sorted(told) == [1, 1, 1, 1, 1, 2, 2], "the due day for all, the day before for two"
