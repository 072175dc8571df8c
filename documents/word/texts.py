"""The sections of the consolidated report as paragraphs: sentences of the plan, texts of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.clean import paragraphs
from reporting.answers import Standing

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Narrative


def narrative_lines(report: ConsolidatedReport, section: str, printed: Printed) -> list[str]:
    """What units wrote for `section`, each under its own name, then whose text is missing."""
    narratives = report.narratives.get(section, ())
    lines = [line for narrative in narratives for line in _of_unit(report, narrative, printed)]
    nothing = any(narrative.standing is Standing.ZERO for narrative in narratives)
    missing = _missing(report, section)
    if not lines and nothing and not missing:
        lines.append(printed.phrase("narratives_nothing"))
    if missing and (lines or nothing):
        lines.append(printed.phrase("narratives_missing", units=printed.names(missing)))
    elif missing:
        lines.append(printed.phrase("narratives_none", units=printed.names(missing)))
    return lines


def _of_unit(report: ConsolidatedReport, narrative: Narrative, printed: Printed) -> list[str]:
    """The first paragraph carries the unit's name; the paragraphs after it are as written."""
    written = paragraphs(narrative.text)
    if not written:
        return []
    unit = report.plan.unit(narrative.unit_id).short_name
    return [printed.phrase("narrative", unit=unit, text=written[0]), *written[1:]]


def _missing(report: ConsolidatedReport, section: str) -> list[str]:
    """Units that have not reported and whose form asks a text for this section."""
    kind = report.round.kind
    return [
        unit_id
        for unit_id in report.unsubmitted
        if any(
            question.section == section and (not question.rounds or kind in question.rounds)
            for question in report.plan.form_for(report.plan.unit(unit_id)).questions
        )
    ]
