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

T = TypeVar("T")


@click.group()
def audit() -> None:
    """What was done, by whom and when: check that nothing of it was changed, write it out."""


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


def _reading(config: Path, look: Callable[[Connection], T]) -> T:
    database = open_database(settings_from(config))
    try:
        schema.check(database)
        with told_apart(), database.reading.connect() as connection:
            return look(connection)
    finally:
        database.dispose()
