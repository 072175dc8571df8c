"""The source of truth beside other sources of the same thing: compared, never added."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.consolidation.report import Contradiction, Figure

if TYPE_CHECKING:
    from reporting.consolidation.figures import Ledger
    from reporting.plan import Comparison


def find_contradictions(figures: Mapping[str, Figure], ledger: Ledger) -> tuple[Contradiction, ...]:
    """The comparisons that do not agree. One is made only when both sides are complete."""
    found = []
    for figure in figures.values():
        for comparison in figure.indicator.compare:
            parts = _parts(comparison, ledger)
            if not parts or not figure.complete or figure.stood_in or figure.value is None:
                continue
            value = sum(parts.values(), 0)
            if not comparison.agrees(value, figure.value):
                found.append(Contradiction(figure, comparison, value, parts))
    return tuple(found)


def _parts(comparison: Comparison, ledger: Ledger) -> dict[str, int | Decimal]:
    """What the other source says by unit; nothing at all while one of its units has no figure of
    its own for this round."""
    parts: dict[str, int | Decimal] = {}
    for unit_id in ledger.owing(comparison.units):
        if ledger.stood_in_for(unit_id):
            return {}
        answer = ledger.answer(unit_id, comparison.question)
        if answer is not None and answer.standing is Standing.NOT_APPLICABLE:
            continue
        if answer is None or not isinstance(answer.value, int | Decimal):
            return {}
        parts[unit_id] = answer.value
    return parts
