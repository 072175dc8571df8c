"""What earlier rounds have left open, as lines under the texts of its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.clean import paragraphs
from documents.controls.marks import marked
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import Carried, ConsolidatedReport


def carried_lines(report: ConsolidatedReport, section: str, printed: Printed) -> list[str]:
    """One a matter, after a line that says what they are; nothing where there is none."""
    lines = [
        line
        for each in report.carried
        if each.section == section
        for line in _lines(report, each, printed)
    ]
    return [printed.phrase("carried_intro"), *lines] if lines else []


def _lines(report: ConsolidatedReport, each: Carried, printed: Printed) -> list[str]:
    units = {unit.id: unit.short_name for unit in report.plan.units}
    text, *others = paragraphs(each.text) or [""]
    first = printed.phrase(
        "carried",
        unit=capitalized(units.get(each.unit_id, each.unit_id)),
        period=each.period,
        text=text,
    )
    words = paragraphs(each.words)
    state = printed.phrase(f"carried_{each.state}")
    said = printed.phrase("carried_said", state=state, words=words[0]) if words else state
    told = [first, *others, printed.phrase("carried_now", state=said.rstrip(" .")), *words[1:]]
    return [marked(f"matter{each.id}-{at}:carried", line) for at, line in enumerate(told)]
