"""`tonghop person`: what is kept of somebody, to be handed out or forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database
from storage import schema
from storage.files import FileStore
from storage.forgetting import forget_person, leave_no_trace
from storage.person_data import Someone, export_person, find_someone
from storage.reader import Reader
from storage.retention import remove_unneeded
from storage.work import SqlWork
from storage.writer import Writer


@click.group()
def person() -> None:
    """List the people taking part; hand out or forget what is kept of one of them."""


@person.command("list")
@config_option
@explaining
def list_(config: Path) -> None:
    """Number, name and units of everybody with a standing."""
    database = open_database(settings_from(config))
    try:
        schema.check(database)
        with Reader(database) as reader:
            people = reader.run(lambda work: work.people.roll()).result()
    finally:
        database.dispose()
    for one in people:
        units = ", ".join(f"{m.unit_id} ({m.role}, {m.state})" for m in one.memberships)
        click.echo(f"{one.id:>5}  {one.name}  {units}")
    if not people:
        click.echo(catalogue().operator("person.none"))


@person.command()
@click.argument("number", type=int)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@config_option
@explaining
def export(number: int, out: Path, config: Path) -> None:
    """Write all that is kept of person NUMBER into the folder OUT."""
    settings = settings_from(config)
    database = open_database(settings)
    try:
        schema.check(database)
        with Reader(database) as reader:
            who = _known(reader, number)
            kept = reader.run(lambda work: export_person(work, who)).result()
    finally:
        database.dispose()
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=_bytes)
    files = FileStore(settings.files.path)
    stored = [row["sha256"] for row in kept.get("attachment", ()) if row["state"] == "stored"]
    contents = {"du-lieu.json": text.encode()} | {name: files.get(name) for name in stored}
    for name, content in contents.items():
        click.echo(str(_private(out / name, content)))


@person.command()
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@config_option
@explaining
def remove(number: int, yes: bool, config: Path) -> None:
    """Forget person NUMBER. What they reported stays, without their name."""
    settings = settings_from(config)
    database = open_database(settings)
    now = Clock().now()
    nobody = catalogue().operator("person.nobody")
    try:
        schema.check(database)
        with Reader(database) as reader:
            who = _known(reader, number)
        if not yes:
            click.confirm(catalogue().operator("person.sure", name=who.name), abort=True)

        def forget(work: SqlWork) -> None:
            theirs = forget_person(work, who, nobody, now)
            remove_unneeded(work, FileStore(settings.files.path), theirs)

        with Writer(database) as writer:
            writer.run(forget).result()
        leave_no_trace(database)
    finally:
        database.dispose()
    click.echo(catalogue().operator("person.forgotten", number=number))


def _known(reader: Reader, number: int) -> Someone:
    def find(work: SqlWork) -> Someone | None:
        return find_someone(work, number)

    who = reader.run(find).result()
    if who is None:
        fail_with("person.unknown", number=number)
    return who


def _private(path: Path, content: bytes) -> Path:
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


def _bytes(value: object) -> str:
    assert isinstance(value, bytes)
    return value.hex()
