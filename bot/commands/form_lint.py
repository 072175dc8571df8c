"""`tonghop form lint`: what is wrong with an XLSForm, also what its converter lets pass."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.console import explaining, fail
from bot.speaking.catalogue import catalogue
from reporting.faults import Fault


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@explaining
def lint(file: Path) -> None:
    """List every fault of FILE (.xlsx) with sheet, row, column, reason and a suggestion."""
    from reporting.forms.lint import lint as faults_of  # large libraries, of this command alone

    faults = faults_of(file.read_bytes(), file.name)
    for fault in faults:
        if not fault.fatal:
            click.echo(told(fault))
    fatal = [told(fault) for fault in faults if fault.fatal]
    if fatal:
        fail(*fatal)
    click.echo(catalogue().operator("form.fine", file=file.name, count=len(faults)))


def told(fault: Fault) -> str:
    """A text of `form.lint` says itself what was meant; to the others it is added."""
    text = catalogue().fault(fault)
    if "suggestion" not in fault.params or fault.code.startswith("form.lint."):
        return text
    params = {"text": text, "suggestion": fault.params["suggestion"]}
    return catalogue().fault(Fault("form.lint.suggested", type(fault.place)(""), params))
