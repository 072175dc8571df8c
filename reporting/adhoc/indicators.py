"""What a request adds up where nobody says how: by the kind of question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from reporting.plan import Indicator

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.forms import Form, Question

_FIGURES = {
    "integer": "integer",
    "money": "money",
    "decimal": "decimal",
    "range": "decimal",
    "percent": "decimal",
}


def default_indicators(form: Form, units: Sequence[str], at: datetime) -> tuple[Indicator, ...]:
    """Figures and money are summed, choices counted, per cents stand side by side; texts and dates
    are listed and are no indicators. Questions of lists are left to the list."""
    asked = [question for question in form.questions if question.asked and not question.repeat]
    return tuple(each for q in asked for each in _of(form, q, tuple(units), at))


def choice_labels(form: Form, question: Question, at: datetime) -> dict[str, str]:
    """Choice name → label, in their order, of a question outside lists."""
    instance = Instance.of(form, {}, Surroundings(at, "ad_hoc"))
    return {choice.name: choice.label for choice in instance.choices(question.nodeset)}


def _of(
    form: Form, question: Question, units: tuple[str, ...], at: datetime
) -> Iterator[Indicator]:
    label = question.attributes.get("printed") or question.label
    if question.kind in _FIGURES:
        yield Indicator(
            id=question.name,
            label=label,
            unit_of_measure=question.unit_of_measure,
            kind=_FIGURES[question.kind],
            aggregate="each" if question.kind == "percent" else "sum",
            measure=str(question.measure or ""),
            question=question.name,
            units=units,
        )
    elif question.kind in ("select_one", "select_multiple"):
        for name, choice in choice_labels(form, question, at).items():
            yield Indicator(
                id=f"{question.name}-{name}",
                label=f"{label.rstrip(' .:?')}: {choice}",
                unit_of_measure="",
                kind="integer",
                aggregate="count_yes",
                question=question.name,
                choice=name,
                units=units,
            )
