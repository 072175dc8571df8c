"""Another authority's own .xlsx form, its cells mapped to indicators: a tag in a cell
(`{{ HN_N1['xa-phuoc-tin'] }}`), or a name of the workbook (`HN_N1`, `HN_N1.xa_phuoc_tin`)."""

from __future__ import annotations

import io
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


class FigureOf:
    """An indicator: `{{ HN_N1 }}` is its total, `{{ HN_N1['xa-phuoc-tin'] }}` a unit's."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    def __getitem__(self, unit: str) -> object:
        """A unit that does not owe the figure has none: KeyError names it."""
        return self._told["units"][unit]

    @property
    def total(self) -> object:
        return self._told["total"]

    def __str__(self) -> str:
        return str(self.total)


def fill_form(form: bytes, context: Mapping[str, Any]) -> bytes:
    """The form with its cells filled; its own formulas and formats stay. Raises what a wrong tag
    raises, with the cell in front."""
    book = load_workbook(io.BytesIO(form))
    names = {name: FigureOf(told) for name, told in context["figures"].items()}
    words = {**context["words"], **names}
    environment = form_environment()
    for cell in tagged_cells(book):
        try:
            _fill(cell, environment, words)
        except Exception as error:
            raise ValueError(f"{place_of(cell)}: {error}") from error
    for name, cell in named_cells(book, names):
        found = _NAME.match(name)
        assert found is not None
        figure, unit = names[found.group(1)], found.group(2)
        _put(cell, figure[unit.replace("_", "-")] if unit else figure.total)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def form_environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def tagged_cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    isinstance(cell, Cell)
                    and isinstance(cell.value, str)
                    and _TAG.search(cell.value)
                ):
                    yield cell


def named_cells(book: Workbook, known: Mapping[str, object]) -> Iterator[tuple[str, Cell]]:
    """Names of the workbook that begin with an indicator's id, and the one cell each means."""
    for name, defined in book.defined_names.items():
        found = _NAME.match(name)
        if found is None or found.group(1) not in known:
            continue
        for sheet, place in defined.destinations:
            cell = book[sheet][place.replace("$", "")]
            if isinstance(cell, Cell):
                yield name, cell


def place_of(cell: Cell) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _fill(cell: Cell, environment: ImmutableSandboxedEnvironment, words: Mapping[str, Any]) -> None:
    """A cell that is one tag gets a number as a number; one with words around it a text."""
    text = str(cell.value)
    only = _ONLY.match(text)
    if only and "{{" not in only.group(1):
        value = environment.compile_expression(only.group(1), undefined_to_none=False)(**words)
        _put(cell, str(value) if _is_undefined(value) else value)
    else:
        _put(cell, environment.from_string(text).render(**words))


def _is_undefined(value: object) -> bool:
    return isinstance(value, StrictUndefined)


def _put(cell: Cell, value: object) -> None:
    value = value.total if isinstance(value, FigureOf) else value
    if isinstance(value, bool | int | float):
        cell.value = value
        return
    cell.value = clean(str(value))
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.quotePrefix = True
