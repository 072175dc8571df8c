"""All files of a plan, read but not yet believed: what the checks look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from reporting.faults import Fault, Faulty, Place
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
from reporting.plan.validation import Source, validate

if TYPE_CHECKING:
    from reporting.forms import Form

Schema = TypeVar("Schema", bound=BaseModel)

OPENING_FILES = ("opening.toml", "opening-sample.toml")


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
    forms: Mapping[str, Form]
    broken_forms: frozenset[str]  # ids of forms that are there but cannot be used

    @property
    def all_units(self) -> list[UnitRow]:
        return list(self.units.rows.unit) if self.units else []

    def is_whole(self, *sources: Source[Schema] | None) -> bool:
        """True when each of `sources` was read completely: then what is absent does not exist."""
        return all(source is not None and not source.partial for source in sources)

    def units_named(self, ids: list[str], kind: str) -> list[UnitRow]:
        """The units of `ids`, or all of `kind`, in the plan's order; unknown ids are left out."""
        return [unit for unit in self.all_units if unit.id in ids or (kind and unit.kind == kind)]


def read_file(
    files: Mapping[str, bytes], name: str, schema: type[Schema], faults: list[Fault]
) -> Source[Schema] | None:
    """The file `name` as rows; what is wrong with it is added to `faults`."""
    if name not in files:
        faults.append(Fault("plan.missing_file", Place(name)))
        return None
    try:
        file = TomlFile.read(name, files[name])
    except Faulty as faulty:
        faults.extend(faulty.faults)
        return None
    source, found = validate(file, schema)
    faults.extend(found)
    return source
