"""The earlier rounds that a report is compared with: as they were made final, else as their
reports are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from reporting.consolidation import (
    Earlier,
    Past,
    When,
    amounts_of,
    consolidate,
    past_report,
    whole_amounts,
)
from usecases.deciding.choosing import choices_of, rounds_before
from usecases.library import AD_HOC
from usecases.matters.carried import carried_to
from usecases.monitoring.progress import in_plan_order
from usecases.submitted import submitted_of_round

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.consolidation import ConsolidatedReport
    from reporting.consolidation.report import Amount
    from usecases.library import Library
    from usecases.ports import Work


def with_earlier(work: Work, library: Library, report: ConsolidatedReport) -> ConsolidatedReport:
    """The report with what its figures are compared with: nothing, for what was asked at short
    notice."""
    if report.round.kind == AD_HOC:
        return report
    now = When(report.plan, report.round)
    before = [_when(work, library, name) for name, _ in rounds_before(work, library, now.round.id)]
    year_ago = [
        each
        for each in before
        if each.round.kind == now.round.kind and each.plan.year == now.plan.year - 1
    ]
    past = {each.round.id: _past(work, library, now, each) for each in (*before[:1], *year_ago[:1])}
    found = Earlier(*(past[each[0].round.id] if each else None for each in (before, year_ago)))
    carried = carried_to(work, library, report.round.id)
    return replace(report, earlier=found, carried=carried)


def _when(work: Work, library: Library, round_id: str) -> When:
    plan = library.plan_of_round(round_id, work)
    return When(plan, plan.round(round_id))


def _past(work: Work, library: Library, now: When, then: When) -> Past | None:
    final = work.finals.latest(then.round.id)
    if final is not None:
        return past_report(now, then, amounts_of(final.content), final.number)
    amounts = _as_reported(work, library, then)
    return past_report(now, then, amounts) if amounts else None


def _as_reported(work: Work, library: Library, then: When) -> Mapping[str, Amount]:
    plan, round_ = then.plan, then.round
    submitted = submitted_of_round(work, library, round_.id)
    if not submitted:
        return {}
    owing = {o.unit_id for o in in_plan_order(plan, work.obligations.of_round(round_.id))}
    at = datetime.combine(round_.window.to, time(), plan.timezone)
    choices = choices_of(work, library, round_.id)
    return whole_amounts(consolidate(plan, round_, submitted, at, owing, choices))
