"""`tonghop database`: move to another engine; what an old database has and this one has not."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.config import Settings
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database
from storage import schema
from storage.backup import LostReceipt, lost_receipts
from storage.database import Database
from storage.lock import hold
from storage.transfer import CountsDiffer, NotEmpty, transfer


@click.group()
def database() -> None:
    """Copy the database to another engine; compare it with an older one."""


@database.command()
@click.option(
    "--to",
    "new",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file that names the new database.",
)
@config_option
@explaining
def copy(new: Path, config: Path) -> None:
    """Copy every table into the empty database that another settings file names.

    The bot must not run meanwhile. The database of CONFIG is brought up to date, and stays."""
    old, wanted = settings_from(config).database, settings_from(new).database
    if (old.url, old.schema_name) == (wanted.url, wanted.schema_name):
        fail_with("database.same", new=new, old=config)
    source, target = open_database(settings_from(config)), open_database(settings_from(new))
    try:
        with hold(source), hold(target):
            schema.upgrade(source)
            copied = transfer(source, target)
    except NotEmpty:
        fail_with("database.not_empty")
    except CountsDiffer as error:
        fail_with("database.counts_differ", tables=error)
    finally:
        source.dispose()
        target.dispose()
    for name, rows in copied.items():
        click.echo(f"{name:<20} {rows:>10}")
    rows = sum(copied.values())
    click.echo(catalogue().operator("database.copied", rows=rows, new=new, old=config))


@database.command("lost-from")
@click.argument("old")
@config_option
@explaining
def lost_from(old: str, config: Path) -> None:
    """List the receipts that OLD, a file or URL, has and this database has not."""
    settings = settings_from(config)
    current = open_database(settings)
    try:
        tell_lost(old, current, settings)
    finally:
        current.dispose()


def tell_lost(old: str, current: Database, settings: Settings) -> None:
    before = _named(old, settings)
    try:
        lost = lost_receipts(before, current)
    finally:
        before.dispose()
    code = "restore.lost" if lost else "restore.none_lost"
    click.echo(catalogue().operator(code, count=len(lost)))
    for receipt in lost:
        click.echo(_line(receipt, settings))


def _named(old: str, settings: Settings) -> Database:
    """The database of a file or URL that exists."""
    url = old if "://" in old else f"sqlite:///{Path(old).resolve()}"
    named = Database(url, schema=settings.database.schema_name or "public")
    if named.path is not None and not named.path.exists():
        fail_with("backup.no_source", path=named.path)
    return named


def _line(receipt: LostReceipt, settings: Settings) -> str:
    at = receipt.at.astimezone(settings.zone)
    return (
        f"{receipt.code}  {receipt.unit_id}  {receipt.round_id}  v{receipt.version}"
        f"  {at:%H:%M %d/%m/%Y}  {receipt.person_name}"
    )
