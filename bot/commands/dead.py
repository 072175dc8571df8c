"""`tonghop dead`: updates that nobody could handle."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database
from storage import inbox_queue, schema
from storage.inbox_queue import InboxRow
from storage.reader import Reader
from storage.work import SqlWork
from storage.writer import Writer

_CODE = re.compile(r"[Tt]?(\d{1,18})")


@click.group()
def dead() -> None:
    """Updates that nobody could handle: list them, try them again, set them aside."""


@dead.command("list")
@config_option
@explaining
def list_(config: Path) -> None:
    """Code, time, chat, sort of update and of error; never what somebody wrote."""
    settings = settings_from(config)
    database = open_database(settings)
    try:
        schema.check(database)
        with Reader(database) as reader:
            rows = reader.run(inbox_queue.dead).result()
    finally:
        database.dispose()
    for row in rows:
        at = row.received_at.astimezone(settings.zone)
        click.echo(f"{_code(row)}  {at:%H:%M %d/%m/%Y}  {row.chat_id}  {row.kind}  {row.error}")
    if not rows:
        click.echo(catalogue().operator("dead.none"))


@dead.command()
@click.argument("code")
@config_option
@explaining
def retry(code: str, config: Path) -> None:
    """Handle CODE again, from the first attempt; the bot may run."""
    _change(code, config, inbox_queue.revive, "dead.retried", "dead_letter_retried")


@dead.command()
@click.argument("code")
@config_option
@explaining
def drop(code: str, config: Path) -> None:
    """Set CODE aside: it was seen to in another way."""
    _change(code, config, inbox_queue.drop, "dead.dropped", "dead_letter_dropped")


def _change(
    code: str, config: Path, change: Callable[[SqlWork, int], bool], said: str, action: str
) -> None:
    known = _CODE.fullmatch(code)
    if known is None:
        fail_with("dead.no_code", given=code)
    key = int(known[1])
    now = Clock().now()

    def do(work: SqlWork) -> bool:
        changed = change(work, key)
        if changed:
            work.audit.note(now, None, action, f"inbox:{key}", {})
        return changed

    database = open_database(settings_from(config))
    try:
        schema.check(database)
        with Writer(database) as writer:
            changed = writer.run(do).result()
    finally:
        database.dispose()
    if not changed:
        fail_with("dead.not_dead", given=code)
    click.echo(catalogue().operator(said, given=f"T{key}"))


def _code(row: InboxRow) -> str:
    """As the person and the office were told it."""
    return f"T{row.key}"
