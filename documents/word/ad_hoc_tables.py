"""The tables of an ad hoc request: units down, questions across, a total below, gaps named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from documents.word.consolidated import PORTRAIT, Context
from documents.word.tables import (
    GROUP,
    GROUP_NUMBER,
    NUMBER,
    TEXT,
    Cell,
    Column,
    paragraph,
    table,
)
from reporting.answers import Standing
from reporting.text import capitalized
from reporting.unit_report import Line, Prose

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.adhoc import Request
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.forms import Form, Question
    from reporting.plan import Unit

_COLUMNS = 4  # questions of one table: with more, headings become towers
_NUMBERS = frozenset({"integer", "decimal", "money", "percent", "range", "date"})


class AdHocTables:
    """`said` is what each unit's own report would print, by unit and question."""

    def __init__(
        self,
        report: ConsolidatedReport,
        request: Request,
        form: Form,
        printed: Printed,
        words: Mapping[str, str],
        said: Mapping[str, Mapping[str, Line | Prose]],
        units: Sequence[Unit],
    ) -> None:
        self._report = report
        self._request = request
        self._form = form
        self._printed = printed
        self._words = words
        self._said = said
        self._units = units
        self._marked = False  # whether a cell says something other than an answer

    def _say(self, name: str, **params: object) -> str:
        return self._words[name].format(**params)

    def blocks(self) -> list[Context]:
        """All of them, with their notes."""
        asked = [q for q in self._form.questions if self._is_column(q)]
        blocks: list[Context] = []
        for at in range(0, len(asked), _COLUMNS):
            body = self._table(asked[at : at + _COLUMNS])
            blocks.append({"table": body + paragraph("SauBang", ""), "text": ""})
        if asked:
            if self._marked:
                blocks.append(_text(self._say("legend")))
            blocks += [_text(line) for line in self._gaps()]
        return blocks

    def _is_column(self, question: Question) -> bool:
        """What was asked for, and what came with it where any unit had something to say."""
        if not question.asked or question.repeat or question.kind == "text":
            return False
        return self._is_wanted(question) or any(
            question.name in said for said in self._said.values()
        )

    def _is_wanted(self, question: Question) -> bool:
        picked = {each.name for each in self._request.questions if each.picked}
        return question.name in picked or question.name.startswith("DX")

    def _table(self, asked: Sequence[Question]) -> str:
        share = 64 / max(len(asked), 2)
        columns = [Column(self._say("number"), 6), Column(self._say("unit"), 30)]
        columns += [Column(self._heading(question), share) for question in asked]
        rows = [
            [
                Cell(str(number), NUMBER),
                Cell(capitalized(unit.short_name)),
                *(self._cell(unit.id, question) for question in asked),
            ]
            for number, unit in enumerate(self._units, 1)
        ]
        total = [Cell("", GROUP_NUMBER), Cell(self._say("total"), GROUP)]
        total += [Cell(self._total(question), GROUP_NUMBER) for question in asked]
        return table(columns, [*rows, total], PORTRAIT)

    def _heading(self, question: Question) -> str:
        label = question.attributes.get("printed") or question.label
        if not question.unit_of_measure:
            return label
        return self._say("heading", label=label, unit_of_measure=question.unit_of_measure)

    def _cell(self, unit_id: str, question: Question) -> Cell:
        style = NUMBER if question.kind in _NUMBERS else TEXT
        if unit_id not in self._said:
            self._marked = True
            return Cell(self._say("unreported"), NUMBER)
        line = self._said[unit_id].get(question.name)
        if not isinstance(line, Line):
            return Cell(self._say("not_asked"), NUMBER)
        if not line.shown:
            self._marked = True
            return Cell(self._say(_mark(line.standing)), NUMBER)
        shown = self._say("estimated", shown=line.shown) if line.estimated else line.shown
        return Cell(shown, style)

    def _total(self, question: Question) -> str:
        """The sum, or how many chose what; nothing for what does not add up."""
        figures = [
            f for f in self._report.figures.values() if f.indicator.question == question.name
        ]
        sums = [figure for figure in figures if figure.indicator.aggregate == "sum"]
        if sums:
            return self._printed.sum_cell(sums[0])
        return "; ".join(
            self._say("counted", label=figure.indicator.label, count=figure.value)
            for figure in figures
            if figure.value is not None
        )

    def _gaps(self) -> Iterator[str]:
        """Under the tables: whose figures each sum does not hold."""
        told: dict[str, Figure] = {}
        for figure in self._report.figures.values():
            if not figure.complete and figure.indicator.question not in told:
                told[figure.indicator.question] = figure
        for name, figure in told.items():
            question = self._form.by_name(name)
            gap = self._printed.gap(figure)
            if gap and self._is_column(question):
                label = question.attributes.get("printed") or question.label
                yield self._say("gap", label=label.rstrip(" .:?"), gap=gap.strip("()"))


def _text(text: str) -> Context:
    return {"table": "", "text": text}


def _mark(standing: Standing | None) -> str:
    if standing is Standing.NOT_APPLICABLE:
        return "not_applicable"
    return "not_asked" if standing is None else "not_yet"
