"""What a template is tried out with: the first round of a plan, before anybody has reported."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from documents.templating.trial import Trials
from documents.word.render import unit_template
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.forms import Instance, Surroundings
from reporting.unit_report import UnitReport, unit_report

if TYPE_CHECKING:
    from documents.word import WordDocuments
    from reporting.plan import Plan, Unit


def trials_of(plan: Plan, word: WordDocuments, now: datetime) -> Trials:
    at = now.astimezone(plan.timezone)
    reports = [_of_unit(plan, unit, at) for unit in plan.units_on(plan.rounds[0].window.to)]
    by_kind = {unit_template(report): report for report in reports}
    fallback = reports[0]
    kinds = {kind: by_kind.get(kind, fallback) for kind in ("unit-report", "unit-report-plain")}
    return Trials(word, nobody(plan, now), kinds)


def nobody(plan: Plan, now: datetime) -> ConsolidatedReport:
    """The first round before anybody has reported."""
    return consolidate(plan, plan.rounds[0], {}, now.astimezone(plan.timezone))


def _of_unit(plan: Plan, unit: Unit, at: datetime) -> UnitReport:
    round_ = plan.rounds[0]
    surroundings = Surroundings(at, round_.kind, plan.given_for(unit))
    instance = Instance.of(plan.form_for(unit), {}, surroundings)
    return unit_report(plan, unit, round_, instance, at=at, version=0)
