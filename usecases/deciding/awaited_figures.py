"""Figures that units have promised for a day: what the office may still wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.monitoring.progress import in_plan_order
from usecases.reminding.promises import promised_in_round

if TYPE_CHECKING:
    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.records import JSON

MOST = 15  # named in one message


def promised_words(desk: Desk, plan: Plan, round_id: str) -> dict[str, JSON]:
    """`promised`: unit, label and day, the nearest first; `promised_more` are not named."""
    found = promised_in_round(desk.work, desk.library, round_id, desk.turn.now)
    owed = in_plan_order(plan, desk.work.obligations.of_round(round_id))
    items = [
        (figure.on, plan.unit(obligation.unit_id).label, figure.label)
        for obligation in owed
        for figure in found.get(obligation.id, ())
    ]
    items.sort(key=lambda item: item[0])
    named: list[JSON] = [
        {"unit": unit, "label": label, "on": on.isoformat()} for on, unit, label in items[:MOST]
    ]
    return {"promised": named, "promised_more": len(items) - len(named)}
