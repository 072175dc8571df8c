"""Figures beside what they were: at the start of the year, in the last round, in the same round a
year ago. Only what is whole on both sides is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reporting.consolidation.earlier import Past
from reporting.consolidation.shown import rounded
from reporting.consolidation.written import read

if TYPE_CHECKING:
    from reporting.consolidation.report import Amount, ConsolidatedReport, Figure
    from reporting.plan import Indicator, Plan, Round

JSON = Any  # what json.dumps takes
_SMALLEST_BASE = 10  # of a count, for a percentage of it to tell anything
_LARGEST_SHARE = 10  # times the base; beyond that the amount says it better


@dataclass(frozen=True, slots=True)
class Change:
    """`against` "opening", "last", "within" (the last round, as a part of a figure that has grown
    since) or "year_ago". `share` is the change as a share of what was, None where that says
    nothing; rates have none, their `delta` is in points of per cent, as the printed rates differ.
    """

    against: str
    before: Amount
    delta: Amount
    share: Fraction | None = None
    past: Past | None = None
    rate: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A round with the plan it belongs to."""

    plan: Plan
    round: Round


def past_report(now: When, then: When, figures: Mapping[str, Amount], final: int = 0) -> Past:
    """`figures`: the complete figures of the earlier round. Kept are those that measure the same
    thing today; of what is counted from a first day on, those of the same round a year ago, or
    counted from the same day."""
    same_round = then.round.kind == now.round.kind
    indicators = {each.id: each for each in then.plan.indicators}
    amounts = {
        each.id: figures[each.id]
        for each in now.plan.indicators
        if each.id in figures
        and each.id in indicators
        and _alike(each, indicators[each.id])
        and (same_round or _comparable(each, now, then))
    }
    return Past(then.round.id, then.round.period, then.round.kind, then.plan.year, amounts, final)


def _alike(one: Indicator, other: Indicator) -> bool:
    def measured(each: Indicator) -> tuple[str, ...]:
        return (each.kind, each.aggregate, each.unit_of_measure, each.measure)

    return measured(one) == measured(other)


def _comparable(indicator: Indicator, now: When, then: When) -> bool:
    if indicator.measure == "stock":
        return True
    if indicator.measure != "flow" or indicator.aggregate == "ratio":
        return False
    first = _first_day(indicator, now)
    return first is not None and first == _first_day(indicator, then)


def _first_day(indicator: Indicator, when: When) -> object:
    """None for what is made of several questions."""
    units = [unit for unit in when.plan.units if unit.id in indicator.units]
    if not indicator.question or not units:
        return None
    question = when.plan.form_for(units[0]).by_name(indicator.question)
    first = when.round.window_for(question, units[0]).from_
    return (first, indicator.question)


def changes_of(report: ConsolidatedReport, indicator_id: str) -> list[Change]:
    """How a figure differs from what it was; nothing while it is not whole."""
    figure = report.figures.get(indicator_id)
    if figure is None or not _whole(figure):
        return []
    found = [_since_opening(report, figure), *_since_rounds(report, figure)]
    return [each for each in found if each is not None]


def _since_opening(report: ConsolidatedReport, figure: Figure) -> Change | None:
    opening = report.figures.get(figure.indicator.opening)
    if opening is None or not _whole(opening):
        return None
    assert opening.value is not None, "whole figures have a value"
    return _change("opening", figure, opening.value)


def _since_rounds(report: ConsolidatedReport, figure: Figure) -> list[Change]:
    name, found = figure.indicator.id, []
    last, year_ago = report.earlier.last, report.earlier.year_ago
    if last is not None and name in last.amounts and last != year_ago:
        against = "last" if figure.indicator.measure == "stock" else "within"
        found.append(_change(against, figure, last.amounts[name], last))
    if year_ago is not None and name in year_ago.amounts:
        found.append(_change("year_ago", figure, year_ago.amounts[name], year_ago))
    return [each for each in found if each.past and not _opened(report, figure, each.past)]


def _opened(report: ConsolidatedReport, figure: Figure, past: Past) -> bool:
    """Whether the year began, by decision, where `past` ended: it is told as the start of the
    year."""
    ended = past.kind == "annual" and past.year < report.plan.year
    return ended and figure.indicator.opening in report.figures


def fallen(report: ConsolidatedReport) -> list[tuple[Figure, Change]]:
    """What is counted from the first day of the year on and is less than in the last round."""
    return [
        (figure, change)
        for figure in report.figures.values()
        for change in changes_of(report, figure.indicator.id)
        if change.against == "within" and change.delta < 0
    ]


def _whole(figure: Figure) -> bool:
    return figure.complete and not figure.stood_in and figure.value is not None


def _change(against: str, figure: Figure, before: Amount, past: Past | None = None) -> Change:
    value = figure.value
    assert value is not None, "only whole figures are compared"
    if figure.indicator.kind == "ratio":
        points = rounded(Fraction(value) * 100) - rounded(Fraction(before) * 100)
        return Change(against, before, points, past=past, rate=True)
    delta = value - before  # type: ignore[operator]
    return Change(against, before, delta, _share(figure.indicator, before, delta), past)


def _share(indicator: Indicator, before: Amount, delta: Amount) -> Fraction | None:
    if before <= 0 or (indicator.kind != "money" and before < _SMALLEST_BASE):
        return None
    share = abs(Fraction(delta)) / Fraction(before)
    return share if share <= _LARGEST_SHARE and rounded(share * 100) else None


def whole_amounts(report: ConsolidatedReport) -> dict[str, Amount]:
    """The figures of a report that others may be compared with."""
    return {
        name: figure.value
        for name, figure in report.figures.items()
        if _whole(figure) and figure.value is not None
    }


def amounts_of(content: JSON) -> dict[str, Amount]:
    """The same of a final's content (`snapshot`)."""
    whole = {
        name: read(each["value"])
        for name, each in content["figures"].items()
        if not each["missing"] and not any(part["round"] for part in each["parts"].values())
    }
    return {name: value for name, value in whole.items() if value is not None}
