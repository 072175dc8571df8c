"""What the plan promised beside what was reached. Nothing incomplete is judged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.consolidation.report import Figure, TargetResult

if TYPE_CHECKING:
    from reporting.plan import Target


def measure_targets(
    targets: tuple[Target, ...], figures: Mapping[str, Figure]
) -> tuple[TargetResult, ...]:
    """One result a target, in the plan's order."""
    measures = {"reduction": _reduction, "ratio": _ratio}
    return tuple(measures.get(target.kind, _activity)(target, figures) for target in targets)


def _reduction(target: Target, figures: Mapping[str, Figure]) -> TargetResult:
    """Achieved = households reduced / households planned, never a difference of rates."""
    closing = figures.get(target.indicator_end)
    rate = figures.get(target.rate)
    start, planned = target.start, target.planned
    if closing is None or start is None or planned is None:
        return TargetResult(target, closing, rate)
    if not closing.complete or not isinstance(closing.value, int):
        return TargetResult(target, closing, rate, to_reduce=start - planned)
    reduced, to_reduce = start - closing.value, start - planned
    achieved = Fraction(reduced, to_reduce) if to_reduce else None
    return TargetResult(
        target, closing, rate, reduced, to_reduce, achieved, reached=closing.value <= planned
    )


def _ratio(target: Target, figures: Mapping[str, Figure]) -> TargetResult:
    figure = figures.get(target.indicator)
    wanted = target.planned_rate
    if figure is None or not figure.complete or figure.value is None or not wanted:
        return TargetResult(target, figure)
    reached = Fraction(figure.value) * 100
    return TargetResult(
        target, figure, achieved=reached / Fraction(Decimal(wanted)), reached=reached >= wanted
    )


def _activity(target: Target, figures: Mapping[str, Figure]) -> TargetResult:
    return TargetResult(target, figures.get(target.indicator))
