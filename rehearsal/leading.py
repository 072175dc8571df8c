"""A unit whose leader agrees in the bot: reads what is put before them, wants more, agrees."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import time

from rehearsal.cast import the_cast
from rehearsal.corrections import Correction
from rehearsal.rounds import FIRST, act, is_total, liaison_of
from rehearsal.scenes import Scene, Season, due_day
from rehearsal.stage import Stage
from rehearsal.thumbs import Thumb
from reporting.plan import Plan, Round, Unit
from simulator.phone import Phone
from usecases.library import Library
from usecases.records import Role

_LEADERS = 700  # Telegram ids of leaders follow those of liaisons at this distance


def led_in_the_bot(library: Library, seed: int, unit_id: str | None) -> Library:
    """The plan as the season plays it: at least one unit's leader agrees in the bot, `unit_id`
    where one is named."""
    plan = library.current
    if unit_id is None and any(unit.consent == "bot" for unit in plan.units):
        return library
    chosen = unit_id or _any_of(plan, seed).id
    units = tuple(replace(u, consent="bot") if u.id == chosen else u for u in plan.units)
    return Library(replace(plan, units=units), library.files)


def _any_of(plan: Plan, seed: int) -> Unit:
    """Not who waits for others, nor, where there are others, one that is asked at once."""
    own = [unit for unit in plan.units if not waits_for_others(plan, unit)] or list(plan.units)
    chance = random.Random(f"{seed}:led")  # noqa: S311 - habits, not secrets
    return chance.choice([unit for unit in own if not unit.area] or own)


def waits_for_others(plan: Plan, unit: Unit) -> bool:
    return any(is_total(question.given) for question in plan.form_for(unit).questions)


async def let_leaders_in(stage: Stage) -> dict[str, Phone]:
    """By unit id: of units whose leader agrees in the bot."""
    units = stage.place.library.current.units
    led = [(number, unit) for number, unit in enumerate(units) if unit.consent == "bot"]
    return {unit.id: await _let_in(stage, number, unit) for number, unit in led}


async def _let_in(stage: Stage, number: int, unit: Unit) -> Phone:
    person = FIRST + _LEADERS + number
    phone = stage.simulator.add_person(person, the_cast().leader(unit.id), phone=f"09{person:08d}")
    stage.simulator.subtitle(person, unit.short_name)
    phone.open_link(await stage.invite(unit.id, Role.LEADER))
    await stage.settle()
    return phone


def scenes_before_the_leader(season: Season, round_: Round, unit: Unit) -> list[Scene]:
    """Put before the leader five working days before; two days later something is to be added,
    which it is that afternoon; agreed to on the due day. Reminders come between."""
    plan = season.plan
    leader = Thumb(season.stage, season.leaders[unit.id])

    async def put() -> None:
        phone = season.phones[unit.id]
        liaison = await liaison_of(season.stage, round_, unit, phone, season.seed, None)
        liaison.asks_leader = True
        phone.send("/baocao")
        await season.stage.settle()
        await act(season.stage, [liaison])
        season.note("put_before", unit.id, round_.id)

    async def want_more() -> None:
        await leader.press_anywhere("ask_to_amend")
        await leader.type(the_cast().said["more"])

    async def put_again() -> None:
        correction = Correction(season.stage, season.phones[unit.id], "")
        await correction.before_leader(plan.form_for(unit))
        season.note("put_before", unit.id, round_.id)

    async def agree() -> None:
        await leader.press_anywhere("approve")
        season.handed_in(round_, unit)

    return [
        (plan.calendar.at(due_day(plan, round_, days), hour), scene)
        for days, hour, scene in (
            (-5, time(9, 20), put),
            (-3, time(10, 10), want_more),
            (-3, time(14, 30), put_again),
            (0, time(11, 0), agree),
        )
    ]
