"""Figures a round already holds: nobody is asked twice for what has been reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.adhoc.request import Held
from reporting.answers import Answer
from reporting.kinds.shown import in_unit
from reporting.unit_report import show_plainly

if TYPE_CHECKING:
    from reporting.adhoc.request import Asked
    from reporting.forms import Question
    from reporting.plan import Plan, Round
    from reporting.submissions import Submitted


@dataclass(frozen=True, slots=True)
class Holding:
    """What the units have submitted for one round, newest round first in any list of these."""

    plan: Plan
    round: Round
    submitted: Mapping[str, Submitted]


def holdings(
    questions: Iterable[Asked], units: Sequence[str], rounds: Sequence[Holding]
) -> tuple[Held, ...]:
    """For each picked question the newest round that holds its figure for one of `units`; units
    without a figure there are absent from its parts."""
    found = []
    for asked in questions:
        held = (_held(asked, units, holding) for holding in rounds)
        newest = next((each for each in held if each is not None), None)
        if asked.picked and newest is not None:
            found.append(newest)
    return tuple(found)


def _held(asked: Asked, units: Sequence[str], holding: Holding) -> Held | None:
    answers = {
        unit: answer
        for unit in units
        if unit in holding.submitted
        and (answer := holding.submitted[unit].by_name().get(asked.name)) is not None
        and answer.is_figure
        and isinstance(answer.value, int | Decimal)
    }
    if not answers:
        return None
    plan = holding.plan
    question = plan.form_for(plan.unit(next(iter(answers)))).by_name(asked.name)
    total = show_plainly(question, _sum(answers.values())) if question.kind != "percent" else ""
    return Held(
        name=asked.name,
        wording=asked.wording,
        unit_of_measure=question.unit_of_measure,
        period=holding.round.period,
        total=total,
        parts={unit: show_plainly(question, answer) for unit, answer in answers.items()},
        round_id=holding.round.id,
        versions={unit: holding.submitted[unit].version for unit in answers},
        amounts={unit: _exact(question, answer) for unit, answer in answers.items()},
    )


def _sum(answers: Iterable[Answer]) -> Answer:
    return Answer(sum((a.value for a in answers if isinstance(a.value, int | Decimal)), 0))


def _exact(question: Question, answer: Answer) -> str:
    value = answer.value
    if question.kind == "money" and isinstance(value, int):
        value = in_unit(value, question.unit_of_measure)
    return str(value)
