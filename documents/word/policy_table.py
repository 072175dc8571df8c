"""Every figure of the report that the commune tables do not hold, by section of the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from documents.word.earlier_columns import EarlierColumns
from documents.word.notes import notes
from documents.word.tables import GROUP, GROUP_NUMBER, NUMBER, Cell, Piece, plain_columns, table
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Figure


class PolicyTable:
    """`layout`: [policies] of templates/documents/tables.toml."""

    def __init__(
        self, report: ConsolidatedReport, printed: Printed, layout: Mapping[str, Any]
    ) -> None:
        self._report = report
        self._printed = printed
        self._layout = layout
        self._sections = [
            (section, figures)
            for section in report.plan.outline.sections
            if (figures := self._elsewhere(section.id))
        ]
        told = [figure for _, figures in self._sections for figure in figures]
        self._earlier = EarlierColumns(report, printed, layout["earlier"], told)

    def build(self, width: int) -> Piece:
        rows: list[list[Cell]] = []
        span = 4 + len(self._earlier)
        for section, figures in self._sections:
            heading = Cell(section.title, GROUP, span=span)
            rows.append([Cell(section.id, GROUP_NUMBER), heading])
            rows += self._rows(figures)
        body = table(self._earlier.among(plain_columns(self._layout)), rows, width)
        said = [notes(self._printed, rows), self._earlier.note()]
        return Piece("policies", Markup(""), body, " ".join(filter(None, said)))

    def _elsewhere(self, section: str) -> list[Figure]:
        """The figures of a section that are not in the commune tables."""
        tables = self._report.plan.tables.communes
        shown = {column.figure for table_ in tables for column in table_.columns}
        return [
            figure
            for name, figure in self._report.figures.items()
            if figure.indicator.section == section and name not in shown
        ]

    def _rows(self, figures: Sequence[Figure]) -> list[list[Cell]]:
        """Where everything is nothing, one row says so."""
        said = any(figure.value == 0 for figure in figures)
        if len(figures) > 1 and said and all(map(self._is_nothing, figures)):
            return [self._nothing(figures)]
        return [self._row(number, figure) for number, figure in enumerate(figures, 1)]

    def _is_nothing(self, figure: Figure) -> bool:
        none = figure.value == 0 or (figure.value is None and bool(figure.unasked))
        return none and figure.complete and not self._earlier.told(figure)

    def _nothing(self, figures: Sequence[Figure]) -> list[Cell]:
        said = self._layout["nothing"].format(count=len(figures))
        reporters = {unit_id for figure in figures for unit_id in figure.parts}
        return [
            Cell("", NUMBER),
            Cell(said, span=3 + len(self._earlier)),
            Cell(capitalized(self._who(sorted(reporters)))),
        ]

    def _row(self, number: int, figure: Figure) -> list[Cell]:
        gap = self._printed.gap(figure).strip("()")
        who = self._who(list(figure.parts or figure.unasked))
        said = [text for text in (who, gap) if text]
        return [
            Cell(str(number), NUMBER),
            Cell(figure.indicator.label),
            Cell(figure.indicator.unit_of_measure, NUMBER),
            Cell(self._printed.cell(figure), NUMBER, key=f"{figure.indicator.id}:cell"),
            *self._earlier.cells(figure),
            Cell(capitalized("; ".join(said)), key=f"{figure.indicator.id}:reporters"),
        ]

    def _who(self, units: Sequence[str]) -> str:
        """Names, or how many of which sort where they are more than two."""
        if len(units) <= 2:
            return self._printed.names(units)
        agencies = {self._report.plan.unit(unit_id).agency for unit_id in units}
        group = next(iter(agencies))
        if len(agencies) == 1 and group.members:
            return f"{len(units)} {group.members}"
        return str(self._layout["many_units"].format(count=len(units)))
