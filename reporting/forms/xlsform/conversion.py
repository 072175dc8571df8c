"""Sheets -> XForm XML by pyxform, and its complaints -> faults with a place."""

from __future__ import annotations

import re

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from reporting.faults import Fault, Faulty, Place
from reporting.forms.sheets import Sheet, Sheets
from reporting.forms.xform.load import load
from reporting.forms.xlsform.location import located
from reporting.forms.xlsform.profile import outside

_KNOWN = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_ROW = re.compile(r"\[row : (\d+)\]|\brow(?: number)?:? '?(\d+)'?", re.IGNORECASE)
_SHEET = re.compile(
    r"(?:[Oo]n the|for sheet:) '(survey|choices|settings|external_choices|entities|osm)'"
)
_COLUMN = re.compile(r"(?:the|column) '([\w:-]+)' (?:value|column)|column '([\w: -]+)'")


def to_checked_xml(sheets: Sheets, file: str) -> bytes:
    """XForm XML that `load` accepts, but for files it may want. Raises Faulty."""
    xml = to_xml(sheets, file)
    faults = list(outside(_named(sheets), file))
    try:
        load(xml)
    except Faulty as faulty:
        found = [fault for fault in faulty.faults if fault.code != "form.file.missing"]
        faults += located(found, sheets, file)
    if faults:
        raise Faulty(faults)
    return xml


def to_xml(sheets: Sheets, file: str) -> bytes:
    """Raises Faulty."""
    named = _named(sheets)
    _check_sheets(named, file)
    book: dict[str, object] = {"sheet_names": [sheet.name for sheet in sheets]}
    for name in _KNOWN & named.keys():
        sheet = named[name]
        book[name] = [record for _, record in sheet.records()]
        book[f"{name}_header"] = [dict.fromkeys(filter(None, sheet.header))]
    try:
        return str(convert(book, validate=False).xform).encode()
    except PyXFormError as error:
        raise Faulty([_fault(str(error), named, file)]) from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # Inputs pyxform did not foresee; it names no place.
        where = named["survey"].place(file)
        raise Faulty([Fault("form.unconvertible", where, {"text": repr(error)[:200]})]) from error


def _named(sheets: Sheets) -> dict[str, Sheet]:
    if len(sheets) == 1:
        return {"survey": sheets[0]}
    return {sheet.name.strip().lower(): sheet for sheet in sheets}


def _check_sheets(named: dict[str, Sheet], file: str) -> None:
    faults: list[Fault] = []
    survey = named.get("survey")
    if survey is None:
        raise Faulty([Fault("form.sheet.missing", Place(file, sheet="survey"))])
    if len(survey.rows) < 2:
        faults.append(Fault("form.sheet.empty", survey.place(file)))
    for sheet in named.values():
        names = [name for name in sheet.header if name]
        faults += [
            Fault("form.column.twice", sheet.place(file, 1, name), {"column": name})
            for name in sorted(set(names))
            if names.count(name) > 1
        ]
    if any("th:" in name for name in survey.header) and not _declares_namespace(named):
        where = named.get("settings", survey)
        faults.append(Fault("form.namespace.missing", where.place(file, 1, "namespaces")))
    if faults:
        raise Faulty(faults)


def _declares_namespace(named: dict[str, Sheet]) -> bool:
    settings = named.get("settings")
    return settings is not None and any(
        "th=" in record.get("namespaces", "") for _, record in settings.records()
    )


def _fault(message: str, named: dict[str, Sheet], file: str) -> Fault:
    """pyxform says where in its prose: "[row : 12] On the 'choices' sheet, the 'name' value …"."""
    row, sheet, column = _ROW.search(message), _SHEET.search(message), _COLUMN.search(message)
    target = named.get(sheet[1] if sheet else "survey", named["survey"])
    if row is None:
        place = _quoted(message, target, file)
    else:
        place = target.place(
            file, int(row[1] or row[2]), (column[1] or column[2]) if column else ""
        )
    return Fault("form.pyxform", place, {"text": message[:500]})


def _quoted(message: str, sheet: Sheet, file: str) -> Place:
    """The first cell that is, or begins with, what the message quotes."""
    for text in re.findall(r"'([^']+)'", message):
        for number, record in sheet.records():
            for column, cell in record.items():
                if cell == text or cell.startswith(f"{text} "):
                    return sheet.place(file, number, column)
    return sheet.place(file)
