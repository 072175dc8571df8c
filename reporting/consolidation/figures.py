"""Adding up: one indicator over the units that owe it.

A figure never mixes what was said with what was not: units without a figure are named, not counted
as zero, and a ratio uses only the units that gave both its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.consolidation.report import Amount, Figure, Part

if TYPE_CHECKING:
    from reporting.plan import Indicator, Plan, Round
    from reporting.submissions import Submitted

_GATHERED = ("sum", "count_yes", "each")
_NOT_ASKED = Answer(None, Standing.NOT_APPLICABLE)


class Ledger:
    """The answers of all submissions of a round by unit and question name."""

    def __init__(
        self,
        plan: Plan,
        submissions: Mapping[str, Submitted],
        owing: Collection[str],
        stand_ins: Mapping[str, Submitted] | None = None,
    ) -> None:
        """`stand_ins`: earlier reports of units that have not reported."""
        self._plan = plan
        self._submissions = submissions
        self._stand_ins = stand_ins or {}
        self._estimates = {unit_id: sent.by_name() for unit_id, sent in self._stand_ins.items()}
        self._owing = frozenset(owing)
        self._answers = {unit_id: sent.by_name() for unit_id, sent in submissions.items()}

    def owing(self, units: Iterable[str]) -> tuple[str, ...]:
        return tuple(unit_id for unit_id in units if unit_id in self._owing)

    def answer(self, unit_id: str, question: str) -> Answer | None:
        """None when the unit has not reported and the plan does not give the figure either. A
        question that did not arise for a unit that has reported does not apply to it."""
        answers = self._answers.get(unit_id)
        if answers is None:
            return self._given(unit_id, question) or self._estimate(unit_id, question)
        return answers.get(question, _NOT_ASKED)

    def stood_in_for(self, unit_id: str) -> bool:
        return unit_id in self._stand_ins

    def part(self, unit_id: str, question: str, value: int | Decimal, answer: Answer) -> Part:
        sent = self._submissions.get(unit_id)
        if sent is None and answer.estimated:
            sent = self._stand_ins.get(unit_id)
        if sent is None:
            return Part(unit_id, question, value)
        return Part(
            unit_id,
            question,
            value,
            version=sent.version,
            by=sent.by,
            at=sent.at,
            estimated=answer.estimated,
            round_id=sent.round_id if unit_id in self._stand_ins else "",
            given_on=sent.day_of(question),
        )

    def _estimate(self, unit_id: str, question: str) -> Answer | None:
        """What the unit said the last time, if it was a figure or did not apply."""
        answer = self._estimates.get(unit_id, {}).get(question)
        if answer is None or answer.standing is Standing.NOT_YET:
            return None
        return replace(answer, estimated=answer.is_figure)

    def _given(self, unit_id: str, question: str) -> Answer | None:
        """An opening figure by decision is known whether or not the unit has reported."""
        asked = self._plan.form_for(self._plan.unit(unit_id)).by_name(question)
        source, _, name = asked.given.partition(":")
        return self._plan.opening.get(unit_id, {}).get(name) if source == "opening" else None


def consolidate_figures(plan: Plan, round_: Round, ledger: Ledger) -> dict[str, Figure]:
    """Every indicator of the round, in the plan's order, keyed by id."""
    asked = [i for i in plan.indicators if not i.rounds or round_.kind in i.rounds]
    figures: dict[str, Figure] = {}
    for indicator in asked:
        if indicator.aggregate in _GATHERED:
            figures[indicator.id] = _gathered(indicator, ledger)
    _derive([i for i in asked if i.id not in figures], figures)
    return {i.id: figures[i.id] for i in asked if i.id in figures}


def _derive(pending: list[Indicator], figures: dict[str, Figure]) -> None:
    """Ratios and computed indicators, each as soon as what it is made of is there. One made of an
    indicator that this round does not ask is not a figure of this round."""
    while pending:
        ready = [i for i in pending if all(name in figures for name in made_of(i))]
        if not ready:
            return
        for indicator in ready:
            build = _ratio if indicator.aggregate == "ratio" else _computed
            figures[indicator.id] = build(indicator, figures)
        pending = [i for i in pending if i.id not in figures]


def made_of(indicator: Indicator) -> tuple[str, ...]:
    """Ids of the indicators a derived one is made of; empty for one that is gathered."""
    if indicator.aggregate == "ratio":
        return (indicator.numerator, indicator.denominator)
    return (*indicator.plus, *indicator.minus)


def restrict(figure: Figure, units: Collection[str]) -> Figure:
    """The same figure over some of its units: an area's row of a table."""
    parts = {unit_id: part for unit_id, part in figure.parts.items() if unit_id in units}
    return replace(
        figure,
        value=_value(figure.indicator, parts.values()),
        parts=parts,
        standings={u: standing for u, standing in figure.standings.items() if u in units},
        missing=tuple(unit_id for unit_id in figure.missing if unit_id in units),
        unasked=figure.unasked & set(units),
    )


