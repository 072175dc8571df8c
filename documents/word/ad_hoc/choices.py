"""Choices of an ad hoc request, counted: how many units chose what, and which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.word.consolidated import PORTRAIT
from documents.word.notes import notes
from documents.word.tables import NUMBER, Cell, Column, Piece, table
from reporting.answers import Standing
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.ad_hoc.answers import AdHocAnswers, Saying
    from reporting.consolidation import Figure
    from reporting.forms import Question

_WIDTHS = {"number": 6, "choice": 34, "count": 15, "chosen_by": 45}


class ChoiceTables:
    """`say` says a phrase of templates/documents/ad-hoc.toml."""

    def __init__(self, answers: AdHocAnswers, printed: Printed, say: Saying) -> None:
        self._answers = answers
        self._printed = printed
        self._say = say

    def build(self) -> Iterator[tuple[str, Piece]]:
        """Each question with its table: choice, how many units, which ones."""
        for question in self._answers.chosen:
            yield question.label, self._counts(question)

    def _counts(self, question: Question) -> Piece:
        figures = {f.indicator.choice: f for f in self._answers.figures(question)}
        columns = [Column(self._say(name), width) for name, width in _WIDTHS.items()]
        rows = [
            self._choice(number, label, figures[name])
            for number, (name, label) in enumerate(self._answers.choices(question).items(), 1)
        ]
        first = next(iter(figures.values()))
        said = notes(self._printed, rows, first.unreported)
        later = [*self._told("not_yet", first), *self._told("not_applicable", first)]
        body = table(columns, rows, PORTRAIT)
        return Piece(
            f"{question.name}-lua-chon", Markup(""), body, " ".join([said, *later]).strip()
        )

    def _choice(self, number: int, label: str, figure: Figure) -> list[Cell]:
        chosen = [unit_id for unit_id, part in figure.parts.items() if part.value]
        names = self._printed.names(chosen)
        return [
            Cell(str(number), NUMBER),
            Cell(label),
            Cell(self._printed.sum_cell(figure), NUMBER, key=f"{figure.indicator.id}:cell"),
            Cell(capitalized(names), key=f"{figure.indicator.id}:reporters"),
        ]

    def _told(self, name: str, figure: Figure) -> Iterator[str]:
        standing = Standing(name)
        units = [unit_id for unit_id, said in figure.standings.items() if said is standing]
        if units:
            yield self._say(f"choice_{name}", units=self._printed.names(units))
