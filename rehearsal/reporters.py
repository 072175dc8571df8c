"""How the units of a round report: most in good time, some late, some twice."""

from __future__ import annotations

import random
from datetime import datetime, time

from rehearsal.actors import Liaison
from rehearsal.cast import the_cast
from rehearsal.corrections import Correction
from rehearsal.leading import scenes_before_the_leader, waits_for_others
from rehearsal.rounds import act, liaison_of
from rehearsal.scenes import Scene, Season, days_of, due_day, some_time
from reporting.plan import Round, Unit

_HALF_WAY = 6  # answers
_EARLY = 6  # working days before the due day at the most
_LONGER = 2  # working days given to somebody who asked


def scenes_of_reports(season: Season, round_: Round) -> list[Scene]:
    """Whose leader agrees in the bot puts it before them. Most others report in good time, of whom
    two have their report sent back (whole, and one question) and one has something to add later;
    three are late, one of them with the office's leave; one begins and stops, one has blocked the
    bot, one is away; whoever needs the others' totals reports on the due day."""
    plan = season.plan
    chance = random.Random(f"{season.seed}:{round_.id}")  # noqa: S311 - habits, not secrets
    led = [plan.unit(key) for key in season.leaders]
    units = [plan.unit(key) for key in season.phones if key not in season.leaders]
    last = [unit for unit in units if waits_for_others(plan, unit)]
    others = [unit for unit in units if unit not in last]
    chance.shuffle(others)
    blocking, half_way, late, punctual = others[1:2], others[2:3], others[3:6], others[6:]
    scenes = [scene for unit in blocking for scene in _blocking(season, round_, unit)]
    scenes += [scene for unit in half_way for scene in _half_way(season, round_, unit)]
    for days, unit in enumerate(late, start=1):
        scenes.append(_report(season, round_, unit, some_time(plan, round_, days, chance)))
    scenes += [_given_time(season, round_, unit) for unit in late[_LONGER - 1 : _LONGER]]
    scenes += [
        scene for unit in punctual[:1] for scene in _sent_back(season, round_, unit, "whole")
    ]
    scenes += [
        scene for unit in punctual[1:2] for scene in _sent_back(season, round_, unit, "question")
    ]
    scenes += [scene for unit in punctual[2:3] for scene in _adds(season, round_, unit)]
    for unit in punctual[3:]:
        days = -chance.randint(1, min(_EARLY, days_of(plan, round_) - 1))
        scenes.append(_report(season, round_, unit, some_time(plan, round_, days, chance)))
    for unit in led:
        scenes += scenes_before_the_leader(season, round_, unit)
    for unit in last:
        scenes.append(_report(season, round_, unit, some_time(plan, round_, 0, chance)))
    return scenes


def _report(season: Season, round_: Round, unit: Unit, moment: datetime) -> Scene:
    async def scene() -> None:
        liaison = await liaison_of(
            season.stage, round_, unit, season.phones[unit.id], season.seed, None
        )
        await _finish(season, round_, unit, liaison)

    return moment, scene


async def _finish(season: Season, round_: Round, unit: Unit, liaison: Liaison) -> None:
    liaison.phone.send("/baocao")
    await season.stage.settle()
    await act(season.stage, [liaison])
    season.handed_in(round_, unit)


def _half_way(season: Season, round_: Round, unit: Unit) -> list[Scene]:
    """Begins four working days before and goes on the day after it was due."""
    plan, chance = season.plan, random.Random(unit.id)  # noqa: S311 - as above
    begun: list[Liaison] = []

    async def begin() -> None:
        phone = season.phones[unit.id]
        begun.append(await liaison_of(season.stage, round_, unit, phone, season.seed, _HALF_WAY))
        phone.send("/baocao")
        await season.stage.settle()
        await act(season.stage, begun)

    async def end() -> None:
        begun[0].go_on()
        await _finish(season, round_, unit, begun[0])

    return [
        (some_time(plan, round_, -4, chance), begin),
        (some_time(plan, round_, 1, chance), end),
    ]


def _blocking(season: Season, round_: Round, unit: Unit) -> list[Scene]:
    """Stops the bot soon after the opening; after a call of the office lets it in and reports."""
    calendar, phone = season.plan.calendar, season.phones[unit.id]
    season.silent.add(unit.id)

    async def block() -> None:
        phone.block()
        await season.stage.settle()
        season.note("blocked", unit.id, round_.id)

    moment = calendar.at(due_day(season.plan, round_, 2), time(9, 30))
    moment, report = _report(season, round_, unit, moment)

    async def come_back() -> None:
        phone.unblock()
        season.silent.discard(unit.id)
        season.note("unblocked", unit.id, round_.id)
        await report()

    opened = calendar.at(calendar.days.after(round_.opens, 1), time(10))
    return [(opened, block), (moment, come_back)]


def _given_time(season: Season, round_: Round, unit: Unit) -> Scene:
    """On the morning of the due day, by telephone."""

    async def scene() -> None:
        await season.office.give_time(round_, unit, _LONGER)
        season.note("extended", unit.id, round_.id)

    return season.plan.calendar.at(due_day(season.plan, round_, 0), time(9)), scene


def _sent_back(season: Season, round_: Round, unit: Unit, how: str) -> list[Scene]:
    """Reports four working days before; hears on the same afternoon; answers after a reminder."""
    plan = season.plan
    moment, report = _report(
        season, round_, unit, plan.calendar.at(due_day(plan, round_, -4), time(9, 10))
    )

    async def first() -> None:
        season.sent_back[unit.id] = how
        await report()

    async def again() -> None:
        await _correction(season, round_, unit).answer()
        season.handed_in(round_, unit)

    days = -2 if how == "whole" else -3
    return [(moment, first), (plan.calendar.at(due_day(plan, round_, days), time(9, 40)), again)]


def _adds(season: Season, round_: Round, unit: Unit) -> list[Scene]:
    """What was taken in already is opened once more, three working days before it is due."""
    plan = season.plan
    early = plan.calendar.at(due_day(plan, round_, -5), time(10, 20))

    async def again() -> None:
        season.note("reopened", unit.id, round_.id)
        await _correction(season, round_, unit).add(plan.form_for(unit), round_.period)
        season.handed_in(round_, unit)

    moment = plan.calendar.at(due_day(plan, round_, -3), time(10, 30))
    return [_report(season, round_, unit, early), (moment, again)]


def _correction(season: Season, round_: Round, unit: Unit) -> Correction:
    leader = the_cast().leader(f"{season.seed}:{round_.id}:{unit.id}")
    return Correction(season.stage, season.phones[unit.id], leader)
