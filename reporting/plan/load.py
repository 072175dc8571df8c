"""From the plan's files to a `Plan` in which everything that is named exists."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping

from reporting.faults import Fault, Faulty
from reporting.plan.build import build
from reporting.plan.calendar_schema import CalendarFile
from reporting.plan.checking import check
from reporting.plan.draft import OPENING_FILES, Draft, read_file
from reporting.plan.form_files import read_forms
from reporting.plan.plan import Plan
from reporting.plan.schema import (
    IndicatorsFile,
    OpeningFile,
    PlanFile,
    ReportFile,
    RoundsFile,
    TargetsFile,
    UnitsFile,
)
from reporting.plan.table_schema import TablesFile
from reporting.plan.validation import Source


def load_plan(
    files: Mapping[str, bytes], converted: MutableMapping[str, bytes] | None = None
) -> Plan:
    """Raises Faulty with every fault of every file. Warnings alone (`fatal` False) raise nothing;
    `plan_faults` lists them.

    `converted`: XForm XML by the hash of the source, from earlier loadings; what is not there is
    converted and put there."""
    draft, faults = _examine(files, {} if converted is None else converted)
    if any(fault.fatal for fault in faults):
        raise Faulty(faults)
    return build(draft, content_hash(files))


def plan_faults(files: Mapping[str, bytes]) -> list[Fault]:
    """Everything worth saying about the files, in the order of files and lines; empty: all well."""
    _, faults = _examine(files, {})
    return faults


def content_hash(files: Mapping[str, bytes]) -> str:
    """The same for the same names and bytes, whatever their order."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def _examine(
    files: Mapping[str, bytes], converted: MutableMapping[str, bytes]
) -> tuple[Draft, list[Fault]]:
    faults: list[Fault] = []
    opening = next((name for name in OPENING_FILES if name in files), OPENING_FILES[0])
    forms, broken = read_forms(files, faults, converted)
    draft = Draft(
        plan=read_file(files, "plan.toml", PlanFile, faults),
        units=read_file(files, "units.toml", UnitsFile, faults),
        rounds=read_file(files, "rounds.toml", RoundsFile, faults),
        targets=read_file(files, "targets.toml", TargetsFile, faults),
        indicators=read_file(files, "indicators.toml", IndicatorsFile, faults),
        report=read_file(files, "report.toml", ReportFile, faults),
        opening=read_file(files, opening, OpeningFile, faults),
        tables=read_file(files, "tables.toml", TablesFile, faults),
        forms=forms,
        broken_forms=broken,
        calendar=_calendar(files, faults),
    )
    faults.extend(check(draft))
    return draft, sorted(faults, key=lambda each: (each.place.file, each.place.line or 0))


def _calendar(files: Mapping[str, bytes], faults: list[Fault]) -> Source[CalendarFile] | None:
    name = "calendar.toml"
    return read_file(files, name, CalendarFile, faults) if name in files else None
