"""The plan's tables: figures per commune, and some at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.shown import roman
from documents.word.notes import missing_of, notes, some_whole
from documents.word.tables import (
    GROUP,
    GROUP_NUMBER,
    NUMBER,
    TEXT,
    Cell,
    Column,
    Piece,
    paragraph,
    table,
)
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.consolidation import Row as CommuneRow
    from reporting.plan import CommuneLayout, SummaryLayout
    from reporting.plan.tables import Column as LaidOut

_AREAS = {"thanh_thi": "urban", "nong_thon": "rural"}  # area of a unit -> key of `words`


class CommuneTable:
    """Rows by area: the area, its communes, and the total last."""

    def __init__(
        self,
        report: ConsolidatedReport,
        layout: CommuneLayout,
        printed: Printed,
        words: Mapping[str, str],
    ) -> None:
        self._report = report
        self._printed = printed
        self._layout = layout
        self._words = words
        self._communes = report.communes[layout.id]
        asked = self._communes.total.figures
        self._columns = [c for c in layout.columns if c.show or c.figure in asked]

    def build(self, width: int) -> Piece:
        rows = self._rows()
        total = self._communes.total
        broken = [self._name(row) for row in self._communes.broken]
        sums = [total.figures[c.figure] for c in self._columns if c.figure]
        said = notes(self._printed, rows, missing_of(sums), broken, whole=some_whole(sums))
        head = paragraph("DonViTinh", self._layout.unit)
        body = table(columns_of(self._columns), rows, width)
        return Piece(self._communes.id, head, body, said)

    def _rows(self) -> list[list[Cell]]:
        rows = []
        for number, area in enumerate(self._communes.areas, 1):
            rows.append(self._row(roman(number), area, GROUP, GROUP_NUMBER))
            units = [unit for unit in self._communes.units if unit.area == area.area]
            rows += [self._row(str(n), unit, TEXT, NUMBER) for n, unit in enumerate(units, 1)]
        rows.append(self._row("", self._communes.total, GROUP, GROUP_NUMBER))
        return rows

    def _row(self, number: str, row: CommuneRow, text: str, figures: str) -> list[Cell]:
        heads = {"number": Cell(number, figures), "name": Cell(self._label(row), text)}
        return [
            heads[column.show] if column.show else self._figure(row, column.figure, figures)
            for column in self._columns
        ]

    def _figure(self, row: CommuneRow, name: str, style: str) -> Cell:
        of = row.unit_id or row.area
        key = f"{name}@{of}:cell" if of else f"{name}:cell"
        return Cell(self._printed.sum_cell(row.figures[name]), style, key=key)

    def _label(self, row: CommuneRow) -> str:
        return capitalized(self._name(row))

    def _name(self, row: CommuneRow) -> str:
        if row.unit_id:
            return self._report.plan.unit(row.unit_id).short_name
        return self._words[_AREAS[row.area] if row.area else "total"]


def summary_table(
    report: ConsolidatedReport, layout: SummaryLayout, printed: Printed, width: int
) -> Piece:
    rows = []
    sums: list[Figure] = []
    for line in layout.lines:
        figures = [report.figures[name] for name in line.figures]
        sums += figures
        said = (Cell(printed.sum_cell(f), NUMBER, key=f"{f.indicator.id}:cell") for f in figures)
        rows.append([Cell(line.name), *said])
    body = table(columns_of(layout.columns), rows, width)
    noted = notes(printed, rows, missing_of(sums), whole=some_whole(sums))
    return Piece(layout.id, Markup(""), body, noted)


def columns_of(laid_out: Iterable[LaidOut]) -> Sequence[Column]:
    return [Column(each.heading, each.width, each.group) for each in laid_out]
