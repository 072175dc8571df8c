"""What a season's scenes share: who plays, what has happened, when scenes take place."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from rehearsal.desk import OfficeDesk
from rehearsal.stage import Stage
from reporting.plan import Plan, Round, Unit
from simulator.phone import Phone


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is put_before, submitted, accepted, returned, reopened, extended, requested, closed,
    blocked, unblocked, outage_began or outage_ended."""

    at: datetime
    kind: str
    unit: str = ""
    round: str = ""


Scene = tuple[datetime, Callable[[], Awaitable[None]]]


@dataclass
class Season:
    """The cast and what has happened so far. `leaders` are of units whose leader agrees in the bot.
    `arrived` waits for the office's afternoon; `sent_back` says whose first report goes back: as a
    whole, or with one question."""

    stage: Stage
    seed: int
    office: OfficeDesk
    phones: dict[str, Phone]
    leaders: dict[str, Phone]
    events: list[Event] = field(default_factory=list)
    arrived: list[tuple[Round, Unit]] = field(default_factory=list)
    sent_back: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)  # units that have blocked the bot, or will

    @property
    def plan(self) -> Plan:
        return self.stage.place.library.current

    def note(self, kind: str, unit: str = "", round_id: str = "") -> None:
        now = self.plan.calendar.local(self.stage.clock.now())
        self.events.append(Event(now, kind, unit, round_id))

    def handed_in(self, round_: Round, unit: Unit) -> None:
        self.note("submitted", unit.id, round_.id)
        self.arrived.append((round_, unit))

    async def read_what_came(self) -> None:
        arrived, self.arrived = self.arrived, []
        for round_, unit in arrived:
            how = self.sent_back.pop(unit.id, "")
            if how:
                await self.office.send_back(round_, unit, whole=how == "whole")
                self.note("returned", unit.id, round_.id)
            else:
                await self.office.take_in(round_, unit)
                self.note("accepted", unit.id, round_.id)


def days_of(plan: Plan, round_: Round) -> int:
    """Working days from the opening to the due day."""
    return plan.calendar.days.between(round_.opens, round_.due["unit"].date())


def due_day(plan: Plan, round_: Round, days: int) -> date:
    """So many working days after the due day; before it where negative."""
    day, calendar = round_.due["unit"].date(), plan.calendar.days
    return calendar.after(day, days) if days >= 0 else calendar.before(day, -days)


def some_time(plan: Plan, round_: Round, days: int, chance: random.Random) -> datetime:
    """Some morning or early afternoon, `days` working days from the due day; on the due day early
    enough to be in time."""
    hour = time(8 if days == 0 else chance.choice((8, 9, 10, 13, 14)), chance.randrange(60))
    return plan.calendar.at(due_day(plan, round_, days), hour)
