"""`tonghop plan copy`: next year's plan out of this year's."""

from __future__ import annotations

import re
from pathlib import Path

import click

from bot.commands.console import explaining, fail_with
from bot.commands.form import DEFAULT_PLAN
from bot.plan_files import read_plan
from bot.speaking.catalogue import catalogue
from reporting.plan import load_plan
from reporting.plan.copying import Copied, moved, year_of
from reporting.plan.load import plan_faults

_YEAR = re.compile(r"(19|20)\d{2}$")
_PLANS = DEFAULT_PLAN.parent
# What a person has to look at, whatever the plan: texts of operator.toml.
_REMAINING = ("dates", "targets", "opening", "days_off", "people", "rehearsal")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@explaining
def copy(source: str, target: str) -> None:
    """Copy the plan FROM to TO with all dates, ids and words of its year moved.

    FROM and TO are folders, or years: then the plan of that year beside the others in plans/."""
    folder = _folder_of(source)
    out, year = _target_of(folder, target)
    if out.exists():
        fail_with("plan_copy.there", folder=out)
    copied = moved(read_plan(folder), year)
    for name, content in copied.files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _report(copied, out)


def _folder_of(source: str) -> Path:
    if not source.isdecimal():
        folder = Path(source)
        if not (folder / "plan.toml").is_file():
            fail_with("plan_copy.no_plan", folder=folder)
        return folder
    found = [
        path.parent
        for path in sorted(_PLANS.glob("*/plan.toml"))
        if year_of({"plan.toml": path.read_bytes()}) == int(source)
    ]
    if len(found) != 1:
        fail_with("plan_copy.no_year", year=source, folder=_PLANS, count=len(found))
    return found[0]


def _target_of(folder: Path, target: str) -> tuple[Path, int]:
    named = _YEAR.search(Path(target).name)
    if named is None:
        fail_with("plan_copy.which_year", target=target)
    year = int(named.group())
    if not target.isdecimal():
        return Path(target), year
    stem = _YEAR.sub("", folder.name) or f"{folder.name}-"
    return folder.parent / f"{stem}{target}", year


def _report(copied: Copied, out: Path) -> None:
    say = catalogue()
    faults = plan_faults(copied.files)
    fatal = [fault for fault in faults if fault.fatal]
    if not fatal:
        plan = load_plan(copied.files)
        click.echo(say.operator("plan_copy.done", title=plan.title, folder=out))
        for round_ in plan.rounds:
            due = round_.due["unit"]
            click.echo(
                say.operator(
                    "plan_copy.round",
                    period=round_.period,
                    opens=f"{round_.opens:%d/%m/%Y}",
                    cut_off=f"{round_.cut_off:%d/%m/%Y}",
                    due=f"{due:%H:%M %d/%m/%Y}",
                )
            )
    for fault in faults:
        click.echo(say.fault(fault))
    click.echo(say.operator("plan_copy.check"))
    for what in _REMAINING:
        click.echo(say.operator(f"plan_copy.{what}"))
    for place in copied.cited:
        click.echo(
            say.operator("plan_copy.cited", file=place.file, line=place.line, text=place.text)
        )
    if fatal:
        fail_with("plan_copy.faulty", count=len(fatal))
