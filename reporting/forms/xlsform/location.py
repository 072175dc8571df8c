"""Where in the sheets a fault of the XForm comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reporting.faults import Fault
from reporting.forms.sheets import Sheet, Sheets

_COLUMNS = {
    "relevant": ("relevant", "relevance", "bind:relevant"),
    "calculate": ("calculation", "calculate", "bind:calculate"),
    "constraint": ("constraint", "bind:constraint"),
    "required": ("required", "bind:required"),
    "readonly": ("read_only", "readonly", "read only"),
    "choice_filter": ("choice_filter", "choice filter"),
    "repeat_count": ("repeat_count", "repeat count", "count", "jr:count"),
    "trigger": ("trigger", "default"),
    "label": ("label", "hint", "caption"),
    "type": ("type", "command"),
}
_BEGINS = re.compile(r"begin[_ ](?:group|repeat|loop|lgroup)\b|begin\b", re.IGNORECASE)
_ENDS = re.compile(r"end[_ ]?(?:group|repeat|loop|lgroup)?\b", re.IGNORECASE)


def located(faults: Iterable[Fault], sheets: Sheets, file: str) -> list[Fault]:
    """The faults with sheet, row and column in the place of node and attribute."""
    named = {sheet.name.strip().lower(): sheet for sheet in sheets}
    survey = named.get("survey", sheets[0])
    rows = _rows(survey)
    return [_located(fault, survey, rows, file) for fault in faults]


def _located(fault: Fault, survey: Sheet, rows: dict[str, int], file: str) -> Fault:
    key = _below_root(fault.place.key)
    row = rows.get(key)
    while row is None and "/" in key:
        # Nodes that pyxform adds ("…_other", "…_count") belong to a row near by.
        key, _, name = key.rpartition("/")
        row = rows.get(f"{key}/{re.sub('_(other|count)$', '', name)}", rows.get(key))
    column = column_of(survey, fault.place.column or _column_for(fault))
    return replace(fault, place=replace(survey.place(file, row, column), key=fault.place.key))


def _below_root(nodeset: str) -> str:
    """ "/data/g/a" -> "/g/a": the root's name is a setting of the form."""
    return "/" + nodeset.removeprefix("/").partition("/")[2]


def _column_for(fault: Fault) -> str:
    if fault.code.startswith("form.attribute."):
        return str(fault.params["detail"]).partition("=")[0]
    return {"form.type": "type", "form.control": "type", "form.kind": "th:kind"}.get(fault.code, "")


def column_of(sheet: Sheet, attribute: str) -> str:
    """The header under which an attribute of the XForm was written; "" where there is none."""
    wanted = _COLUMNS.get(attribute, (attribute,))
    if attribute.startswith("th:"):
        wanted = (f"bind:{attribute}",)
    for header in sheet.header:
        plain = header.strip().lower().replace("::", ":")
        if plain in wanted or any(plain.startswith(f"{each}:") for each in wanted):
            return header
    return ""


def _rows(survey: Sheet) -> dict[str, int]:
    """Node-set path below the root -> row of the survey sheet."""
    header = [name.strip().lower() for name in survey.header]
    type_at = next((header.index(name) for name in ("type", "command") if name in header), 0)
    name_at = next((header.index(name) for name in ("name", "tag", "value") if name in header), 1)
    rows: dict[str, int] = {}
    path = [""]
    for number, row in enumerate(survey.rows[1:], 2):
        kind = row[type_at].strip() if type_at < len(row) else ""
        name = row[name_at].strip() if name_at < len(row) else ""
        if _ENDS.match(kind):
            del path[max(1, len(path) - 1) :]
            continue
        rows.setdefault("/".join([*path, name]), number)
        if _BEGINS.match(kind):
            path.append(name)
    return rows
