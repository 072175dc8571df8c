"""What a request adds up where nobody says how: by the kind of question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from reporting.plan import Indicator

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.forms import Form, Question

_SUMMED = {"integer": "integer", "money": "money", "decimal": "decimal", "range": "decimal"}


def default_indicators(form: Form, units: Sequence[str], at: datetime) -> tuple[Indicator, ...]:
    """Figures and money are summed and choices counted; texts are listed and per cents stand side
    by side, so neither is an indicator. Questions of lists are left to the list."""
    asked = [question for question in form.questions if question.asked and not question.repeat]
    return tuple(each for q in asked for each in _of(form, q, tuple(units), at))


def _of(
    form: Form, question: Question, units: tuple[str, ...], at: datetime
) -> Iterator[Indicator]:
    if question.kind in _SUMMED:
        yield Indicator(
            id=question.name,
            label=question.attributes.get("printed") or question.label,
            unit_of_measure=question.unit_of_measure,
            kind=_SUMMED[question.kind],
            aggregate="sum",
            measure=str(question.measure or ""),
            question=question.name,
            units=units,
        )
    elif question.kind in ("select_one", "select_multiple"):
        instance = Instance.of(form, {}, Surroundings(at, "ad_hoc"))
        for choice in instance.choices(question.nodeset):
            yield Indicator(
                id=f"{question.name}.{choice.name}",
                label=choice.label,
                unit_of_measure="",
                kind="integer",
                aggregate="count_yes",
                question=question.name,
                choice=choice.name,
                units=units,
            )
