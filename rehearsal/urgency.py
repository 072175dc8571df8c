"""Something the office needs today: asked by `/dotxuat`, answered at once, and by one too late."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import time, timedelta

from rehearsal.cast import the_cast
from rehearsal.corrections import Correction
from rehearsal.scenes import Scene, Season
from reporting.plan import Round, Unit

_DAY = 5  # working days after the opening
_UNTIL = 3  # working days, then the office takes no more
_MOST = 9  # of what is counted


def scenes_of_request(season: Season, round_: Round) -> list[Scene]:
    """While the round is open and before most of it is due."""
    calendar = season.plan.calendar
    day = calendar.days.after(round_.opens, _DAY)
    asked: list[str] = []

    async def ask() -> None:
        await season.office.ask_at_once()
        asked.append(await _newest_round(season))
        season.note("requested", "", asked[0])

    async def close() -> None:
        await season.office.close_request()
        season.note("closed", "", asked[0])

    scenes: list[Scene] = [(calendar.at(day, time(8, 30)), ask)]
    *early, late = _answering(season)
    for number, unit in enumerate(early):
        at = calendar.at(day, time(9)) + timedelta(minutes=20 * number)
        scenes.append((at, _answer(season, asked, unit)))
    next_day = calendar.at(calendar.days.after(day, 1), time(9, 30))
    scenes.append((next_day, _answer(season, asked, late)))
    scenes.append((calendar.at(calendar.days.after(day, _UNTIL), time(10)), close))
    return scenes


def _answering(season: Season) -> list[Unit]:
    """Whoever is asked, has a phone that takes messages then and needs nobody's consent; the last
    one will be late."""
    plan = season.plan
    asked = [unit for unit in plan.units if unit.area] or list(plan.units)
    out = season.silent | season.leaders.keys()
    return [unit for unit in asked if unit.id in season.phones and unit.id not in out]


def _answer(season: Season, asked: list[str], unit: Unit) -> Callable[[], Awaitable[None]]:
    async def scene() -> None:
        phone = season.phones[unit.id]
        chance = random.Random(f"{season.seed}:{unit.id}")  # noqa: S311 - a count, not a secret
        leader = the_cast().leader(unit.id)
        await Correction(season.stage, phone, leader).say(str(chance.randint(1, _MOST)))
        season.note("submitted", unit.id, asked[0])

    return scene


async def _newest_round(season: Season) -> str:
    rounds = await season.stage.place.reader.perform(lambda work: work.rounds.all())
    return max(rounds, key=lambda record: record.opened_at).id
