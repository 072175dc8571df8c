"""Figures as the report prints them: Vietnamese digits, units of measure, the five standings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.consolidation.shown import show_amount, show_money_shortly, show_with_unit
from reporting.kinds.shown import with_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from reporting.consolidation import Figure
    from reporting.plan import Plan


def roman(number: int) -> str:
    """I, II, III, IV … for a number from 1 on."""
    values = (100, 90, 50, 40, 10, 9, 5, 4, 1)
    numerals = ("C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    written = ""
    for value, numeral in zip(values, numerals, strict=True):
        times, number = divmod(number, value)
        written += numeral * times
    return written


class Printed:
    """Prints figures with the phrases of `templates/documents/phrases.toml`."""

    def __init__(self, plan: Plan, phrases: Mapping[str, str]) -> None:
        self._plan = plan
        self._phrases = phrases

    def phrase(self, name: str, **params: object) -> str:
        return self._phrases[name].format(**params)

    def names(self, units: Iterable[str]) -> str:
        """Short names in plan order: "A, B và C"."""
        named = set(units)
        return self.listed([unit.short_name for unit in self._plan.units if unit.id in named])

    def listed(self, names: Sequence[str]) -> str:
        """ "A, B và C"; commas only where "và" stands in a name."""
        if len(names) < 2 or any(self._phrases["and"] in name for name in names):
            return ", ".join(names)
        return ", ".join(names[:-1]) + self._phrases["and"] + names[-1]

    def gap(self, figure: Figure, told: Collection[str] = ()) -> str:
        """Who is not in the figure, in parentheses, without the units that are `told` already;
        nothing where it is complete."""
        unreported = self.names(unit for unit in figure.unreported if unit not in told)
        not_yet = self.names(unit for unit in figure.not_yet if unit not in told)
        if figure.standing is Standing.NOT_APPLICABLE and not figure.parts and figure.standings:
            silent = {*told, *figure.unasked}
            units = self.names(unit for unit in figure.standings if unit not in silent)
            return self.phrase("gap_not_applicable", units=units) if units else ""
        partial = "" if figure.value is not None else "none_"
        if unreported and not_yet:
            return self.phrase(f"gap_{partial}both", unreported=unreported, not_yet=not_yet)
        if not_yet:
            return self.phrase(f"gap_{partial}not_yet", not_yet=not_yet)
        return self.phrase(f"gap_{partial}unreported", unreported=unreported) if unreported else ""

    def spoken(self, figure: Figure, *, shortly: bool = False) -> str:
        """In running text: number and unit of measure, counts below ten with a zero before them."""
        said = self.figure(figure, shortly=shortly)
        return self._counted(figure, said)

    def spoken_number(self, figure: Figure) -> str:
        return self._counted(figure, self.number(figure))

    def _counted(self, figure: Figure, said: str) -> str:
        value = figure.value
        if figure.indicator.kind != "integer" or not isinstance(value, int) or not 0 < value < 10:
            return said
        return said.replace(str(value), self.phrase("small_count", shown=value), 1)

    def figure(self, figure: Figure, *, shortly: bool = False) -> str:
        """Number and unit of measure, or a blank to fill where there is none yet."""
        indicator = figure.indicator
        if figure.value is None:
            return with_unit(self.phrase("blank"), indicator.unit_of_measure)
        show = show_money_shortly if shortly else show_with_unit
        return self._estimated("estimated", figure, show(indicator, figure.value))

    def number(self, figure: Figure) -> str:
        """The bare number, or a blank to fill."""
        if figure.value is None:
            return self.phrase("blank")
        return self._estimated("estimated", figure, show_amount(figure.indicator, figure.value))

    def cell(self, figure: Figure) -> str:
        """The number alone or the mark of its standing, for a column that names the unit."""
        marks: dict[Standing | None, str] = {
            Standing.NOT_APPLICABLE: "not_applicable",
            Standing.NOT_YET: "not_yet",
        }
        if figure.value is not None:
            shown = show_amount(figure.indicator, figure.value)
            return self._estimated("cell_estimated", figure, shown)
        return self.phrase(f"cell_{marks.get(figure.standing, 'unreported')}")

    def sum_cell(self, figure: Figure) -> str:
        """A cell of a total: a sum that units are missing from is marked as one."""
        shown = self.cell(figure)
        partial = figure.value is not None and not figure.complete
        return self.phrase("cell_partial", shown=shown) if partial else shown

    def _estimated(self, name: str, figure: Figure, shown: str) -> str:
        return self.phrase(name, shown=shown) if figure.estimated else shown
