"""Cells that mean something else than they seem to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporting.faults import Fault
from reporting.forms.sheets import Sheets
from reporting.text import fold

_FLAGS = ("required", "readonly", "read_only", "disabled")
_YES = frozenset({"co", "oui", "si", "ja", "x", "bat buoc", "y", "ye", "yess", "dung"})
_NO = frozenset({"khong", "non", "nein", "n", "sai"})
_FINE = frozenset({"yes", "no", "true", "false", "1", "0", "true()", "false()"})
_EXPRESSIONS = (
    "relevant", "relevance", "constraint", "calculation", "calculate", "choice_filter",
    "repeat_count", "required", "readonly", "read_only", "bind::th:rule", "bind::th:warn",
    "bind::th:expected",
)  # fmt: skip
_BARE = re.compile(r"[A-Za-zÀ-ỹ]+")
_CURLY = str.maketrans("“”‘’", "\"\"''")


def cell_faults(sheets: Sheets, file: str) -> Iterator[Fault]:
    for sheet in sheets:
        if sheet.name.strip().lower() != "survey" and len(sheets) > 1:
            continue
        for row, record in sheet.records():
            for header, cell in record.items():
                found = _fault(header.strip().lower(), cell)
                if found is not None:
                    code, params = found
                    yield Fault(code, sheet.place(file, row, header), {"text": cell, **params})


def _fault(header: str, cell: str) -> tuple[str, dict[str, object]] | None:
    if header in _FLAGS and cell.strip().lower() not in _FINE and _BARE.fullmatch(cell.strip()):
        return _flag(cell)
    if header not in _EXPRESSIONS:
        return None
    if cell.lstrip().startswith("="):
        return "form.lint.equals", {"suggestion": cell.lstrip()[1:].strip()}
    if cell != cell.translate(_CURLY):
        return "form.lint.quotes", {"suggestion": cell.translate(_CURLY)}
    return None


def _flag(cell: str) -> tuple[str, dict[str, object]]:
    """ "Oui" is read as the name of a node that is never there: the question is not required."""
    folded = fold(cell)
    if folded in _YES:
        return "form.lint.flag", {"suggestion": "yes"}
    if folded in _NO:
        return "form.lint.flag", {"suggestion": "no"}
    return "form.lint.flag", {"suggestion": "yes / no"}
