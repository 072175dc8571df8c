"""The checks of `tonghop plan check` on the form of a request: what holds for a form of the plan
must hold for one made in a chat. Faults are placed by the question's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from reporting.adhoc.indicators import default_indicators
from reporting.adhoc.sheets import FORM_ID, build_form, build_sheets
from reporting.faults import Fault, Faulty, Place
from reporting.plan.checking import check
from reporting.plan.draft import ABSENT, OPENING_FILES, Draft, read_file
from reporting.plan.form_files import FormFile
from reporting.plan.schema import (
    BlockRow,
    IndicatorRow,
    IndicatorsFile,
    OpeningFile,
    ReportFile,
    SectionRow,
    UnitsFile,
)
from reporting.plan.sources import TomlFile
from reporting.plan.validation import Source

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.adhoc.request import Request
    from reporting.forms import Form
    from reporting.forms.sheets import Sheets
    from reporting.plan import Indicator, Plan

Schema = TypeVar("Schema", bound=BaseModel)
Files = Mapping[str, bytes]


def checked_form(request: Request, plan: Plan, files: Files, at: datetime) -> Form:
    """The form of `request`. Raises Faulty with every fault that keeps it from being sent; a place
    then has the question's label for its file, and units go by their short names."""
    try:
        form = build_form(request, files)
    except Faulty as faulty:
        sheets = build_sheets(request, files)
        raise Faulty([_by_label(fault, sheets) for fault in faulty.faults]) from faulty
    draft = _draft(request, files, form, at)
    faults = [
        _for_people(fault, plan)
        for fault in check(draft)
        if fault.fatal and not _is_elsewhere(fault, plan)
    ]
    if faults:
        raise Faulty(faults)
    return form


class _RequestForm(FormFile):
    """The form with places that say the question."""

    def place(self, question: str, column: str) -> Place:  # noqa: ARG002 (one row a question)
        asked = [each for each in self.form.questions if each.name == question]
        return _place(asked[0].label or question) if asked else Place("")


def _draft(request: Request, files: Files, form: Form, at: datetime) -> Draft:
    """The plan's files with only the units that are asked, the form they are asked, its indicators
    and a report with a section for each text. Only what these say can be wrong in it."""
    named = {**ABSENT, **files}
    opening = next((name for name in OPENING_FILES if name in files), OPENING_FILES[0])
    units = read_file(named, "units.toml", UnitsFile, [])
    asked = [
        row.model_copy(update={"form": FORM_ID})
        for row in (units.rows.unit if units else ())
        if row.id in request.units
    ]
    indicators = default_indicators(form, request.units, at)
    return Draft(
        plan=None,  # it was checked when it was put in force
        units=_source(UnitsFile(agency=[], unit=asked), partial=True),
        rounds=None,
        targets=None,
        indicators=_source(
            IndicatorsFile.model_construct(
                indicator=[_row(each) for each in indicators if each.aggregate != "each"]
            )
        ),
        report=_source(ReportFile.model_construct(section=list(_sections(form)), annex=[])),
        opening=read_file(named, opening, OpeningFile, []),
        tables=None,
        forms={FORM_ID: _RequestForm("", form, b"")},
        broken_forms=frozenset(),
    )


def _source(rows: Schema, *, partial: bool = False) -> Source[Schema]:
    """Rows that stand in no file."""
    lists = {key: list(range(len(each))) for key, each in rows if isinstance(each, list)}
    return Source(TomlFile("", ""), rows, partial, lists)


def _row(indicator: Indicator) -> IndicatorRow:
    """Not validated: a figure may be without a unit of measure here."""
    return IndicatorRow.model_construct(
        id=indicator.id,
        label=indicator.label,
        unit_of_measure=indicator.unit_of_measure,
        kind=indicator.kind,
        measure=indicator.measure,
        aggregate=indicator.aggregate,
        question=indicator.question,
        choice=indicator.choice,
        units=list(indicator.units),
    )


def _sections(form: Form) -> Iterator[SectionRow]:
    for name in dict.fromkeys(q.section for q in form.questions if q.section):
        block = BlockRow.model_construct(say="", narratives=name, table="", rounds=[])
        yield SectionRow.model_construct(id=name, heading=name, level=2, block=[block])


def _is_elsewhere(fault: Fault, plan: Plan) -> bool:
    """Totals and last answers come from the plan's own rounds, where they exist."""
    if fault.code == "plan.unknown_indicator":
        return fault.params["id"] in {each.id for each in plan.indicators}
    if fault.code == "plan.unknown_question":
        names = (q.name for form in plan.forms.values() for q in form.questions)
        return fault.params["question"] in set(names)
    return False


def _for_people(fault: Fault, plan: Plan) -> Fault:
    params = dict(fault.params)
    if "unit" in params:
        params["unit"] = plan.unit(str(params["unit"])).short_name
    return replace(fault, params=params)


def _by_label(fault: Fault, sheets: Sheets) -> Fault:
    """A fault of a sheet that nobody sees, placed by what its row says."""
    place = fault.place
    found = [sheet for sheet in sheets if sheet.name == place.sheet]
    rows: Iterable[tuple[int, dict[str, Any]]] = found[0].records() if found else ()
    label = next((row.get("label", "") for at, row in rows if at == place.row), "")
    return replace(fault, place=_place(label))


def _place(label: str) -> Place:
    return Place(f"“{label}”" if label else "")
