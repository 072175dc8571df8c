"""/tonghop: the consolidated report of a round, as a short summary at once and a Word file soon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.consolidation import consolidate, fallen
from reporting.consolidation.shown import show_percent, show_with_unit
from usecases.adhoc.brief import brief
from usecases.adhoc.paper import request_of
from usecases.buttons import screen
from usecases.deciding.choosing import choices_of
from usecases.deciding.earlier import with_earlier
from usecases.deciding.gaps import say_gaps
from usecases.deciding.header import model_of, with_header
from usecases.deciding.outdated import say_outdated
from usecases.documents import note_reading, order
from usecases.library import AD_HOC
from usecases.messages import say
from usecases.monitoring.progress import (
    OTHERS,
    in_plan_order,
    is_office,
    newest_round,
    period_of,
    rounds_shown,
)
from usecases.submitted import submitted_of_round, who_reported

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from reporting.consolidation import Change, ConsolidatedReport, Contradiction, Figure
    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button


_MOST = 20  # figures of a message
_FEW = 2  # units that are named one by one


def want_consolidated(desk: Desk, round_id: str = "") -> None:
    if not is_office(desk):
        return
    round_id = round_id or newest_round(desk.work)
    if not round_id or desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    report = consolidated(desk.work, desk.library, round_id, desk.turn.now)
    is_adhoc = report.round.kind == AD_HOC
    report = with_earlier(desk.work, desk.library, report)
    say_gaps(desk, round_id)
    say_outdated(desk, report)
    others = [other for other in rounds_shown(desk.work) if other != round_id][:OTHERS]
    rows: tuple[tuple[Button, ...], ...] = tuple(
        (screen("consolidate", r, label="consolidate_other", text=period_of(desk, r)),)
        for r in others
    )
    words = brief(report, _MOST) if is_adhoc else summary(report)
    if report.contradictions:
        rows = ((screen("contradictions", round_id),), *rows)
    rows = (*_deciding(round_id, is_adhoc=is_adhoc), *rows)
    desk.say(say("adhoc_summary" if is_adhoc else "consolidated_summary", **words, buttons=rows))
    model = model_of(desk.work.decisions.of_round(round_id))
    order(desk, "consolidated", {"round": round_id, "model": model})
    note_reading(desk, f"round:{round_id}")


def _deciding(round_id: str, *, is_adhoc: bool) -> tuple[tuple[Button, ...], ...]:
    """The register of difficulties is kept for periodic rounds."""
    rows = (
        (screen("gaps", round_id), screen("header", round_id)),
        (screen("sources", round_id), screen("final", round_id)),
    )
    return rows if is_adhoc else (*rows, (screen("matters", round_id),))


def consolidated(work: Work, library: Library, round_id: str, now: datetime) -> ConsolidatedReport:
    """With the office's decisions. Raises KeyError for a round that was never opened."""
    plan = library.plan_of_round(round_id, work)
    submitted = submitted_of_round(work, library, round_id)
    owing = {o.unit_id for o in in_plan_order(plan, work.obligations.of_round(round_id))}
    at = now.astimezone(plan.timezone)
    plan = with_header(plan, work.decisions.of_round(round_id))
    choices = choices_of(work, library, round_id)
    report = consolidate(plan, plan.round(round_id), submitted, at, owing, choices)
    return replace(report, request=request_of(work, round_id))


def summary(report: ConsolidatedReport) -> dict[str, JSON]:
    """Parameters of the message `consolidated_summary`."""
    plan = report.plan
    return {
        **who_reported(report),
        "early": [
            {"unit": plan.unit(unit_id).short_name, "given_on": day.isoformat()}
            for unit_id, day in report.early.items()
        ],
        "targets": _targets(report),
        "contradictions": [contradiction_words(plan, each) for each in report.contradictions],
        "fallen": [_fallen(figure, change) for figure, change in fallen(report)],
    }


def _targets(report: ConsolidatedReport) -> list[JSON]:
    return [
        {
            "label": result.target.label,
            "achieved": "" if result.achieved is None else show_percent(result.achieved),
            "reduced": result.reduced,
            "to_reduce": result.to_reduce,
            "gap": [
                report.plan.unit(unit_id).short_name
                for unit_id in (result.figure.missing if result.figure else ())
            ],
        }
        for result in report.targets
        if result.to_reduce is not None
    ]


def contradiction_words(plan: Plan, each: Contradiction) -> dict[str, JSON]:
    indicator = each.figure.indicator
    assert each.figure.value is not None, "only what has a value is compared"
    return {
        "label": indicator.label,
        "relation": each.comparison.relation,
        "by": _who(plan, each.figure.parts),
        "said": show_with_unit(indicator, each.figure.value),
        "other_by": _who(plan, each.parts),
        "other": show_with_unit(indicator, each.value),
    }


def _fallen(figure: Figure, change: Change) -> dict[str, JSON]:
    assert figure.value is not None and change.past is not None, "both were compared"
    return {
        "label": figure.indicator.label,
        "now": show_with_unit(figure.indicator, figure.value),
        "before": show_with_unit(figure.indicator, change.before),
        "period": change.past.period,
    }


def _who(plan: Plan, units: Collection[str]) -> str:
    """The units by name; many of one agency by the agency's."""
    named = [plan.unit(unit_id) for unit_id in units]
    if len(named) > _FEW and len({unit.agency.id for unit in named}) == 1:
        return named[0].agency.name
    return ", ".join(unit.short_name for unit in named)
