"""Lists of an ad hoc request, row by row under the unit that wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.word.ad_hoc.answers import NUMERIC, mark_of
from documents.word.consolidated import PORTRAIT
from documents.word.notes import notes
from documents.word.tables import NUMBER, TEXT, Cell, Column, Piece, table

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.ad_hoc.answers import AdHocAnswers, Saying
    from reporting.unit_report import Line, Rows


class ListTables:
    """`say` says a phrase of templates/documents/ad-hoc.toml."""

    def __init__(self, answers: AdHocAnswers, printed: Printed, say: Saying) -> None:
        self._answers = answers
        self._printed = printed
        self._say = say

    def build(self) -> Iterator[tuple[str, Piece | None, str]]:
        """What each list is called, its table, and what is said instead where nobody has rows."""
        for at, repeat in enumerate(self._answers.form.repeats.values(), 1):
            made = self._list(at, repeat.label)
            yield (repeat.label, made, "") if made.table else (repeat.label, None, made.notes)

    def _list(self, at: int, label: str) -> Piece:
        units = self._answers.units
        found = {unit.id: self._answers.rows(unit.id, label) for unit in units}
        filled = {unit_id: rows for unit_id, rows in found.items() if rows and rows.rows}
        headings = next((each.headings for each in filled.values()), ())
        share = 64 / max(len(headings), 2)
        columns = [Column(self._say("number"), 6), Column(self._say("unit"), 30)]
        columns += [Column(heading, share) for heading in headings]
        rows = list(self._list_rows(filled))
        silent = [u for u, each in found.items() if each and not each.rows]
        said = [notes(self._printed, rows), *self._without(silent)]
        body = table(columns, rows, PORTRAIT) if rows else Markup("")
        return Piece(f"danh-sach-{at}", Markup(""), body, " ".join(filter(None, said)))

    def _list_rows(self, filled: Mapping[str, Rows]) -> Iterator[list[Cell]]:
        number = 0
        for unit_id, rows in filled.items():
            name = self._answers.report.plan.unit(unit_id).label
            for row in rows.rows:
                number += 1
                yield [Cell(str(number), NUMBER), Cell(name), *map(self._entry, row)]

    def _entry(self, line: Line) -> Cell:
        if line.shown:
            shown = [line.shown, line.unit_of_measure] if line.unit_of_measure else [line.shown]
            return Cell(" ".join(shown), NUMBER if line.kind in NUMERIC else TEXT)
        return Cell(self._printed.phrase(f"cell_{mark_of(line.standing)}"), NUMBER)

    def _without(self, silent: list[str]) -> Iterator[str]:
        """Who has nothing for the list, and who has not reported."""
        if silent:
            yield self._say("list_nothing", units=self._printed.names(silent))
        if self._answers.report.unsubmitted:
            units = self._printed.names(self._answers.report.unsubmitted)
            yield self._say("list_missing", units=units)
