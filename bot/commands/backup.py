"""`tonghop backup` and `tonghop restore`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.commands.database import tell_lost
from bot.operation.backups import Backups, tell, tell_missing
from bot.speaking.catalogue import catalogue
from bot.workplace import open_database
from storage.backup import make_key, restore_backup
from storage.files import FileStore
from storage.lock import hold

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for this one archive; nothing in it is deleted.",
)
@click.option("--new-key", type=_FILE, help="Write a new key to this file and do nothing else.")
@config_option
@explaining
def backup(to: Path | None, new_key: Path | None, config: Path) -> None:
    """Back up database and files into one verified archive. The bot may go on running."""
    if new_key is not None:
        _new_key(new_key)
        return
    settings = settings_from(config)
    database = open_database(settings)
    try:
        backups = Backups(settings, database, FileStore(settings.files.path))
        made = backups.make(Clock().now(), to)
    finally:
        database.dispose()
    click.echo(tell(made))
    if made.manifest.missing:
        click.echo(tell_missing(made), err=True)


def _new_key(path: Path) -> None:
    try:
        public = make_key(path)
    except FileExistsError:
        fail_with("backup.key_exists", path=path)
    except OSError as error:
        fail_with("backup.write_failed", detail=error)
    click.echo(catalogue().operator("backup.new_key", path=path, public=public))


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key", type=_FILE, help="Key of an encrypted archive; else that of the settings.")
@click.option(
    "--lost-from",
    "old",
    help="The old database (file or URL), if it can still be read: lists what it has and the"
    " archive has not.",
)
@config_option
@explaining
def restore(archive: Path, key: Path | None, old: str | None, config: Path) -> None:
    """Put ARCHIVE in place of a database that does not exist yet."""
    settings = settings_from(config)
    database, files = open_database(settings), FileStore(settings.files.path)
    try:
        with hold(database):
            manifest = restore_backup(
                archive, database, files, Clock().now(), key or settings.backup.key_file
            )
        at = manifest.moment.astimezone(settings.zone)
        click.echo(
            catalogue().operator(
                "restore.done",
                at=f"{at:%H:%M %d/%m/%Y}",
                receipts=manifest.receipts,
                files=manifest.files,
            )
        )
        if old is None:
            click.echo(catalogue().operator("restore.ask_again"))
        else:
            tell_lost(old, database, settings)
    finally:
        database.dispose()
