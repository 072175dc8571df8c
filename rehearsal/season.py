"""A whole season: both rounds of a year and a request between, with people as they are and what
goes wrong."""

from __future__ import annotations

import random
from datetime import time, timedelta

from rehearsal.desk import OfficeDesk
from rehearsal.joining import let_in, list_everybody
from rehearsal.leading import let_leaders_in, waits_for_others
from rehearsal.reporters import scenes_of_reports
from rehearsal.rounds import enter_office
from rehearsal.scenes import Scene, Season, due_day
from rehearsal.stage import Stage
from rehearsal.urgency import scenes_of_request
from reporting.plan import Round
from reporting.reminders import last_day

_OUTAGE = timedelta(hours=42)  # over two mornings


async def play_season(stage: Stage, seed: int) -> Season:
    """From the eve of the first round until nobody is chased any more. Raises
    `rehearsal.actors.Lost` and `rehearsal.rounds.Unfinished` like a round."""
    plan = stage.place.library.current
    chance = random.Random(f"{seed}:season")  # noqa: S311 - habits, not secrets
    office = await enter_office(stage)
    await list_everybody(stage)
    leaders = await let_leaders_in(stage)
    usual = [unit for unit in plan.units if unit.id not in leaders]
    absent = chance.choice([unit for unit in usual if not waits_for_others(plan, unit)])
    phones = {u.id: await let_in(stage, u) for u in plan.units if u.id != absent.id}
    season = Season(stage, seed, OfficeDesk(stage, office), phones, leaders)
    for number, round_ in enumerate(plan.rounds):
        scenes = [*scenes_of_reports(season, round_), *_office_days(season, round_)]
        if number == 0:
            scenes += scenes_of_request(season, round_)
        if number == len(plan.rounds) - 1:
            scenes.append(_outage(season, round_))
        for moment, scene in sorted(scenes, key=lambda each: each[0]):
            await stage.wait_until(moment)
            await scene()
        grace = last_day(round_.due["unit"], plan.calendar)
        await stage.wait_until(plan.calendar.at(grace + timedelta(days=1), time(17)))
    return season


def _office_days(season: Season, round_: Round) -> list[Scene]:
    """Each afternoon the office reads what has come: takes it in, or sends it back."""
    calendar = season.plan.calendar
    day, last = round_.opens, last_day(round_.due["unit"], calendar)
    scenes: list[Scene] = []
    while (day := calendar.days.after(day, 1)) <= last:
        scenes.append((calendar.at(day, time(15)), season.read_what_came))
    return scenes


def _outage(season: Season, round_: Round) -> Scene:
    """From two afternoons before the due day until its morning."""
    began = season.plan.calendar.at(due_day(season.plan, round_, -2), time(16))

    async def scene() -> None:
        season.note("outage_began")
        await season.stage.outage(began + _OUTAGE)
        await season.stage.tick()
        season.note("outage_ended")

    return began, scene
