"""Columns beside a result that say what it was: in the round before, in the same round a year ago,
and by how much it differs from that.

A column is there only where one of the table's figures has something to be compared with; what is
not whole on both sides stays empty, as in the sentences (`documents.comparing`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from documents.comparing import base_of
from documents.word.tables import NUMBER, Cell, Column
from reporting.consolidation import changes_of
from reporting.consolidation.shown import show_amount, show_with_unit
from reporting.kinds.shown import show_number
from reporting.text import capitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import Change, ConsolidatedReport, Figure

_COLUMN = {"last": "last", "within": "last", "year_ago": "year_ago"}  # against -> column


class EarlierColumns:
    """`layout`: [<table>.earlier] of templates/documents/tables.toml; a column without a heading
    there is not printed. `figures` are those of the table."""

    def __init__(
        self,
        report: ConsolidatedReport,
        printed: Printed,
        layout: Mapping[str, Any],
        figures: Iterable[Figure],
    ) -> None:
        self._printed = printed
        self._layout = layout
        self._changes = {each.indicator.id: _changes(report, each) for each in figures}
        found = [change for known in self._changes.values() for change in known.values()]
        self._first = {_COLUMN[change.against]: change for change in reversed(found)}
        if "year_ago" in self._first:
            self._first["change"] = self._first["year_ago"]
        self._names = [
            name for name in ("last", "year_ago", "change") if name in self._first and layout[name]
        ]

    def __len__(self) -> int:
        return len(self._names)

    def among(self, columns: Sequence[Column]) -> list[Column]:
        """The table's columns with these before the last."""
        if not self._names:
            return list(columns)
        widths = zip(columns, self._layout["widths"], strict=True)
        *others, last = [replace(column, width=width) for column, width in widths]
        own = [Column(self._heading(name), self._layout["width"]) for name in self._names]
        return [*others, *own, last]

    def cells(self, figure: Figure | None, *, with_unit: bool = False) -> list[Cell]:
        """One for each column; `with_unit` where the row does not name the unit of measure."""
        known = {} if figure is None else self._changes[figure.indicator.id]
        return [
            Cell(self._said(figure, known.get(_of(name)), name, with_unit=with_unit), NUMBER)
            for name in self._names
        ]

    def note(self) -> str:
        """How a rate differs from a rate, "" where none is told."""
        rates = any(
            isinstance(known["year_ago"].delta, Decimal) and known["year_ago"].rate
            for known in self._changes.values()
            if "year_ago" in known
        )
        return self._printed.phrase("legend_points") if rates and "change" in self._names else ""

    def told(self, figure: Figure) -> bool:
        """Whether there was something that the row of this figure says."""
        return any(change.before for change in self._changes[figure.indicator.id].values())

    def _heading(self, name: str) -> str:
        change = self._first[name]
        assert change.past is not None, "compared with a round"
        base = base_of(self._printed, change)
        return capitalized(self._layout[name].format(base=base, period=change.past.period))

    def _said(
        self, figure: Figure | None, change: Change | None, name: str, *, with_unit: bool
    ) -> str:
        if figure is None or change is None:
            return ""
        if name != "change":
            show = show_with_unit if with_unit else show_amount
            return show(figure.indicator, change.before)
        return _signed(figure, change)


def _of(name: str) -> str:
    return "year_ago" if name == "change" else name


def _changes(report: ConsolidatedReport, figure: Figure) -> dict[str, Change]:
    """By column. A part that is more than the whole is for the office to look into."""
    return {
        _COLUMN[change.against]: change
        for change in changes_of(report, figure.indicator.id)
        if change.against in _COLUMN and not (change.against == "within" and change.delta < 0)
    }


def _signed(figure: Figure, change: Change) -> str:
    amount = -change.delta if change.delta < 0 else change.delta
    shown = show_number(amount) if change.rate else show_amount(figure.indicator, amount)  # type: ignore[arg-type]
    sign = "+" if change.delta > 0 else "-"
    return f"{sign}{shown}" if change.delta else shown
