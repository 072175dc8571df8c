"""The lists of an ad hoc round as units wrote them, for a final and its corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from reporting.kinds.shown import with_unit
from reporting.unit_report import Rows, unit_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporting.consolidation.report import ConsolidatedReport
    from reporting.submissions import Submitted


def written_lists(report: ConsolidatedReport) -> dict[str, str]:
    """UNIT:LIST → its rows, one a line, "Bò giống; 12 con"; none for a periodic round, whose lists
    are added up."""
    if report.request is None:
        return {}
    return {name: text for sent in report.submitted.values() for name, text in _of(report, sent)}


def _of(report: ConsolidatedReport, sent: Submitted) -> Iterator[tuple[str, str]]:
    plan = report.plan
    unit = plan.unit(sent.unit_id)
    form = plan.form_for(unit)
    instance = Instance.of(form, sent.answers, Surroundings(sent.at, report.round.kind))
    made = unit_report(plan, unit, report.round, instance, at=sent.at, version=max(sent.version, 1))
    pieces = [piece for section in made.sections for piece in section.pieces]
    for nodeset, repeat in form.repeats.items():
        rows = [each for each in pieces if isinstance(each, Rows) and each.label == repeat.label]
        lines = [
            "; ".join(with_unit(line.shown, line.unit_of_measure) for line in row if line.shown)
            for each in rows
            for row in each.rows
        ]
        if lines:
            yield f"{unit.id}:{nodeset.rpartition('/')[2]}", "\n".join(lines)
