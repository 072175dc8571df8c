"""The bank: every question the plan's forms ask, to be found by a few typed words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporting.text import fold

if TYPE_CHECKING:
    from reporting.forms import Form, Question
    from reporting.plan import Plan

_FILES = frozenset(
    {
        "image",
        "file",
        "audio",
        "video",
        "geopoint",
        "geotrace",
        "geoshape",
        "barcode",
        "acknowledge",
    }
)


LIST = "list"


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One of kind LIST is a list with all it asks of each entry (`fields`): of a list nothing is
    asked alone, since a figure without the name of its entry says nothing."""

    form: str
    name: str
    label: str
    kind: str
    unit_of_measure: str
    fields: tuple[str, ...] = ()


class Bank:
    """One entry for each name: what several forms ask in the same words is one question. A list is
    one entry, found by the words of its fields too. Files are no answer to add up: they are
    absent."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def questions(self) -> tuple[BankQuestion, ...]:
        found: dict[str, BankQuestion] = {}
        for form_id, form in self._plan.forms.items():
            for q in form.questions:
                each = _listed(form_id, form, q) if q.repeat else _single(form_id, q)
                if q.asked and q.kind not in _FILES and each.name not in found:
                    found[each.name] = each
        return tuple(found.values())

    def find(self, words: str) -> tuple[BankQuestion, ...]:
        """The questions that have all of the typed words, accents or not; those whose label begins
        with them first. All of them for no words."""
        wanted = fold(words)
        parts = wanted.split()
        hits = [
            (not text.startswith(wanted), at, question)
            for at, (question, text) in enumerate(self._folded)
            if all(part in text for part in parts)
        ]
        return tuple(question for _, _, question in sorted(hits, key=lambda hit: hit[:2]))

    def get(self, name: str) -> BankQuestion | None:
        return next((each for each in self.questions if each.name == name), None)

    @cached_property
    def _folded(self) -> list[tuple[BankQuestion, str]]:
        return [
            (each, fold(" ".join((each.label, each.name, *each.fields)))) for each in self.questions
        ]


def _single(form_id: str, question: Question) -> BankQuestion:
    label = question.attributes.get("printed") or question.label
    return BankQuestion(form_id, question.name, label, question.kind, question.unit_of_measure)


def _listed(form_id: str, form: Form, question: Question) -> BankQuestion:
    """The list that the question belongs to."""
    repeat = question.repeat
    fields = tuple(q.label for q in form.questions if q.repeat == repeat and q.asked)
    name = repeat.rpartition("/")[2]
    return BankQuestion(form_id, name, form.repeats[repeat].label, LIST, "", fields)
