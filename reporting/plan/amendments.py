"""What the office has changed since a round opened, laid over the plan it runs on: due times, names
of units, signers. The cut-off and what is asked never move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from reporting.calendar import Due
from reporting.plan.units import Signer

if TYPE_CHECKING:
    from reporting.plan.plan import Plan
    from reporting.plan.rounds import Round
    from reporting.plan.units import Unit

MODELS = ("A", "B")  # the office's own letters


@dataclass(frozen=True, slots=True)
class Amendment:
    """`what` is "due:<round>:<level>", "name:<unit>" or "signer:<unit, or one of MODELS>"; `since`
    the day from which a name is valid."""

    id: int
    what: str
    value: Any  # see `due_value`; {name, short_name}; {lines, name}
    since: date


def due_value(due: Due) -> dict[str, str]:
    return {"day": due.day.isoformat(), "wording": due.wording, "hour": due.hour.isoformat()}


def due_of(value: Mapping[str, str]) -> Due:
    day, hour = date.fromisoformat(value["day"]), time.fromisoformat(value["hour"])
    return Due(day, value["wording"], hour)


def moment_of(plan: Plan, due: Due) -> datetime:
    """When it is due, days off passed over."""
    return plan.calendar.rolled(due.moment.replace(tzinfo=plan.timezone))


def amended(plan: Plan, round_id: str, amendments: Iterable[Amendment]) -> Plan:
    """The plan as `round_id` sees it: the latest of several amendments counts, a name where it is
    valid on the day of the cut-off."""
    latest: dict[str, Amendment] = {}
    cut_off = plan.round(round_id).cut_off
    for each in sorted(amendments, key=lambda one: (one.since, one.id)):
        if not each.what.startswith("name:") or each.since <= cut_off:
            latest[each.what] = each
    values = {what: each.value for what, each in latest.items()}
    units = {unit.id: _unit(unit, values) for unit in plan.units}
    letters = {
        model: replace(letter, signer=_signer(letter.signer, values.get(f"signer:{model}")))
        for model, letter in plan.letter.items()
    }
    return replace(
        plan,
        units=tuple(units.values()),
        office=units[plan.office.id],
        letter=letters,
        rounds=tuple(_round(plan, each, latest) for each in plan.rounds),
    )


def _unit(unit: Unit, values: Mapping[str, Any]) -> Unit:
    signer, name = values.get(f"signer:{unit.id}"), values.get(f"name:{unit.id}")
    if signer is None and name is None:
        return unit
    letter = replace(unit.letter, signer=_signer(unit.letter.signer, signer))
    if name is None:
        return replace(unit, letter=letter)
    letter = replace(letter, issuer=(name["name"].upper(),))
    return replace(unit, name=name["name"], short_name=name["short_name"], letter=letter)


def _signer(signer: Signer, value: Any) -> Signer:
    return signer if value is None else Signer(tuple(value["lines"]), value["name"])


def _round(plan: Plan, round_: Round, latest: Mapping[str, Amendment]) -> Round:
    moved = {
        level: due_of(latest[what].value)
        for level in round_.due
        if (what := f"due:{round_.id}:{level}") in latest
    }
    if not moved:
        return round_
    moments = {level: moment_of(plan, due) for level, due in moved.items()}
    return replace(round_, due={**round_.due, **moments}, written={**round_.written, **moved})
