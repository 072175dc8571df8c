"""Letting the clock of a town tick."""

from __future__ import annotations

from datetime import datetime

from tests.usecases.town import Resident, Shown, Town
from usecases.library import Library
from usecases.reminding.tick import Tick


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


def tick(town: Town, moment: str | datetime, library: Library | None = None) -> Tick:
    """One tick at that moment; what it says comes to the phones."""
    town.now = at(moment) if isinstance(moment, str) else moment
    ticked = Tick(library or town.library, town.now)
    for unit_of_work in ticked.units():
        town.do(unit_of_work)
    town.deliver()
    return ticked


def heard(person: Resident, kind: str = "reminder") -> list[Shown]:
    return [shown for shown in person.phone if shown.kind == kind]


def states(shown: Shown) -> dict[str, str]:
    """State of each report in a reminder, by unit and period."""
    return {f"{i['short']}, {i['period']}": i["state"] for i in shown.message.params["items"]}


def submitted(town: Town, unit: str) -> None:
    """As if somebody of the unit had submitted just now."""
    key = town.obligation(unit).id
    town.change(f"UPDATE obligation SET state = 'submitted', version = 1 WHERE id = {key}")
