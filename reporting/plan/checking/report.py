"""The outline of the report: each block says one thing, and sentences speak of known figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporting.faults import Fault
from reporting.plan.draft import Draft
from reporting.plan.schema import BlockRow

# so("HN_N1"), tien('TC02'), f["KT01"]: the names of figures in a sentence.
_FIGURES = re.compile(
    r"""\b(?:so|tien|tyle|thieu|co|cum|do_lon)\(\s*["']([^"']*)["']|\bf\[\s*["']([^"']*)["']\s*\]"""
)
_TARGETS = re.compile(r"""\bdat\(\s*["']([^"']*)["']""")
_SECTIONS = re.compile(r"""\bviet\(\s*["']([^"']*)["']""")
_WINDOWS = re.compile(r"""\bround\.windows\[\s*["']([^"']*)["']\s*\]""")


def check_blocks(draft: Draft) -> Iterator[Fault]:
    """Exactly one of say, narratives, table; narratives of a section are printed once."""
    if draft.report is None:
        return
    placed: set[str] = set()
    for path, block in _blocks(draft):
        if sum(map(bool, (block.say, block.narratives, block.table))) != 1:
            yield Fault("plan.block", draft.report.place(*path))
        if block.narratives and block.narratives in placed:
            place = draft.report.place(*path, "narratives")
            yield Fault("plan.narratives_twice", place, {"id": block.narratives})
        placed.add(block.narratives)


def check_sentences(draft: Draft) -> Iterator[Fault]:
    """Figures, targets, sections and windows a sentence names exist in every round that prints
    it."""
    if draft.report is None:
        return
    for path, block in _blocks(draft):
        place = draft.report.place(*path, "say")
        for code, name in _unknown(draft, block.say):
            yield Fault(code, place, {"id": name})
        for name in _named(_WINDOWS, block.say):
            for round_id in _rounds_without(draft, name, block):
                params = {"name": name, "round": round_id}
                yield Fault("plan.unknown_window", place, params)


def _unknown(draft: Draft, sentence: str) -> Iterator[tuple[str, str]]:
    """Code of the fault and the name that does not exist."""
    known = [("plan.unknown_section", _SECTIONS, draft.section_ids)]
    if draft.is_whole(draft.indicators):
        known.append(("plan.unknown_indicator", _FIGURES, draft.indicator_ids))
    if draft.is_whole(draft.targets):
        known.append(("plan.unknown_target", _TARGETS, _target_ids(draft)))
    for code, pattern, ids in known:
        yield from ((code, name) for name in _named(pattern, sentence) if name not in ids)


def _target_ids(draft: Draft) -> set[str]:
    return {row.id for row in draft.targets.rows.target} if draft.targets else set()


def _blocks(draft: Draft) -> Iterator[tuple[tuple[str | int, ...], BlockRow]]:
    assert draft.report
    for at, section in enumerate(draft.report.rows.section):
        for index, block in enumerate(section.block):
            yield ("section", at, "block", index), block


def _named(pattern: re.Pattern[str], sentence: str) -> list[str]:
    names = ("".join(groups) for groups in pattern.findall(sentence))
    return list(dict.fromkeys(names))


def _rounds_without(draft: Draft, window: str, block: BlockRow) -> list[str]:
    if draft.rounds is None or draft.rounds.partial:
        return []
    return [
        row.id
        for row in draft.rounds.rows.round
        if window not in row.windows and (not block.rounds or row.kind in block.rounds)
    ]


REPORT_CHECKS = (check_blocks, check_sentences)
