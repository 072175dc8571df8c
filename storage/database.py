"""One database, two doors: an engine that writes, one at a time, and one that only reads.

SQLite: WAL, synchronous=FULL, foreign keys on, BEGIN IMMEDIATE for writers (a transaction that
reads before it writes would otherwise lose updates of others without an error), deferred readers.
PostgreSQL gives writers the same order by a transaction-level advisory lock; `schema` separates
bots that share one server.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool


class UnknownKind(ValueError):
    """Neither SQLite in a file nor PostgreSQL, or no name of a schema."""


_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
# Half a megabyte of pages for each connection, not two: the system keeps them anyway.
_CACHE = "cache_size=-512"


class Database:
    """Opens nothing yet: connections are made when first needed.

    `url` is `sqlite:///path` or `postgresql://…`; `schema` (PostgreSQL) names the bot's own
    schema; `patience` is how many seconds a writer waits for another process. Raises UnknownKind
    for any other kind of database or schema name, and for SQLite in memory."""

    def __init__(
        self, url: str, *, schema: str = "public", patience: float = 5.0, readers: int = 2
    ) -> None:
        try:
            self.url = make_url(url)
        except ArgumentError as error:
            raise UnknownKind(str(error)) from error
        self.dialect = self.url.get_backend_name()
        self.schema = schema
        self.readers = readers
        if self.dialect == "sqlite":
            self._open_sqlite(patience)
        elif self.dialect == "postgresql":
            self._open_postgres(patience)
        else:
            raise UnknownKind(f"neither SQLite nor PostgreSQL: {self.dialect}")

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database."""
        return Path(str(self.url.database)) if self.dialect == "sqlite" else None

    def lock_key(self, purpose: str) -> int:
        """A signed 64-bit number for PostgreSQL's advisory locks, one a bot and purpose."""
        digest = hashlib.sha256(f"tonghop:{purpose}:{self.schema}".encode()).digest()
        return int.from_bytes(digest[:8], signed=True)

    def dispose(self) -> None:
        self.writing.dispose()
        self.reading.dispose()

    def _open_sqlite(self, patience: float) -> None:
        if not self.url.database or self.url.database == ":memory:":
            raise UnknownKind("a SQLite database needs a file")
        arguments = {"timeout": patience, "isolation_level": None, "check_same_thread": False}
        self.writing = _engine(self.url, arguments, poolclass=NullPool)
        self.reading = _engine(self.url, arguments, pool_size=self.readers)
        event.listen(self.writing, "connect", _set_up_writer)
        event.listen(self.reading, "connect", _set_up_reader)
        _begin_with(self.writing, "BEGIN IMMEDIATE")
        _begin_with(self.reading, "BEGIN")

    def _open_postgres(self, patience: float) -> None:
        if not _SCHEMA.fullmatch(self.schema):
            raise UnknownKind(f"not a schema name: {self.schema!r}")
        self.url = url = self.url.set(drivername="postgresql+psycopg")
        common = (
            f"-c search_path={self.schema} -c timezone=UTC -c lock_timeout={int(patience * 1000)}"
        )
        read_only = (
            "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
        )
        self.writing = _engine(url, {"options": common}, poolclass=NullPool)
        self.reading = _engine(
            url,
            {"options": f"{common} {read_only}"},
            pool_size=self.readers,
            pool_pre_ping=True,
        )
        _begin_with(self.writing, f"SELECT pg_advisory_xact_lock({self.lock_key('writing')})")


def _engine(url: URL, arguments: dict[str, Any], **pool: Any) -> Engine:
    """An engine whose errors do not tell what people wrote."""
    return create_engine(url, connect_args=arguments, hide_parameters=True, **pool)


def driver(connection: Connection) -> Any:
    """The driver's own connection, past SQLAlchemy: for what must not begin a transaction, for
    savepoints, and for statements, which are too frequent for the longer way."""
    return connection.connection.driver_connection


def _begin_with(engine: Engine, statement: str) -> None:
    """Every transaction starts with `statement`. The usual "begin" event would do, but any event of
    an engine makes each of its statements a fifth slower."""

    def begin(connection: Any) -> None:
        connection.execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]


def _set_up_writer(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _pragmas(connection, _CACHE, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def _set_up_reader(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _pragmas(connection, _CACHE, "query_only=ON")


def _pragmas(connection: Any, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
