"""Any season: whatever state reports are in when, whatever the days off and the outages, however
ticks fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.reminders import OWED
from tests.usecases.reminding.ticking import at, tick
from tests.usecases.town import Town
from usecases.library import Library

UNITS = ("kinh-te", "y-te", "mttq", "xa-phuoc-tin")
FIRST, LAST = at("2021-06-10T09:00:30"), at("2021-07-20T09:00:00")
_numbers = count()

# A few ticks a day, not evenly; hours of the clock at which an outage of so many hours begins.
STEPS = st.lists(st.integers(5, 400), min_size=30, max_size=60)
OUTAGES = st.dictionaries(st.integers(0, 59), st.integers(600, 4000), max_size=4)
# Unit and tick at which its report changes its state.
OF_STATES = ("started", "awaiting_leader", "submitted", "returned", "accepted")
STATES = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.integers(0, 59)), st.sampled_from(OF_STATES), max_size=8
)
DAYS_OFF = st.sets(st.dates(date(2021, 6, 11), date(2021, 7, 12)), max_size=5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seasons")


def moments(steps: list[int], outages: dict[int, int]) -> Iterator[tuple[int, datetime]]:
    now = FIRST
    for number, minutes in enumerate(steps):
        yield number, now
        now += timedelta(minutes=min(outages.get(number, 0) or minutes * 3, 4300))


@given(steps=STEPS, outages=OUTAGES, states=STATES, off=DAYS_OFF)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_season(
    folder: Path,
    library: Library,
    season: bytes,
    steps: list[int],
    outages: dict[int, int],
    states: dict[tuple[str, int], str],
    off: set[date],
) -> None:
    library = _with_days_off(library, off)
    path = folder / f"{next(_numbers)}.sqlite"
    path.write_bytes(season)
    town = Town(path, library)
    try:
        ticked = _play(town, steps, outages, states)
        _check(town, library, ticked, states)
    finally:
        town.close()
        path.unlink()


def _with_days_off(library: Library, off: set[date]) -> Library:
    calendar = library.current.calendar
    days = replace(calendar.days, off=dict.fromkeys(off, "Nghỉ thêm"))
    return Library(
        replace(library.current, calendar=replace(calendar, days=days)), dict(library.files)
    )


def _play(
    town: Town, steps: list[int], outages: dict[int, int], states: dict[tuple[str, int], str]
) -> list[datetime]:
    for number, unit in enumerate(UNITS):
        town.invited(unit, 10 + number, unit)
        town.invited(unit, 20 + number, f"{unit} 2")
    ticked = []
    for number, now in moments(steps, outages):
        for (unit, when), state in states.items():
            if when == number:
                key = town.obligation(unit).id
                town.change(f"UPDATE obligation SET state = '{state}' WHERE id = {key}")
        assert not tick(town, now).held
        tick(town, now)  # another scheduler at the same moment
        ticked.append(now)
    return ticked


def _state(
    unit: str, at: datetime, ticked: list[datetime], states: dict[tuple[str, int], str]
) -> str:
    """How the unit's report stood at a tick."""
    number = ticked.index(at)
    changes = [(when, state) for (u, when), state in states.items() if u == unit and when <= number]
    return max(changes)[1] if changes else "not_started"


def _check(
    town: Town,
    library: Library,
    ticked: list[datetime],
    states: dict[tuple[str, int], str],
) -> None:
    calendar = library.current.calendar
    rows = town.rows("SELECT unit_id, rung, slot, told, reminder.created_at FROM reminder"
                     " JOIN obligation ON obligation.id = obligation_id")  # fmt: skip
    for unit, _, _, _, made in rows:
        moment = datetime.fromisoformat(made).replace(tzinfo=UTC)
        assert calendar.is_open(moment), "outside working hours"
        assert _state(unit, moment, ticked, states) in OWED, "of what is not owed"
    sent = town.rows("SELECT person_id, slot, created_at, fate FROM notice")
    assert len({(person, slot) for person, slot, _, _ in sent}) == len(sent)
    assert all(
        calendar.is_open(datetime.fromisoformat(m).replace(tzinfo=UTC)) for _, _, m, _ in sent
    )
    per_moment = [(person, made) for person, _, made, _ in sent]
    assert len(set(per_moment)) == len(per_moment), "two messages at once"
    last = calendar.days.after(date(2021, 6, 16), calendar.ladder.grace_days)
    assert all(slot[:10] <= last.isoformat() for _, _, slot, _, _ in rows)
    for unit in UNITS:
        if all(state in OWED for (u, _), state in states.items() if u == unit):
            told = {slot for u, rung, slot, _, _ in rows if u == unit and rung == "overdue"}
            assert told == _chased_days(library, ticked, last), unit


def _chased_days(library: Library, ticked: list[datetime], last: date) -> set[str]:
    """Working days after the due day on whose morning, or after it, somebody ticked in hours."""
    calendar = library.current.calendar
    latest = max(now for now in ticked if calendar.is_open(now))
    days = (date(2021, 6, 17) + timedelta(days=n) for n in range(60))
    return {
        day.isoformat()
        for day in days
        if day <= last
        and calendar.days.works(day)
        and calendar.at(day, calendar.ladder.hour) <= latest
    }
