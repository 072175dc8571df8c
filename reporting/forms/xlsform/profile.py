"""What an XLSForm may hold that no chat can ask, or that needs a server we are not: refused with
its row. The whole profile stands in docs/adr/0026."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporting.faults import Fault, Place
from reporting.forms.sheets import Sheet

# Types that need a phone's sensors, a map to draw on, or a list kept apart from the form.
OUTSIDE = frozenset({
    "select_one_external", "osm", "start_geopoint", "background_audio", "background_geopoint",
})  # fmt: skip
_TYPES = ("type", "command")
_APPEARANCES = ("appearance", "control::appearance", "body::appearance")
_SEARCH = re.compile(r"(?<![\w-])search\s*\(")
_LAST_SAVED = re.compile(r"\$\{\s*last-saved#")


def outside(named: dict[str, Sheet], file: str) -> Iterator[Fault]:
    """All that lies outside the profile, row by row."""
    for number, record in named["survey"].records():
        for column, cell in record.items():
            fault = _fault(
                column.strip().lower(), cell, named["survey"].place(file, number, column)
            )
            if fault is not None:
                yield fault
    entities = named.get("entities")
    if entities is not None and len(entities.rows) > 1:
        yield Fault("form.outside.entities", entities.place(file, 2))


def _fault(column: str, cell: str, place: Place) -> Fault | None:
    if column in _TYPES and type_of(cell) in OUTSIDE:
        return Fault("form.outside.type", place, {"text": cell[:60]})
    if column in _APPEARANCES and _SEARCH.search(cell):
        return Fault("form.outside.search", place)
    if column == "save_to":
        return Fault("form.outside.entities", place)
    return Fault("form.outside.last_saved", place) if _LAST_SAVED.search(cell) else None


def type_of(cell: str) -> str:
    """The type without its list, however it is spelt: "select one external xa" and the like."""
    words = re.sub(r"[\s_-]+", "_", cell.strip().lower())
    return next((each for each in OUTSIDE if words == each or words.startswith(f"{each}_")), words)
