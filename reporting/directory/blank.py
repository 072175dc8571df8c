"""An empty directory to fill in: a row for the liaison of every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.directory.words import COLUMNS, ROLES
from reporting.forms.sheets import Sheet

if TYPE_CHECKING:
    from reporting.plan import Plan


def blank_directory(plan: Plan) -> bytes:
    """An .xlsx that `read_directory` reads once names and telephone numbers are in it."""
    from reporting.forms.xlsform import workbook

    headings = [texts[0] for texts in COLUMNS.values()]
    at, role = headings.index(COLUMNS["unit"][0]), headings.index(COLUMNS["role"][0])
    rows = [headings]
    for unit in plan.units:
        row = [""] * len(headings)
        row[at], row[role] = unit.short_name, ROLES["liaison"][0]
        rows.append(row)
    return workbook.write([Sheet("danh-ba", rows)])
