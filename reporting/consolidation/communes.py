"""Poor and near-poor households per commune: rows of units, of areas and of all, with identity I1.

The columns are the indicators whose id begins with the table's prefix and that communes owe;
closing = opening − out + in, with moves that the official form has no column for on both sides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.consolidation.figures import restrict
from reporting.consolidation.report import Amount, CommuneTable, Figure, Row

if TYPE_CHECKING:
    from reporting.plan import Unit


@dataclass(frozen=True, slots=True)
class Movements:
    """Ids of the indicators of one identity; those a round does not ask count as nothing."""

    opening: str
    closing: str
    into: tuple[str, ...]
    out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: `shared` are columns that several tables have (all households)."""

    id: str
    prefix: str
    shared: tuple[str, ...]
    movements: Movements


LAYOUTS = (
    Layout(
        "poor",
        "HN_",
        ("H0", "H1", "HD1"),
        Movements("HN_N0", "HN_N1", ("HN_Nr", "HN_Np", "HN_Nxt"), ("HN_Nt", "HN_Nxg")),
    ),
    Layout(
        "near_poor",
        "CN_",
        ("H0", "H1", "HD1"),
        Movements("CN_C0", "CN_C1", ("CN_Cr", "CN_Cp", "CN_Cxt"), ("CN_Ct", "CN_Cxg")),
    ),
)


def commune_tables(units: Iterable[Unit], figures: Mapping[str, Figure]) -> dict[str, CommuneTable]:
    """`units` are those that owe the round a report; the ones with an area are communes."""
    communes = [unit for unit in units if unit.area]
    return {layout.id: _table(layout, communes, figures) for layout in LAYOUTS}


def _table(layout: Layout, communes: list[Unit], figures: Mapping[str, Figure]) -> CommuneTable:
    shown = {
        name: figure
        for name, figure in figures.items()
        if name.startswith(layout.prefix) or name in layout.shared
    }
    areas = dict.fromkeys(unit.area for unit in communes)

    def row(units: Collection[str], unit_id: str = "", area: str = "") -> Row:
        cells = {name: restrict(figure, units) for name, figure in shown.items()}
        return Row(unit_id, area, cells, _holds(layout.movements, cells))

    return CommuneTable(
        layout.id,
        tuple(row([unit.id], unit.id, unit.area) for unit in communes),
        tuple(row([u.id for u in communes if u.area == area], area=area) for area in areas),
        row([unit.id for unit in communes]),
    )


def _holds(movements: Movements, cells: Mapping[str, Figure]) -> bool | None:
    """Whether the closing figure follows from the others; None when one is not a figure, or is
    one of an earlier report."""
    inputs = (movements.opening, *movements.into, *movements.out, movements.closing)
    asked = {name: cells[name] for name in inputs if name in cells}
    if movements.opening not in asked or movements.closing not in asked:
        return None
    if any(not figure.complete or figure.stood_in for figure in asked.values()):
        return None

    def amount(name: str) -> Amount:
        figure = asked.get(name)
        return (figure.value or 0) if figure else 0

    expected = amount(movements.opening)
    expected += sum((amount(name) for name in movements.into), 0)  # type: ignore[operator]
    expected -= sum((amount(name) for name in movements.out), 0)  # type: ignore[operator]
    return expected == amount(movements.closing)
