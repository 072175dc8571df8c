"""Under a table: what its marks mean, who is not in it, which of its rows do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.tables import Cell
    from reporting.consolidation import Figure

_MARKS = ("unreported", "not_yet", "not_applicable")


def notes(
    printed: Printed,
    rows: Iterable[Sequence[Cell]],
    missing: Sequence[str] = (),
    broken: Sequence[str] = (),
    *,
    whole: bool = False,
) -> str:
    """One sentence, "" where there is nothing to say. `whole`: some sums are complete, beside those
    that `missing` are not in."""
    used = {cell.text for row in rows for cell in row}
    phrase = printed.phrase
    said = [phrase(f"legend_{mark}") for mark in _MARKS if phrase(f"cell_{mark}") in used]
    if missing:
        said.append(phrase("legend_gap", units=printed.names(missing)))
        if whole:
            said.append(phrase("legend_whole"))
    if broken:
        said.append(phrase("legend_identity", rows=", ".join(broken)))
    return phrase("legend", notes="; ".join(said)) if said else ""


def some_whole(figures: Iterable[Figure]) -> bool:
    """Whether a sum is complete: it must not be set off against one that is not."""
    return any(figure.complete and figure.value is not None for figure in figures)


def missing_of(figures: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(unit_id for figure in figures for unit_id in figure.missing))