def _gathered(indicator: Indicator, ledger: Ledger) -> Figure:
    units = ledger.owing(indicator.units)
    answers = {unit_id: ledger.answer(unit_id, indicator.question) for unit_id in units}
    amount = _chosen(indicator.choice) if indicator.aggregate == "count_yes" else _amount
    parts = {
        unit_id: ledger.part(unit_id, indicator.question, value, answer)
        for unit_id, answer in answers.items()
        if answer is not None and (value := amount(answer)) is not None
    }
    standings = {u: answer.standing for u, answer in answers.items() if answer is not None}
    unasked = frozenset(u for u, answer in answers.items() if answer is _NOT_ASKED)
    return replace(_figure(indicator, units, parts, standings), unasked=unasked)


def _ratio(indicator: Indicator, figures: Mapping[str, Figure]) -> Figure:
    above, below = figures[indicator.numerator], figures[indicator.denominator]
    units = [unit_id for unit_id in _units(above) if unit_id in set(_units(below))]
    parts = {
        unit_id: replace(
            above.parts[unit_id],
            denominator=below.parts[unit_id].value,
            estimated=above.parts[unit_id].estimated or below.parts[unit_id].estimated,
            given_on=_earliest((above.parts[unit_id], below.parts[unit_id])),
        )
        for unit_id in units
        if unit_id in above.parts and unit_id in below.parts
    }
    return _derived(indicator, units, parts, (above, below))


def _computed(indicator: Indicator, figures: Mapping[str, Figure]) -> Figure:
    plus = [figures[name] for name in indicator.plus]
    minus = [figures[name] for name in indicator.minus]
    sources = (*plus, *minus)
    units = [u for u in _units(sources[0]) if all(u in _units(source) for source in sources[1:])]
    parts = {
        unit_id: replace(
            sources[0].parts[unit_id],
            question="",
            value=sum((f.parts[unit_id].value for f in plus), 0)
            - sum((f.parts[unit_id].value for f in minus), 0),
            estimated=any(f.parts[unit_id].estimated for f in sources),
            given_on=_earliest(f.parts[unit_id] for f in sources),
        )
        for unit_id in units
        if all(unit_id in f.parts for f in sources)
    }
    return _derived(indicator, units, parts, sources)


def _derived(
    indicator: Indicator,
    units: Sequence[str],
    parts: Mapping[str, Part],
    sources: Sequence[Figure],
) -> Figure:
    figure = _figure(indicator, units, parts, _joint_standings(units, sources))
    return replace(figure, unasked=frozenset().union(*(source.unasked for source in sources)))


def _earliest(parts: Iterable[Part]) -> date | None:
    return min((part.given_on for part in parts if part.given_on is not None), default=None)


def _figure(
    indicator: Indicator,
    units: Iterable[str],
    parts: Mapping[str, Part],
    standings: Mapping[str, Standing],
) -> Figure:
    missing = tuple(
        unit_id
        for unit_id in units
        if unit_id not in parts and standings.get(unit_id) is not Standing.NOT_APPLICABLE
    )
    return Figure(indicator, _value(indicator, parts.values()), parts, standings, missing)


def _value(indicator: Indicator, parts: Iterable[Part]) -> Amount | None:
    counted = list(parts)
    if not counted or indicator.aggregate == "each":
        return None
    total = sum((part.value for part in counted), 0)
    if indicator.aggregate != "ratio":
        return total
    whole = sum((part.denominator or 0 for part in counted), 0)
    return Fraction(total) / Fraction(whole) if whole else None


def _units(figure: Figure) -> tuple[str, ...]:
    """Who has a say in a figure: those who said something and those who still owe it."""
    named = {*figure.standings, *figure.missing, *figure.parts}
    return tuple(unit_id for unit_id in figure.indicator.units if unit_id in named)


def _joint_standings(units: Iterable[str], sources: Iterable[Figure]) -> dict[str, Standing]:
    """What a unit says to a derived figure: the least it said to any of the sources."""
    figures = tuple(sources)
    joint = {}
    for unit_id in units:
        said = [figure.standings.get(unit_id) for figure in figures]
        if Standing.NOT_APPLICABLE in said:
            joint[unit_id] = Standing.NOT_APPLICABLE
        elif None not in said:
            joint[unit_id] = Standing.NOT_YET if Standing.NOT_YET in said else Standing.FIGURE
    return joint


def _amount(answer: Answer) -> int | Decimal | None:
    if not answer.is_figure:
        return None
    return answer.value if isinstance(answer.value, int | Decimal) else None


def _chosen(choice: str) -> Callable[[Answer], int | None]:
    def count(answer: Answer) -> int | None:
        if not answer.is_figure:
            return None
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return int(choice in chosen)

    return count
