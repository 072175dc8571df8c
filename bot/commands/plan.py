"""`tonghop plan`: check a plan, take its forms to Excel and back."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.console import explaining, fail
from bot.commands.plan_copy import copy
from bot.plan_files import read_plan
from bot.speaking.catalogue import catalogue
from documents.sentence_faults import sentence_faults
from reporting.forms import to_markdown, to_workbook
from reporting.plan import load_plan
from reporting.plan.load import plan_faults

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def plan() -> None:
    """Check a plan; convert its forms."""


@plan.command()
@click.argument("path", type=_FOLDER)
@explaining
def check(path: Path) -> None:
    """List every fault of the plan in PATH with file, line or sheet, row, column."""
    files = read_plan(path)
    faults = plan_faults(files)
    for fault in faults:
        if not fault.fatal:
            click.echo(catalogue().fault(fault))
    fatal = [catalogue().fault(fault) for fault in faults if fault.fatal]
    if fatal:
        fail(*fatal)
    checked = load_plan(files)
    unsayable = [catalogue().fault(fault) for fault in sentence_faults(checked, files)]
    if unsayable:
        fail(*unsayable)
    click.echo(
        catalogue().operator(
            "plan.fine", title=checked.title, units=len(checked.units), rounds=len(checked.rounds)
        )
    )


plan.add_command(copy)


@plan.group()
def forms() -> None:
    """Questionnaires between markdown (in the repository) and Excel (for the office)."""


@forms.command("to-excel")
@click.argument("path", type=_FOLDER)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@explaining
def to_excel(path: Path, out: Path) -> None:
    """Write each form of the plan in PATH as an .xlsx file into OUT."""
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted((path / "forms").glob("*.md")):
        target = out / f"{source.stem}.xlsx"
        target.write_bytes(to_workbook(source.read_text(encoding="utf-8")))
        click.echo(str(target))


@forms.command("from-excel")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("path", type=_FOLDER)
@explaining
def from_excel(workbook: Path, path: Path) -> None:
    """Put the form in WORKBOOK into the plan in PATH, under the workbook's name."""
    target = path / "forms" / f"{workbook.stem}.md"
    text = to_markdown(workbook.read_bytes())
    target.write_text(text, encoding="utf-8")
    click.echo(str(target))
