"""A consistent copy of the database as one SQLite file, while others go on writing.

Of PostgreSQL, too: such a file needs no other program, fits any version of the server, and
restores into either engine.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from storage.backup.problem import BackupProblem
from storage.database import Database
from storage.faults import told_apart
from storage.tables import attachment, submission
from storage.transfer import transfer

_PATIENCE = 30.0  # seconds for another process to let go of the file


def take_snapshot(database: Database, target: Path) -> None:
    """Writes a checked copy of `database` to `target`, which must not exist.

    Raises BackupProblem (no_source, damaged_source), DatabaseUnavailable, SchemaProblem."""
    if database.path is not None:
        if not database.path.exists():
            raise BackupProblem("no_source", path=str(database.path))
        with told_apart(), closing(sqlite3.connect(database.path, _PATIENCE)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    else:
        copy = Database(f"sqlite:///{target}")
        try:
            transfer(database, copy)
        finally:
            copy.dispose()
    check_file(target)


def check_file(path: Path) -> None:
    """Raises BackupProblem(damaged_source) unless SQLite finds the file whole."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise BackupProblem("damaged_source", detail=str(error)) from error
    if said != ["ok"] or orphans:
        detail = "; ".join(said) if said != ["ok"] else f"rows without their parent: {orphans[:3]}"
        raise BackupProblem("damaged_source", detail=detail)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds: how many receipts were issued, and which files it speaks of."""

    receipts: int
    files: frozenset[str]  # SHA-256 of attachments that were stored


def contents_of(path: Path) -> Contents:
    database = Database(f"sqlite:///{path}")
    try:
        with database.reading.connect() as connection:
            receipts = connection.execute(select(func.count()).select_from(submission)).scalar_one()
            stored = select(attachment.c.sha256).where(attachment.c.state == "stored")
            return Contents(receipts, frozenset(connection.execute(stored).scalars()))
    finally:
        database.dispose()
