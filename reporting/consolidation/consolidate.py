"""From the submissions of a round to its consolidated report. Pure: same input, same report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from reporting.consolidation.choices import NO_CHOICES, Choices
from reporting.consolidation.communes import commune_tables
from reporting.consolidation.comparisons import find_contradictions
from reporting.consolidation.figures import Ledger, consolidate_figures
from reporting.consolidation.items import gather_items
from reporting.consolidation.narratives import gather_narratives
from reporting.consolidation.report import ConsolidatedReport
from reporting.consolidation.targets import measure_targets

if TYPE_CHECKING:
    from reporting.plan import Plan, Round
    from reporting.submissions import Submitted


def consolidate(
    plan: Plan,
    round_: Round,
    submissions: Mapping[str, Submitted],
    now: datetime,
    owing: Collection[str] | None = None,
    choices: Choices = NO_CHOICES,
) -> ConsolidatedReport:
    """`submissions` holds the latest submitted version by unit id. `owing` names the units that
    owe this round a report; by default all that exist when its window ends. `choices` are the
    office's."""
    if owing is None:
        owing = {unit.id for unit in plan.units_on(round_.window.to)}
    units = [unit for unit in plan.units if unit.id in owing]
    sent = {unit.id: submissions[unit.id] for unit in units if unit.id in submissions}
    stand_ins = {
        unit.id: choices.stand_ins[unit.id]
        for unit in units
        if unit.id in choices.stand_ins and unit.id not in sent
    }
    ledger = Ledger(plan, sent, owing, {u: each.submitted for u, each in stand_ins.items()})
    figures = consolidate_figures(plan, round_, ledger)
    printed, left_out = gather_narratives(plan, round_, sent, choices.left_out)
    return ConsolidatedReport(
        plan=plan,
        round=round_,
        at=now,
        submitted=sent,
        unsubmitted=tuple(unit.id for unit in units if unit.id not in sent),
        figures=figures,
        narratives=printed,
        contradictions=find_contradictions(figures, ledger),
        targets=measure_targets(plan.targets, figures),
        communes=commune_tables(plan.tables.communes, units, figures),
        items=gather_items(plan, round_, sent),
        stand_ins=stand_ins,
        noted=tuple(unit.id for unit in units if unit.id in choices.noted - sent.keys()),
        left_out=left_out,
    )
