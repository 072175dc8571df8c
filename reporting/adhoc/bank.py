"""The bank: every question the plan's forms ask, to be found by a few typed words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporting.text import fold

if TYPE_CHECKING:
    from reporting.plan import Plan

_FILES = frozenset({"image", "file", "audio", "video", "geopoint", "barcode", "acknowledge"})


@dataclass(frozen=True, slots=True)
class BankQuestion:
    form: str
    name: str
    label: str
    kind: str
    unit_of_measure: str


class Bank:
    """One entry for each name: what several forms ask in the same words is one question. Questions
    of lists are asked with their list only, and files are no answer to add up: both are absent."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def questions(self) -> tuple[BankQuestion, ...]:
        found: dict[str, BankQuestion] = {}
        for form_id, form in self._plan.forms.items():
            for q in form.questions:
                if q.asked and not q.repeat and q.kind not in _FILES and q.name not in found:
                    label = q.attributes.get("printed") or q.label
                    found[q.name] = BankQuestion(form_id, q.name, label, q.kind, q.unit_of_measure)
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
        return [(each, fold(f"{each.label} {each.name}")) for each in self.questions]
