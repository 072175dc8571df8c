"""One active process for each bot: two would take turns at throwing each other out."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage.database import Database
from storage.faults import AlreadyRunning, on_disk, told_apart

# When a machine dies without a word, the server frees its lock after 7 s; a process cut off from
# the server knows of it a little sooner.
_SOON_GONE = "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2"


class Held:
    """The lock while it is held."""

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection

    def verify(self) -> None:
        """Raises DatabaseUnavailable when the lock went with its connection (PostgreSQL): then
        another process may be running, and this one must stop. A file's lock cannot go."""
        if self._connection is None:
            return
        with told_apart():
            self._connection.exec_driver_sql("SELECT 1")


@contextmanager
def hold(database: Database) -> Iterator[Held]:
    """Holds the bot's lock until the end of the block; the system frees it when a process dies.

    Raises AlreadyRunning at once when another process has it, DatabaseUnavailable when there is
    no server to ask. SQLite: flock on a file beside the database. PostgreSQL: an advisory lock on
    a connection of its own."""
    path = database.path
    if path is not None:
        with _hold_file(path.with_name(path.name + ".lock")):
            yield Held()
    else:
        with _hold_advisory(database) as held:
            yield held


@contextmanager
def _hold_file(path: Path) -> Iterator[None]:
    with on_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(str(path)) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _hold_advisory(database: Database) -> Iterator[Held]:
    # A session's lock, so outside any transaction and any pool.
    engine = create_engine(
        database.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"options": _SOON_GONE, "tcp_user_timeout": 6000},
    )
    with told_apart():
        connection = engine.connect()
    key = database.lock_key("running")
    with connection:
        with told_apart():
            statement = f"SELECT pg_try_advisory_lock({key})"
            taken = connection.exec_driver_sql(statement).scalar_one()
        if not taken:
            raise AlreadyRunning(database.schema)
        try:
            yield Held(connection)
        finally:
            # The server sees a closed connection a little later: whoever comes next need not wait.
            with suppress(SQLAlchemyError):  # the connection is lost, and the lock with it
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({key})")
