"""The sections of the consolidated report as paragraphs: what units wrote, never run together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from documents.clean import paragraphs
from reporting.answers import Standing
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Narrative

_LISTED = re.compile(r"[-–•+*]\s+")  # a list that was pasted begins like this
_NOTHING = ("no_difficulty", "no_proposal")  # buttons that say more than "nothing to report"


def narrative_lines(report: ConsolidatedReport, section: str, printed: Printed) -> list[str]:
    """What units wrote for `section`, each under its own name and the same text once; then in one
    sentence who has nothing to say, and whose text is missing."""
    narratives = report.narratives.get(section, ())
    lines = [
        line
        for units, written in _by_text(narratives).items()
        for line in _of_units(printed.names(units), written, printed)
    ]
    silent = [each for each in narratives if each.standing is Standing.ZERO]
    missing = _missing(report, section, narratives)
    if silent:
        lines += _nothing(report, silent, printed, alone=not lines, missing=missing)
    if missing and lines:
        lines.append(printed.phrase("narratives_missing", units=printed.names(missing)))
    elif missing:
        lines.append(printed.phrase("narratives_none", units=printed.names(missing)))
    return lines


def _by_text(narratives: Iterable[Narrative]) -> Mapping[tuple[str, ...], list[str]]:
    """Units -> the paragraphs they wrote, in the order of the first of them."""
    written: dict[str, list[str]] = {}
    for narrative in narratives:
        written.setdefault(narrative.unit_id, []).extend(paragraphs(narrative.text))
    same: dict[tuple[str, ...], list[str]] = {}
    for unit_id, pieces in written.items():
        if pieces:
            same.setdefault(tuple(pieces), []).append(unit_id)
    return {tuple(units): list(pieces) for pieces, units in same.items()}


def _of_units(names: str, written: list[str], printed: Printed) -> list[str]:
    """The first paragraph carries the name; the paragraphs after it are as written. A list stands
    below the name."""
    if not _LISTED.match(written[0]):
        first = printed.phrase("narrative", unit=capitalized(names), text=written[0])
        return [first, *written[1:]]
    items = [_LISTED.sub("+ ", line, count=1) if _LISTED.match(line) else line for line in written]
    return [printed.phrase("narrative", unit=capitalized(names), text="").rstrip(), *items]


def _nothing(
    report: ConsolidatedReport,
    silent: Iterable[Narrative],
    printed: Printed,
    *,
    alone: bool,
    missing: list[str],
) -> list[str]:
    """One sentence for each way of saying "nothing". Beside texts it is told only of those ways
    that say something about the unit."""
    ways: dict[str, list[str]] = {}
    for each in silent:
        question = report.plan.form_for(report.plan.unit(each.unit_id)).by_name(each.question)
        way = question.zero if question.zero in _NOTHING else "nothing"
        ways.setdefault(way, []).append(each.unit_id)
    if alone:
        way = next(iter(ways)) if len(ways) == 1 else "nothing"
        return [printed.phrase(f"all_{way}_so_far" if missing else f"all_{way}")]
    told = [printed.phrase(f"some_{way}", units=printed.names(ways[way])) for way in ways]
    return [capitalized(line) for line in told if line]


def _missing(
    report: ConsolidatedReport, section: str, narratives: Iterable[Narrative]
) -> list[str]:
    """Units whose form asks a text for this section and that have not reported or not written it
    yet, in plan order."""
    kind = report.round.kind
    later = {each.unit_id for each in narratives if each.standing is Standing.NOT_YET}
    asked = {
        unit_id
        for unit_id in report.unsubmitted
        if any(
            question.section == section and (not question.rounds or kind in question.rounds)
            for question in report.plan.form_for(report.plan.unit(unit_id)).questions
        )
    }
    return [unit.id for unit in report.plan.units if unit.id in later | asked]
