"""Repeats over all units: rows that are the same thing in the same unit of measure are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.consolidation.report import Item, ItemTable

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.forms import Form, Question
    from reporting.plan import Plan
    from reporting.submissions import Submitted

_INSTANCE = re.compile(r"\[[^\]]*\]")
_NUMERIC = frozenset({"integer", "decimal", "money"})
_LABELLING = frozenset({"text", "select_one"})
_Row = dict[str, "Answer"]  # nodeset of the question -> answer


def gather_items(plan: Plan, submissions: Mapping[str, Submitted]) -> tuple[ItemTable, ...]:
    """One table for each repeat of each form, in the plan's order of units."""
    tables = []
    for form_id, form in plan.forms.items():
        sent = [
            submissions[unit.id]
            for unit in plan.units
            if unit.form == form_id and unit.id in submissions
        ]
        tables += [_table(form_id, form, repeat, sent) for repeat in form.repeats]
    return tuple(table for table in tables if table.items)


def rows_of(repeat: str, answers: Mapping[str, Answer]) -> list[_Row]:
    """The instances of `repeat` (a nodeset) in the order they were made, one level deep."""
    rows: dict[str, _Row] = {}
    for ref, answer in answers.items():
        instance, _, question = ref.rpartition("/")
        if _INSTANCE.sub("", instance) == repeat and instance.endswith("]"):
            rows.setdefault(instance, {})[f"{repeat}/{question}"] = answer
    return list(rows.values())


def _table(form_id: str, form: Form, repeat: str, sent: Iterable[Submitted]) -> ItemTable:
    asked = [question for question in form.questions if question.repeat == repeat]
    labelling = [question for question in asked if question.kind in _LABELLING]
    numeric = [question for question in asked if question.kind in _NUMERIC]
    gathered: dict[tuple[str, ...], _Gathering] = {}
    for submission in sent:
        for row in rows_of(repeat, submission.answers):
            labels = tuple(_label(question, row) for question in labelling)
            item = gathered.setdefault(tuple(map(_fold, labels)), _Gathering(labels, numeric))
            item.take(submission.unit_id, row)
    return ItemTable(
        form_id,
        repeat,
        tuple(question.label for question in labelling),
        tuple(question.label for question in numeric),
        tuple(item.done() for item in gathered.values()),
    )


class _Gathering:
    """Adds rows that mean the same thing; written as the first unit wrote it."""

    def __init__(self, labels: tuple[str, ...], numeric: list[Question]) -> None:
        self._labels = labels
        self._numeric = numeric
        self._amounts: list[int | Decimal | None] = [None] * len(numeric)
        self._units: dict[str, bool] = {}  # unit -> all its amounts are figures

    def take(self, unit_id: str, row: _Row) -> None:
        known = self._units.get(unit_id, True)
        for index, question in enumerate(self._numeric):
            answer = row.get(question.nodeset)
            if answer is not None and isinstance(answer.value, int | Decimal):
                self._amounts[index] = (self._amounts[index] or 0) + answer.value
            else:
                known = False
        self._units[unit_id] = known

    def done(self) -> Item:
        missing = tuple(unit_id for unit_id, known in self._units.items() if not known)
        return Item(self._labels, tuple(self._amounts), tuple(self._units), missing)


def _label(question: Question, row: _Row) -> str:
    answer = row.get(question.nodeset)
    text = answer.value if answer is not None and isinstance(answer.value, str) else ""
    choices = {choice.name: choice.label for choice in question.choices}
    return choices.get(text, text)


def _fold(text: str) -> str:
    """Letter case and spacing do not make two things of one."""
    return " ".join(text.casefold().split())
