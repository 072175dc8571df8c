"""Repeats over all units: rows that are the same thing in the same unit of measure are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.consolidation.report import Item, ItemTable
from reporting.forms import Instance, Surroundings

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.forms import Form, Question
    from reporting.plan import Plan, Round
    from reporting.submissions import Submitted

_INSTANCE = re.compile(r"\[[^\]]*\]")
_NUMERIC = frozenset({"integer", "decimal", "money"})
_LABELLING = frozenset({"text", "select_one"})


def gather_items(
    plan: Plan, round_: Round, submissions: Mapping[str, Submitted]
) -> tuple[ItemTable, ...]:
    """One table for each repeat of each form, in the plan's order of units."""
    tables = []
    for form_id, form in plan.forms.items():
        sent = [
            submissions[unit.id]
            for unit in plan.units
            if unit.form == form_id and unit.id in submissions
        ]
        tables += [_table(form_id, form, repeat, round_, sent) for repeat in form.repeats]
    return tuple(table for table in tables if table.items)


def _table(
    form_id: str, form: Form, repeat: str, round_: Round, sent: Iterable[Submitted]
) -> ItemTable:
    asked = [question for question in form.questions if question.repeat == repeat]
    labelling = [question for question in asked if question.kind in _LABELLING]
    numeric = [question for question in asked if question.kind in _NUMERIC]
    gathered: dict[tuple[str, ...], _Gathering] = {}
    for submission in sent:
        report = _Report(form, round_, submission)
        for row in rows_of(repeat, submission.answers):
            labels = tuple(report.label(f"{row}/{question.name}") for question in labelling)
            amounts = [submission.answers.get(f"{row}/{question.name}") for question in numeric]
            item = gathered.setdefault(tuple(map(_fold, labels)), _Gathering(labels, len(numeric)))
            item.take(submission.unit_id, amounts)
    return ItemTable(
        form_id,
        repeat,
        tuple(_heading(question) for question in labelling),
        tuple(_heading(question) for question in numeric),
        tuple(item.done() for item in gathered.values()),
    )


def _heading(question: Question) -> str:
    """As it is printed, which may be shorter than it is asked."""
    return question.attributes.get("printed") or question.label


def rows_of(repeat: str, answers: Mapping[str, Answer]) -> list[str]:
    """Refs of the instances of `repeat` (a nodeset) that have answers, in their order."""
    instances = (ref.rpartition("/")[0] for ref in answers)
    return list(
        dict.fromkeys(
            instance
            for instance in instances
            if instance.endswith("]") and _INSTANCE.sub("", instance) == repeat
        )
    )


class _Report:
    """A submission whose choices are read as their labels."""

    def __init__(self, form: Form, round_: Round, sent: Submitted) -> None:
        self._answers = sent.answers
        surroundings = Surroundings(sent.at, round_.kind)
        self._instance = Instance.of(form, sent.answers, surroundings)

    def label(self, ref: str) -> str:
        answer = self._answers.get(ref)
        text = answer.value if answer is not None and isinstance(answer.value, str) else ""
        choices = {choice.name: choice.label for choice in self._instance.choices(ref)}
        return choices.get(text, text)


class _Gathering:
    """Adds rows that mean the same thing; written as the first unit wrote it."""

    def __init__(self, labels: tuple[str, ...], numbers: int) -> None:
        self._labels = labels
        self._amounts: list[int | Decimal | None] = [None] * numbers
        self._units: dict[str, bool] = {}  # unit -> all its amounts are figures

    def take(self, unit_id: str, answers: Sequence[Answer | None]) -> None:
        known = self._units.get(unit_id, True)
        for index, answer in enumerate(answers):
            if answer is not None and isinstance(answer.value, int | Decimal):
                self._amounts[index] = (self._amounts[index] or 0) + answer.value
            else:
                known = False
        self._units[unit_id] = known

    def done(self) -> Item:
        missing = tuple(unit_id for unit_id, known in self._units.items() if not known)
        return Item(self._labels, tuple(self._amounts), tuple(self._units), missing)


def _fold(text: str) -> str:
    """Letter case and spacing do not make two things of one."""
    return " ".join(text.casefold().split())
