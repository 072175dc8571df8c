"""All files of a plan, read but not yet believed: what the checks look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from reporting.faults import Fault, Faulty, Place
from reporting.plan.calendar_schema import CalendarFile
from reporting.plan.schema import (
    IndicatorsFile,
    OpeningFile,
    PlanFile,
    ReportFile,
    RoundsFile,
    TargetsFile,
    UnitRow,
    UnitsFile,
)
from reporting.plan.sources import TomlFile
from reporting.plan.table_schema import TablesFile
from reporting.plan.validation import Source, validate

if TYPE_CHECKING:
    from reporting.forms import Question
    from reporting.plan.form_files import FormFile

Schema = TypeVar("Schema", bound=BaseModel)

OPENING_FILES = ("opening.toml", "opening-sample.toml")
# What a plan without targets, figures nobody types or tables of its own need not have.
ABSENT = {
    "targets.toml": b"target = []\n",
    "tables.toml": b"",
    "opening.toml": b'sample = false\nnote = "-"\n[opening]\n',
}


@dataclass(frozen=True)
class Draft:
    """The checked rows of every file; None for a file nothing could be read of."""

    plan: Source[PlanFile] | None
    units: Source[UnitsFile] | None
    rounds: Source[RoundsFile] | None
    targets: Source[TargetsFile] | None
    indicators: Source[IndicatorsFile] | None
    report: Source[ReportFile] | None
    opening: Source[OpeningFile] | None
    tables: Source[TablesFile] | None
    forms: Mapping[str, FormFile]
    broken_forms: frozenset[str]  # ids of forms that are there but cannot be used
    calendar: Source[CalendarFile] | None = None  # a plan need not have one

    @property
    def all_units(self) -> list[UnitRow]:
        return list(self.units.rows.unit) if self.units else []

    @property
    def unit_ids(self) -> set[str]:
        return {unit.id for unit in self.all_units}

    @property
    def indicator_ids(self) -> set[str]:
        return {row.id for row in self.indicators.rows.indicator} if self.indicators else set()

    @property
    def section_ids(self) -> set[str]:
        return {row.id for row in self.report.rows.section} if self.report else set()

    def is_whole(self, *sources: Source[Any] | None) -> bool:
        """True when each of `sources` was read completely: then what is absent does not exist."""
        return all(source is not None and not source.partial for source in sources)

    def units_named(self, ids: list[str], kind: str) -> list[UnitRow]:
        """The units of `ids`, or all of `kind`, in the plan's order; unknown ids are left out."""
        return [unit for unit in self.all_units if unit.id in ids or (kind and unit.kind == kind)]

    def one_of_each_form(self, ids: list[str], kind: str) -> list[UnitRow]:
        """Like `units_named`, but the first unit alone of those that are asked the same form."""
        return list({unit.form_id: unit for unit in reversed(self.units_named(ids, kind))}.values())

    def form_is_known(self, unit: UnitRow) -> bool:
        return unit.form_id in self.forms

    def question(self, unit: UnitRow, name: str) -> Question | None:
        """None when the unit's form does not ask it, or cannot be read."""
        if unit.form_id not in self.forms:
            return None
        try:
            return self.forms[unit.form_id].form.by_name(name)
        except KeyError:
            return None


def read_file(
    files: Mapping[str, bytes], name: str, schema: type[Schema], faults: list[Fault]
) -> Source[Schema] | None:
    """The file `name` as rows; what is wrong with it is added to `faults`."""
    content = files.get(name, ABSENT.get(name))
    if content is None:
        faults.append(Fault("plan.missing_file", Place(name)))
        return None
    try:
        file = TomlFile.read(name, content)
    except Faulty as faulty:
        faults.extend(faulty.faults)
        return None
    source, found = validate(file, schema)
    faults.extend(found)
    return source
