"""The sections of the consolidated report as paragraphs: what units wrote, never run together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from documents.clean import paragraphs
from documents.controls.marks import OPEN, THEN, marked, unmarked
from reporting.answers import Standing
from reporting.text import capitalized
from reporting.unit_report import printed_label

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Narrative

_LISTED = re.compile(r"[-–•+*]\s+")  # a list that was pasted begins like this
_LISTED_ITEM = re.compile(rf"^({OPEN}[^{THEN}]*{THEN}){_LISTED.pattern}")
_NOTHING = ("no_difficulty", "no_proposal")  # buttons that say more than "nothing to report"


def narrative_lines(report: ConsolidatedReport, section: str, printed: Printed) -> list[str]:
    """What units wrote for `section`, each under its own name and the same text once; then in one
    sentence who has nothing to say, and whose text is missing. What they wrote is marked."""
    narratives = report.narratives.get(section, ())
    lines = [
        line
        for units, written in _by_text(report, narratives, printed).items()
        for line in _of_units(
            printed.names(units), [*_marked(narrative_id(section, units), written)], printed
        )
    ]
    silent = [each for each in narratives if each.standing is Standing.ZERO]
    missing = _missing(report, section, narratives)
    if silent:
        told = _nothing(report, silent, printed, alone=not lines, missing=missing)
        lines += [marked(f"{section}:nothing", line) for line in told]
    if missing:
        phrase = "narratives_missing" if lines else "narratives_none"
        said = printed.phrase(phrase, units=printed.names(missing))
        lines.append(marked(f"{section}:missing", said))
    return lines


def narrative_id(section: str, units: Sequence[str]) -> str:
    """Of what these units wrote alike for a section: the first of them stands for all."""
    return f"{section}@{units[0]}"


def content_mark(written: Sequence[str]) -> str:
    """Tells, in the file, whether a text has changed since."""
    return hashlib.sha256("\n".join(written).encode("utf-8")).hexdigest()[:8]


def _marked(name: str, written: list[str]) -> Iterator[str]:
    key = f"{name}:{content_mark(written)}"
    return (marked(key, line) for line in written)


def _by_text(
    report: ConsolidatedReport, narratives: Iterable[Narrative], printed: Printed
) -> Mapping[tuple[str, ...], list[str]]:
    """Units -> the paragraphs they wrote, in the order of the first of them."""
    written: dict[str, list[str]] = {}
    for narrative in narratives:
        pieces = paragraphs(narrative.text)
        about = _explained(report, narrative)
        if pieces and about:
            pieces[0] = printed.phrase("narrative_about", about=about, text=pieces[0])
        written.setdefault(narrative.unit_id, []).extend(pieces)
    same: dict[tuple[str, ...], list[str]] = {}
    for unit_id, pieces in written.items():
        if pieces:
            same.setdefault(tuple(pieces), []).append(unit_id)
    return {tuple(units): list(pieces) for pieces, units in same.items()}


def _explained(report: ConsolidatedReport, narrative: Narrative) -> str:
    """What a text among the reasons for figures is about, which it does not say itself; the others
    stand beside their figure."""
    variance = report.plan.variance
    if variance is None or narrative.section != variance.section:
        return ""
    question = report.plan.form_for(report.plan.unit(narrative.unit_id)).by_name(narrative.question)
    return printed_label(question) if question.kind == "text" else ""


def _of_units(names: str, written: list[str], printed: Printed) -> list[str]:
    """The first paragraph carries the name; the paragraphs after it are as written. A list stands
    below the name."""
    if not _LISTED.match(unmarked(written[0])):
        first = printed.phrase("narrative", unit=capitalized(names), text=written[0])
        return [first, *written[1:]]
    items = [_LISTED_ITEM.sub(r"\1+ ", line, count=1) for line in written]
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
