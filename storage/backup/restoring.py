"""Brings a backup back, onto a machine that has nothing to lose."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from storage import schema
from storage.backup.archive import DATABASE, Manifest, unpack_archive
from storage.backup.encryption import SUFFIX, decrypt
from storage.backup.problem import BackupProblem
from storage.backup.snapshot import check_file
from storage.database import Database
from storage.faults import SchemaProblem, on_disk, told_apart
from storage.files import FileStore, sync_folder
from storage.tables import obligation, submission
from storage.transfer import NotEmpty, transfer
from storage.writer import Writer
from usecases.presence import RESTORED


def restore_backup(
    archive: Path, database: Database, files: FileStore, now: datetime, key_file: Path | None = None
) -> Manifest:
    """Checks all of `archive` before anything is put in its place, and brings the tables up to
    this version. The database comes last, so an interrupted restore can simply be run again.

    The caller holds the bot's lock. Raises BackupProblem (not_empty, when there is a database
    with anything in it), SchemaProblem (the backup was made by a later version),
    DatabaseUnavailable."""
    _need_nothing_there(database)
    with on_disk(), _beside(database) as made:
        folder = Path(made)
        manifest = unpack_archive(_decrypted(archive, folder, key_file), folder)
        snapshot = folder / DATABASE
        check_file(snapshot)
        _bring_up_to_date(snapshot, manifest, now)
        for path in sorted(folder.glob("files/*/*")):
            files.put(path.read_bytes())
        _put_in_place(snapshot, database)
    return manifest


@dataclass(frozen=True, slots=True)
class LostReceipt:
    code: str
    unit_id: str
    round_id: str
    version: int
    at: datetime
    person_name: str


def lost_receipts(old: Database, restored: Database) -> Sequence[LostReceipt]:
    """Reports handed in that `old`, the database before, knows and the restored one does not;
    oldest first. Raises DatabaseUnavailable when `old` cannot be read."""
    known = select(submission.c.receipt_code)
    every = (
        select(
            submission.c.receipt_code,
            obligation.c.unit_id,
            obligation.c.round_id,
            submission.c.version,
            submission.c.at,
            submission.c.person_name,
        )
        .join_from(submission, obligation, obligation.c.id == submission.c.obligation_id)
        .order_by(submission.c.at, submission.c.id)
    )
    with told_apart(), restored.reading.connect() as here, old.reading.connect() as there:
        kept = set(here.execute(known).scalars())
        return [LostReceipt(*row) for row in there.execute(every) if row.receipt_code not in kept]


def _need_nothing_there(database: Database) -> None:
    if database.path is not None:
        beside = [database.path.with_name(database.path.name + end) for end in ("-wal", "-shm")]
        for path in (database.path, *beside):
            if path.exists() and path.stat().st_size:
                raise BackupProblem("not_empty", path=str(path))
        return
    try:
        schema.check(database)
    except SchemaProblem as problem:
        if problem.code == "missing":
            return
    raise BackupProblem("not_empty", path=database.schema)


def _beside(database: Database) -> TemporaryDirectory[str]:
    """On the disk where the database will be, so that it can be moved there whole."""
    parent = None
    if database.path is not None:
        parent = database.path.parent
        parent.mkdir(parents=True, exist_ok=True)
    return TemporaryDirectory(prefix=".restoring-", dir=parent)


def _decrypted(archive: Path, folder: Path, key_file: Path | None) -> Path:
    if archive.suffix != SUFFIX:
        return archive
    if key_file is None:
        raise BackupProblem("no_key")
    plain = folder / "archive.tar.gz"
    decrypt(archive, plain, key_file)
    return plain


def _bring_up_to_date(snapshot: Path, manifest: Manifest, now: datetime) -> None:
    """And leaves a mark: what came after the backup is lost, and somebody has to say so."""
    database = Database(f"sqlite:///{snapshot}")
    times = {"made_at": manifest.made_at, "at": now.isoformat()}
    try:
        schema.upgrade(database)
        with Writer(database) as writer:
            writer.run(lambda work: work.settings.put(RESTORED, times)).result()
            writer.run(lambda work: work.audit.note(now, None, "restored", "", times)).result()
    finally:
        database.dispose()
    with closing(sqlite3.connect(snapshot)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it


def _put_in_place(snapshot: Path, database: Database) -> None:
    if database.path is not None:
        snapshot.chmod(0o600)
        with snapshot.open("rb+") as file:
            os.fsync(file.fileno())
        snapshot.replace(database.path)
        sync_folder(database.path.parent)
        return
    source = Database(f"sqlite:///{snapshot}")
    try:
        transfer(source, database)
    except NotEmpty as error:
        raise BackupProblem("not_empty", path=database.schema) from error
    finally:
        source.dispose()
