"""The report's figures for machines: what an independent addition is compared with."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.consolidation.report import Amount, ConsolidatedReport, Figure, Part
    from reporting.kinds.kind import JSON


def indicators_json(report: ConsolidatedReport) -> dict[str, JSON]:
    """Indicator id -> {"label", "unit_of_measure", "value", "aggregate", "parts", "missing"}.

    Money is in đồng, a ratio an unrounded fraction (0.5, not 50), null where there is no value.
    `parts` are the units that gave a figure: its value, or {"numerator", "denominator"}."""
    return {name: _entry(figure) for name, figure in report.figures.items()}


def _entry(figure: Figure) -> dict[str, JSON]:
    indicator = figure.indicator
    return {
        "label": indicator.label,
        "unit_of_measure": "đồng" if indicator.kind == "money" else indicator.unit_of_measure,
        "value": _number(figure.value),
        "aggregate": indicator.aggregate,
        "parts": {unit_id: _part(part) for unit_id, part in figure.parts.items()},
        "missing": list(figure.missing),
    }


def _part(part: Part) -> JSON:
    if part.denominator is None:
        return _number(part.value)
    return {"numerator": _number(part.value), "denominator": _number(part.denominator)}


def _number(value: Amount | None) -> int | float | None:
    """Whole numbers stay whole; the rest is the nearest float of the exact value."""
    if value is None or isinstance(value, int):
        return value
    exact = Fraction(value) if isinstance(value, Decimal) else value
    return int(exact) if exact.denominator == 1 else float(exact)
