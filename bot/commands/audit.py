"""`tonghop audit`: whether what was done still stands as it was written down, and all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import Connection

from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database
from storage import schema
from storage.audit_chain import entries, examine
from storage.faults import told_apart
from storage.readings import readings

T = TypeVar("T")


@click.group()
def audit() -> None:
    """What was done, by whom and when: check that nothing of it was changed, write it out; who
    has read which report."""


@audit.command()
@click.option("--known", default="", help="A last link printed before: it must still be there.")
@config_option
@explaining
def verify(known: str, config: Path) -> None:
    """Walk the chain of hashes; exit status 1 names the first row that does not fit."""
    found = _reading(config, lambda connection: examine(connection, known))
    if found.broken is not None:
        fail_with("audit.broken", row=found.broken)
    if not found.holds_known:
        fail_with("audit.cut_off", known=known, rows=found.rows)
    click.echo(catalogue().operator("audit.whole", rows=found.rows, last=found.last))


@audit.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@config_option
@explaining
def export(out: Path, config: Path) -> None:
    """Write every row to OUT, one JSON object a line."""

    def write(connection: Connection) -> int:
        with out.open("x", encoding="utf-8") as file:
            return sum(1 for one in entries(connection) if file.write(json.dumps(one) + "\n"))

    try:
        rows = _reading(config, write)
    except FileExistsError:
        fail_with("audit.file_there", file=out)
    click.echo(catalogue().operator("audit.written", rows=rows, file=out))


@audit.command("readings")
@click.option("--unit", "unit_id", default="", help="Of this unit, and of consolidated reports.")
@click.option("--round", "round_id", default="", help="Of this round.")
@click.option("--person", "person_id", default=0, metavar="NUMBER", help="By this person.")
@config_option
@explaining
def list_readings(unit_id: str, round_id: str, person_id: int, config: Path) -> None:
    """Who has read or taken away which report, and when."""
    zone = settings_from(config).zone
    found = _reading(
        config,
        lambda connection: list(
            readings(connection, unit_id=unit_id, round_id=round_id, person_id=person_id)
        ),
    )
    words = catalogue()
    for one in found:
        click.echo(
            words.operator(
                "audit.reading",
                at=f"{one.at.astimezone(zone):%H:%M %d/%m/%Y}",
                name=one.name,
                number=one.person_id,
                unit=one.unit_id or words.operator("audit.consolidated"),
                round=one.round_id,
            )
        )
    if not found:
        click.echo(words.operator("audit.no_readings"))


def _reading(config: Path, look: Callable[[Connection], T]) -> T:
    database = open_database(settings_from(config))
    try:
        schema.check(database)
        with told_apart(), database.reading.connect() as connection:
            return look(connection)
    finally:
        database.dispose()
