"""A whole season: both rounds of a year, with people as they are and what goes wrong."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rehearsal.actors import Liaison
from rehearsal.rounds import act, enter_liaison, enter_office, is_total, liaison_of
from rehearsal.stage import Stage
from reporting.plan import Plan, Round, Unit
from reporting.reminders import last_day
from simulator.phone import Phone

_HALF_WAY = 6  # answers
_OUTAGE = timedelta(hours=42)  # over two mornings


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is submitted, blocked, unblocked, outage_began or outage_ended."""

    at: datetime
    kind: str
    unit: str = ""
    round: str = ""


@dataclass
class Season:
    """The cast and what has happened so far. Raises `rehearsal.actors.Lost` and
    `rehearsal.rounds.Unfinished` like a round."""

    stage: Stage
    seed: int
    office: Phone
    phones: dict[str, Phone]
    events: list[Event] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        return self.stage.place.library.current

    def note(self, kind: str, unit: str = "", round_id: str = "") -> None:
        now = self.plan.calendar.local(self.stage.clock.now())
        self.events.append(Event(now, kind, unit, round_id))


async def play_season(stage: Stage, seed: int) -> Season:
    """From the eve of the first round until nobody is chased any more."""
    plan = stage.place.library.current
    chance = random.Random(f"{seed}:season")  # noqa: S311 - habits, not secrets
    office = await enter_office(stage)
    absent = chance.choice([unit for unit in plan.units if not _waits_for_others(plan, unit)])
    phones = {u.id: await enter_liaison(stage, u) for u in plan.units if u.id != absent.id}
    season = Season(stage, seed, office, phones)
    for number, round_ in enumerate(plan.rounds):
        scenes = _scenes(season, round_)
        if number == len(plan.rounds) - 1:
            scenes.append(_outage(season, round_))
        for moment, scene in sorted(scenes, key=lambda each: each[0]):
            await stage.wait_until(moment)
            await scene()
        grace = last_day(round_.due["unit"], plan.calendar)
        await stage.wait_until(plan.calendar.at(grace + timedelta(days=1), time(17)))
    return season


Scene = tuple[datetime, Callable[[], Awaitable[None]]]


def _scenes(season: Season, round_: Round) -> list[Scene]:
    """Most report in good time; some too late, one begins and stops, one has blocked the bot, one
    is away; whoever needs the others' totals reports on the due day."""
    plan = season.plan
    chance = random.Random(f"{season.seed}:{round_.id}")  # noqa: S311 - as above
    units = [plan.unit(key) for key in season.phones]
    last = [unit for unit in units if _waits_for_others(plan, unit)]
    others = [unit for unit in units if unit not in last]
    chance.shuffle(others)
    blocking, half_way, late, punctual = others[1:2], others[2:3], others[3:6], others[6:]
    scenes = [scene for unit in blocking for scene in _blocking(season, round_, unit)]
    scenes += [scene for unit in half_way for scene in _half_way(season, round_, unit)]
    for days, unit in enumerate(late, start=1):
        scenes.append(_report(season, round_, unit, _day(plan, round_, days, chance)))
    for unit in punctual:
        days = -chance.randint(1, min(6, _days(plan, round_) - 1))
        scenes.append(_report(season, round_, unit, _day(plan, round_, days, chance)))
    for unit in last:
        scenes.append(_report(season, round_, unit, _day(plan, round_, 0, chance)))
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
    season.note("submitted", unit.id, round_.id)


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

    return [(_day(plan, round_, -4, chance), begin), (_day(plan, round_, 1, chance), end)]


def _blocking(season: Season, round_: Round, unit: Unit) -> list[Scene]:
    """Stops the bot soon after the opening; after a call of the office lets it in and reports."""
    calendar, phone = season.plan.calendar, season.phones[unit.id]

    async def block() -> None:
        phone.block()
        await season.stage.settle()
        season.note("blocked", unit.id, round_.id)

    moment, report = _report(
        season, round_, unit, calendar.at(_due_day(season.plan, round_, 2), time(9, 30))
    )

    async def come_back() -> None:
        phone.unblock()
        season.note("unblocked", unit.id, round_.id)
        await report()

    opened = calendar.at(calendar.days.after(round_.opens, 1), time(10))
    return [(opened, block), (moment, come_back)]


def _outage(season: Season, round_: Round) -> Scene:
    """From two afternoons before the due day until its morning."""
    calendar = season.plan.calendar
    began = calendar.at(_due_day(season.plan, round_, -2), time(16))

    async def scene() -> None:
        season.note("outage_began")
        await season.stage.outage(began + _OUTAGE)
        await season.stage.tick()
        season.note("outage_ended")

    return began, scene


def _waits_for_others(plan: Plan, unit: Unit) -> bool:
    return any(is_total(question.given) for question in plan.form_for(unit).questions)


def _days(plan: Plan, round_: Round) -> int:
    return plan.calendar.days.between(round_.opens, round_.due["unit"].date())


def _day(plan: Plan, round_: Round, days: int, chance: random.Random) -> datetime:
    """Some morning or early afternoon, `days` working days from the due day; on the due day early
    enough to be in time."""
    hour = time(8 if days == 0 else chance.choice((8, 9, 10, 13, 14)), chance.randrange(60))
    return plan.calendar.at(_due_day(plan, round_, days), hour)


def _due_day(plan: Plan, round_: Round, days: int) -> date:
    day, calendar = round_.due["unit"].date(), plan.calendar.days
    return calendar.after(day, days) if days >= 0 else calendar.before(day, -days)
