"""Figures of an ad hoc request: units down, questions across, a total below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.word.ad_hoc.answers import NUMERIC, mark_of
from documents.word.consolidated import PORTRAIT
from documents.word.notes import missing_of, notes
from documents.word.tables import (
    GROUP,
    GROUP_NUMBER,
    NUMBER,
    TEXT,
    Cell,
    Column,
    Piece,
    table,
)
from reporting.consolidation import restrict
from reporting.consolidation.shown import show_amount
from reporting.unit_report import Line

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.ad_hoc.answers import AdHocAnswers, Saying
    from reporting.consolidation import Figure
    from reporting.forms import Question

_COLUMNS = 4  # questions of one table: with more, headings become towers


class FigureTables:
    """`say` says a phrase of templates/documents/ad-hoc.toml."""

    def __init__(self, answers: AdHocAnswers, printed: Printed, say: Saying) -> None:
        self._answers = answers
        self._printed = printed
        self._say = say

    def build(self) -> list[Piece]:
        """So many questions a table."""
        asked = self._answers.columns
        parts = [asked[at : at + _COLUMNS] for at in range(0, len(asked), _COLUMNS)]
        return [self._units(number, part) for number, part in enumerate(parts, 1)]

    def _units(self, number: int, asked: Sequence[Question]) -> Piece:
        share = 64 / max(len(asked), 2)
        columns = [Column(self._say("number"), 6), Column(self._say("unit"), 30)]
        columns += [Column(self._heading(question), share) for question in asked]
        rows = [
            [
                Cell(str(number), NUMBER),
                Cell(unit.label),
                *(self._cell(unit.id, question) for question in asked),
            ]
            for number, unit in enumerate(self._answers.units, 1)
        ]
        figures = [figure for question in asked for figure in self._answers.figures(question)]
        sums = {f.indicator.question: f for f in figures if not f.apart}
        if sums:
            rows.append(self._total(asked, sums))
        said = notes(self._printed, rows, self._in_order(missing_of(sums.values())))
        return Piece(f"so-lieu-{number}", Markup(""), table(columns, rows, PORTRAIT), said)

    def _heading(self, question: Question) -> str:
        label = question.attributes.get("printed") or question.label
        if not question.unit_of_measure:
            return label
        return self._say("heading", label=label, unit_of_measure=question.unit_of_measure)

    def _total(self, asked: Sequence[Question], sums: Mapping[str, Figure]) -> list[Cell]:
        cells = [
            Cell(self._printed.sum_cell(sums[q.name]), GROUP_NUMBER, key=f"{q.name}:cell")
            if q.name in sums
            else Cell("", GROUP_NUMBER)
            for q in asked
        ]
        return [Cell("", GROUP_NUMBER), Cell(self._say("total"), GROUP), *cells]

    def _cell(self, unit_id: str, question: Question) -> Cell:
        style = NUMBER if question.kind in NUMERIC else TEXT
        return Cell(self._shown(unit_id, question), style, key=f"{question.name}@{unit_id}:cell")

    def _shown(self, unit_id: str, question: Question) -> str:
        answers = self._answers
        if unit_id not in answers.said:
            return self._stood_in(unit_id, question)
        line = answers.said[unit_id].get(question.name)
        if not isinstance(line, Line) or answers.is_left_out(unit_id, question):
            return self._say("not_asked")
        if not line.shown:
            return self._printed.phrase(f"cell_{mark_of(line.standing)}")
        name = "cell_estimated" if line.estimated else ""
        return self._printed.phrase(name, shown=line.shown) if name else line.shown

    def _stood_in(self, unit_id: str, question: Question) -> str:
        """Of an earlier report, where the office has decided so."""
        for figure in self._answers.figures(question):
            part = figure.parts.get(unit_id)
            if part is not None:
                alone = restrict(figure, [unit_id])
                if not figure.apart:
                    return self._printed.cell(alone)
                shown = show_amount(figure.indicator, part.value)
                return self._printed.phrase("cell_estimated", shown=shown)
        return self._printed.phrase("cell_unreported")

    def _in_order(self, units: Iterable[str]) -> list[str]:
        missing = set(units)
        return [unit.id for unit in self._answers.units if unit.id in missing]
