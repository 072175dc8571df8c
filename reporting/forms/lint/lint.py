"""All faults of a form at once: those it cannot be loaded with, and those it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporting.faults import Fault, Faulty
from reporting.forms.lint.cells import cell_faults
from reporting.forms.lint.columns import column_faults
from reporting.forms.lint.nearest import nearest
from reporting.forms.sheets import Sheets
from reporting.forms.xlsform import workbook
from reporting.forms.xlsform.conversion import to_checked_xml
from reporting.forms.xpath.functions import FUNCTIONS

_KNOWN = ("survey", "choices", "settings", "external_choices", "entities", "osm")


def lint(data: bytes, file: str) -> list[Fault]:
    """Faults of an .xlsx, row by row; none for a form that runs as it reads. A fault with
    `suggestion` in its params says what was probably meant."""
    try:
        sheets = workbook.read(data, file)
    except Faulty as faulty:
        return [*faulty.faults, *workbook.odd_cells(data, file)]
    found = [
        *_sheet_faults(sheets, file),
        *column_faults(sheets, file),
        *cell_faults(sheets, file),
        *workbook.odd_cells(data, file),
        *_loading(sheets, file),
    ]
    return sorted(_without_doubles(found), key=lambda f: (f.place.sheet, f.place.row or 0))


def _loading(sheets: Sheets, file: str) -> list[Fault]:
    try:
        to_checked_xml(sheets, file)
    except Faulty as faulty:
        return [_with_suggestion(fault, sheets) for fault in faulty.faults]
    return []


def _with_suggestion(fault: Fault, sheets: Sheets) -> Fault:
    wrong = str(fault.params.get("detail", ""))
    if fault.code == "form.xpath.function":
        meant = nearest(wrong, FUNCTIONS)
    elif fault.code == "form.xpath.variable":
        meant = nearest(wrong.strip("${}"), _names(sheets))
    else:
        return fault
    return replace(fault, params={**fault.params, "suggestion": meant}) if meant else fault


def _names(sheets: Sheets) -> list[str]:
    survey = next((each for each in sheets if each.name.strip().lower() == "survey"), sheets[0])
    return [record["name"] for _, record in survey.records() if "name" in record]


def _sheet_faults(sheets: Sheets, file: str) -> Iterator[Fault]:
    """ "choises": pyxform passes over sheets it does not know, with all their choices."""
    present = {sheet.name.strip().lower() for sheet in sheets}
    for sheet in sheets:
        name = sheet.name.strip().lower()
        meant = nearest(name, [known for known in _KNOWN if known not in present])
        if name not in _KNOWN and meant:
            params = {"sheet": sheet.name, "suggestion": meant}
            yield Fault("form.lint.sheet", sheet.place(file), params)


def _without_doubles(faults: list[Fault]) -> Iterator[Fault]:
    seen = set()
    for fault in faults:
        key = (fault.code, fault.place, str(dict(fault.params)))
        if key not in seen:
            seen.add(key)
            yield fault
