"""What `tonghop doctor` looks at beyond what is watched all the time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime

from bot.config import Settings
from bot.operation.findings import Finding, Level
from bot.plan_files import read_plan
from bot.speaking.catalogue import catalogue
from documents.pdf import find_office
from reporting.plan import load_plan
from reporting.plan.load import plan_faults
from storage import schema
from storage.audit_chain import examine
from storage.database import Database
from storage.faults import DatabaseUnavailable, SchemaProblem
from storage.soundness import damage, readable_by_others, settings_of, unsafe

_FONTS = ("Times New Roman", "Liberation Serif")
_SECONDS = 30  # for a program to say which version it is


def database_findings(database: Database) -> Iterator[Finding]:
    path = database.path
    if path is not None and not path.exists():
        yield Finding("database_missing", params={"path": path})
        return
    try:
        yield from _sound(database)
    except DatabaseUnavailable as problem:
        yield Finding("database_away", params={"reason": problem.reason})


def _sound(database: Database) -> Iterator[Finding]:
    try:
        schema.check(database)
    except SchemaProblem as problem:
        yield Finding("database_schema", params={"reason": problem.code})
        return
    if damaged := damage(database):
        yield Finding("database_damaged", params={"detail": damaged})
        return
    settings = settings_of(database)
    detail = ", ".join(f"{name} = {value}" for name, value in settings.items())
    if wrong := unsafe(settings):
        yield Finding("database_unsafe", params={"detail": ", ".join(wrong)})
    else:
        yield Finding("database_fine", Level.FINE, {"detail": detail})
    with database.reading.connect() as connection:
        found = examine(connection)
    if found.broken is None:
        yield Finding("audit_fine", Level.FINE, {"rows": found.rows})
    else:
        yield Finding("audit_broken", params={"row": found.broken})
    if readable_by_others(database):
        yield Finding("database_open", params={"path": database.path})


def plan_findings(settings: Settings) -> Iterator[Finding]:
    path = settings.plan.path
    try:
        files = read_plan(path)
    except OSError as error:
        yield Finding("plan_faulty", params={"count": 1, "first": error, "path": path})
        return
    fatal = [fault for fault in plan_faults(files) if fault.fatal]
    if fatal:
        first = catalogue().fault(fatal[0])
        yield Finding("plan_faulty", params={"count": len(fatal), "first": first, "path": path})
        return
    plan = load_plan(files)
    yield Finding("plan_fine", Level.FINE, {"title": plan.title})
    if str(plan.timezone) != settings.timezone:
        zones = {"zone": settings.timezone, "plan": plan.timezone}
        yield Finding("zone_differs", params=zones)


def zone_findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    local = f"{now.astimezone(settings.zone):%H:%M %d/%m/%Y}"
    yield Finding("zone_fine", Level.FINE, {"zone": settings.timezone, "now": local})


def program_findings() -> Iterator[Finding]:
    """Fonts and LibreOffice: only the PDF depends on them."""
    font = next((name for name in _FONTS if _has_font(name)), "")
    if font:
        yield Finding("fonts_fine", Level.FINE, {"font": font})
    else:
        yield Finding("fonts_missing", Level.NOTE)
    office = find_office()
    version = _said(str(office), "--version") if office else ""
    if version:
        yield Finding("office_fine", Level.FINE, {"version": version})
    else:
        yield Finding("office_missing", Level.NOTE)


def _has_font(name: str) -> bool:
    fc_match = shutil.which("fc-match")
    return bool(fc_match) and name in _said(str(fc_match), "--format=%{family}", name)


def _said(*command: str) -> str:
    """The first line a program prints; "" when it does not run."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words, programs of this machine
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().partition("\n")[0] if done.returncode == 0 else ""
