"""The plan's tables per commune: rows of units, of areas and of all, each with its identity (I1:
closing = opening − out + in, with moves that the official form has no column for on both sides)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from reporting.consolidation.figures import restrict
from reporting.consolidation.report import Amount, CommuneTable, Figure, Row

if TYPE_CHECKING:
    from reporting.plan import CommuneLayout, Unit
    from reporting.plan.tables import Identity


def commune_tables(
    layouts: Iterable[CommuneLayout], units: Iterable[Unit], figures: Mapping[str, Figure]
) -> dict[str, CommuneTable]:
    """`units` are those that owe the round a report; the ones with an area are communes."""
    communes = [unit for unit in units if unit.area]
    return {layout.id: _table(layout, communes, figures) for layout in layouts}


def _table(
    layout: CommuneLayout, communes: list[Unit], figures: Mapping[str, Figure]
) -> CommuneTable:
    named = layout.figures
    shown = {name: figure for name, figure in figures.items() if name in named}
    areas = dict.fromkeys(unit.area for unit in communes)

    def row(units: Collection[str], unit_id: str = "", area: str = "") -> Row:
        cells = {name: restrict(figure, units) for name, figure in shown.items()}
        return Row(unit_id, area, cells, _holds(layout.identity, cells))

    return CommuneTable(
        layout.id,
        tuple(row([unit.id], unit.id, unit.area) for unit in communes),
        tuple(row([u.id for u in communes if u.area == area], area=area) for area in areas),
        row([unit.id for unit in communes]),
    )


def _holds(identity: Identity | None, cells: Mapping[str, Figure]) -> bool | None:
    """Whether the closing figure follows from the others; None when one is not a figure, or is
    one of an earlier report."""
    if identity is None:
        return None
    inputs = (identity.opening, *identity.into, *identity.out, identity.closing)
    asked = {name: cells[name] for name in inputs if name in cells}
    if identity.opening not in asked or identity.closing not in asked:
        return None
    if any(not figure.complete or figure.stood_in for figure in asked.values()):
        return None

    def amount(name: str) -> Amount:
        figure = asked.get(name)
        return (figure.value or 0) if figure else 0

    expected = amount(identity.opening)
    expected += sum((amount(name) for name in identity.into), 0)  # type: ignore[operator]
    expected -= sum((amount(name) for name in identity.out), 0)  # type: ignore[operator]
    return expected == amount(identity.closing)
