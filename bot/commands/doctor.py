"""`tonghop doctor`: is all well, and if not, what to do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import FAILED, config_option, explaining, settings_from
from bot.operation.doctor import examine
from bot.operation.findings import Finding, Level
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database

_MARKS = {Level.FINE: "✓", Level.NOTE: "!", Level.WRONG: "✗"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@config_option
@explaining
def doctor(as_json: bool, config: Path) -> None:
    """Look at everything the bot depends on; status 1 when something has to be done."""
    settings = settings_from(config)
    database = open_database(settings)
    try:
        found = examine(settings, database, Clock())
    finally:
        database.dispose()
    wrong = sum(finding.level is Level.WRONG for finding in found)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _tell(found, wrong)
    if wrong:
        sys.exit(FAILED)


def _tell(found: list[Finding], wrong: int) -> None:
    for finding in found:
        click.echo(f"{_MARKS[finding.level]} {finding.text}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    code = "doctor.summary_wrong" if wrong else "doctor.summary_fine"
    click.echo(catalogue().operator(code, count=wrong))


def _plain(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "text": finding.text,
        "remedy": finding.remedy,
    }
