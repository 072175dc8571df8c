"""Another authority's own .xlsx form, its cells mapped to indicators: a tag in a cell
(`{{ HN_N1['xa-phuoc-tin'] }}`), or a name of the workbook (`HN_N1`, `HN_N1.xa_phuoc_tin`).

Runs in the process with limits: the form comes from outside."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from documents.clean import clean

_ONLY = re.compile(r"^\s*\{\{(.+)\}\}\s*$", re.DOTALL)
_NAME = re.compile(r"^([A-Za-z]\w*?)(?:\.(\w+))?$")
_TAG = re.compile(r"\{[{%]")


class UnfilledCells(Exception):
    """`cells` cannot be filled: (place, what stands there) each."""

    def __init__(self, cells: list[tuple[str, str]]) -> None:
        super().__init__(json.dumps(cells))
        self.cells = cells


class Share(float):
    """A rate: per cent where it is read, and in a cell whose format is not per cent itself."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{round(self * 100, 2):g}".replace(".", ",")


class FigureOf:
    """An indicator: `{{ HN_N1 }}` is its total, `{{ HN_N1['xa-phuoc-tin'] }}` a unit's."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    def __getitem__(self, unit: str) -> object:
        """KeyError for a unit that does not owe the figure."""
        return _value(self._told["units"][unit])

    @property
    def total(self) -> object:
        return _value(self._told["total"])

    def __str__(self) -> str:
        return str(self.total)


def fill_form(form: bytes, context: Mapping[str, Any]) -> bytes:
    """The form with its cells filled; its own formulas and formats stay. Raises UnfilledCells."""
    book = load_workbook(io.BytesIO(form))
    figures = {name: FigureOf(told) for name, told in context["figures"].items()}
    words = {**context["words"], **figures}
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    unfilled = []
    for cell in list(_tagged(book)):
        said = str(cell.value)
        try:
            _put(cell, _evaluated(said, environment, words))
        except Exception:  # noqa: BLE001 - a tag may fail in any way: its cell is named
            unfilled.append((_place(cell), said[:100]))
    for name, cell in _named(book, figures):
        try:
            _put(cell, _of_name(name, figures))
        except LookupError:
            unfilled.append((_place(cell), name))
    if unfilled:
        raise UnfilledCells(unfilled)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _tagged(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(cell, Cell) and isinstance(value, str) and _TAG.search(value):
                    yield cell


def _named(book: Workbook, known: Mapping[str, object]) -> Iterator[tuple[str, Cell]]:
    """Names of the workbook that begin with an indicator's id, and the one cell each means."""
    for name, defined in book.defined_names.items():
        found = _NAME.match(name)
        if found is None or found.group(1) not in known:
            continue
        for sheet, place in defined.destinations:
            cell = book[sheet][place.replace("$", "")]
            if isinstance(cell, Cell):
                yield name, cell


def _of_name(name: str, figures: Mapping[str, FigureOf]) -> object:
    found = _NAME.match(name)
    assert found is not None, "only such names are looked at"
    figure, unit = figures[found.group(1)], found.group(2)
    return figure[unit.replace("_", "-")] if unit else figure.total


def _place(cell: Cell) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _evaluated(
    text: str, environment: ImmutableSandboxedEnvironment, words: Mapping[str, Any]
) -> object:
    """A cell that is one tag gets a number as a number; one with words around it a text."""
    only = _ONLY.match(text)
    if only is None or "{{" in only.group(1):
        return environment.from_string(text).render(**words)
    value = environment.compile_expression(only.group(1), undefined_to_none=False)(**words)
    return str(value) if isinstance(value, StrictUndefined) else value  # str: raises what is wrong


def _value(told: object) -> object:
    return Share(told["share"]) if isinstance(told, Mapping) else told


def _put(cell: Cell, value: object) -> None:
    value = value.total if isinstance(value, FigureOf) else value
    if isinstance(value, Share):
        value = float(value) if "%" in cell.number_format else round(float(value) * 100, 2)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = clean(str(value))
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.quotePrefix = True
