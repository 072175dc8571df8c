"""What of a plan the office may change, as buttons name it and as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.plan import LEVELS
from reporting.plan.amendments import MODELS
from usecases.library import AD_HOC

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Plan, Round
    from usecases.desk import Desk
    from usecases.records import JSON

SORTS = ("due", "name", "signer")


@dataclass(frozen=True, slots=True)
class Subject:
    """`what` names it in `reporting.plan.amendments`; `now` is its value as it is shown."""

    sort: str  # one of SORTS
    what: str
    key: str  # id of a unit, or one of MODELS; of a round
    level: str
    plan: Plan
    now: JSON

    @property
    def round(self) -> Round:
        return self.plan.round(self.key)

    def words(self) -> dict[str, JSON]:
        """Parameters of whatever is said about it."""
        unit = "" if self.sort == "due" or self.key in MODELS else self.plan.unit(self.key).name
        return {
            "sort": self.sort,
            "unit": unit,
            "model": self.key if self.key in MODELS else "",
            "period": self.round.period if self.sort == "due" else "",
            "level": self.level,
            "now": self.now,
        }


def subject_of(desk: Desk, what: str) -> Subject | None:
    """None for what no plan has: buttons are forged."""
    sort, _, rest = what.partition(":")
    key, _, level = rest.partition(":")
    if sort == "due" and level in LEVELS:
        plan = plan_for(desk, key)
        due = plan.round(key).due.get(level) if plan is not None else None
        if plan is None or due is None:
            return None
        return Subject(sort, what, key, level, plan, shown(plan, due))
    plan = newest_plan(desk)
    if sort not in ("name", "signer") or level:
        return None
    if key in MODELS and sort == "signer":
        return Subject(sort, what, key, "", plan, _signer(plan.letter[key].signer))
    unit = next((each for each in plan.units if each.id == key), None)
    if unit is None:
        return None
    now = _signer(unit.letter.signer) if sort == "signer" else [unit.name]
    return Subject(sort, what, key, "", plan, now)


def _signer(signer: object) -> JSON:
    lines = [*getattr(signer, "lines", ()), getattr(signer, "name", "")]
    return [line for line in lines if line]


def plan_for(desk: Desk, round_id: str) -> Plan | None:
    """The plan as a round that is open, or will be, sees it; None when there is no such round."""
    record = desk.work.rounds.get(round_id)
    if record is not None:
        is_ad_hoc = record.kind == AD_HOC  # its due time moves in its own dialogue
        return None if is_ad_hoc else desk.library.plan_of_round(round_id, desk.work)
    known = any(round_.id == round_id for round_ in desk.library.current.rounds)
    return desk.library.coming(round_id, desk.work) if known else None


def newest_plan(desk: Desk) -> Plan:
    """Names and signers as the last round of the plan sees them."""
    plan = desk.library.current
    return desk.library.coming(plan.rounds[-1].id, desk.work)


def round_ids(desk: Desk) -> list[str]:
    """Rounds whose dates may still matter: not yet past the last due time of any level."""
    opened = [record.id for record in desk.work.rounds.all()]
    planned = [round_.id for round_ in desk.library.current.rounds]
    found = []
    for round_id in dict.fromkeys([*opened, *planned]):
        plan = plan_for(desk, round_id)
        if plan is not None and max(plan.round(round_id).due.values()) >= desk.turn.now:
            found.append(round_id)
    return found[-_MOST_ROUNDS:]


_MOST_ROUNDS = 8


def shown(plan: Plan, moment: datetime) -> str:
    return moment.astimezone(plan.timezone).isoformat()


def unit_buttons(plan: Plan) -> list[tuple[str, str]]:
    """(id, name) of every unit, as on buttons."""
    return [(unit.id, unit.label) for unit in plan.units]
