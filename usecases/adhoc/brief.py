"""What an ad hoc round has brought so far, for the summary that `/tonghop` begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.adhoc import FORM_ID, choice_labels
from reporting.consolidation import show_with_unit
from usecases.submitted import who_reported

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport, Figure
    from usecases.records import JSON


def brief(report: ConsolidatedReport, most: int) -> dict[str, JSON]:
    """Parameters of the message `adhoc_summary`: sums with their gaps, choices counted, at `most`
    so many of them. Who has not reported is named once. Per cents and texts stand in the document
    alone."""
    by_question: dict[str, list[Figure]] = {}
    for figure in report.figures.values():
        if not figure.apart:
            by_question.setdefault(figure.indicator.question, []).append(figure)
    return {
        **who_reported(report),
        "figures": [_figure(report, figures) for figures in by_question.values()][:most],
    }


def _figure(report: ConsolidatedReport, figures: list[Figure]) -> dict[str, JSON]:
    """One question: its sum, or how many chose what."""
    first, plan = figures[0], report.plan
    question = plan.forms[FORM_ID].by_name(first.indicator.question)
    label = question.attributes.get("printed") or question.label
    counted = first.indicator.aggregate == "count_yes"
    choices = choice_labels(plan.forms[FORM_ID], question, report.at) if counted else {}
    return {
        "label": label.rstrip(" .:?"),
        "shown": ""
        if first.value is None or counted
        else show_with_unit(first.indicator, first.value),
        "counts": [
            {"label": choices[figure.indicator.choice], "count": figure.value}
            for figure in figures
            if counted and figure.value is not None
        ],
        "gap": [plan.unit(unit_id).short_name for unit_id in first.not_yet],
        "unreported": len(first.unreported),
    }
