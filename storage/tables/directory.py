"""Who is expected: the office's directory, and files of it that wait to be taken over."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.columns import Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.records import Role

directory_entry = Table(
    "directory_entry",
    metadata,
    key(),
    Column("unit_id", String(100), nullable=False),
    Column("role", String(20), nullable=False),
    Column("name", Words, nullable=False),
    Column("post", Words, nullable=False),
    Column("phone", String(20), nullable=False),  # E.164
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("person.id")),  # nobody: at the command line
    Column("removed_at", UtcTime),
    one_of("role", Role),
)
Index(
    "uq_directory_entry_standing",
    directory_entry.c.unit_id,
    directory_entry.c.role,
    directory_entry.c.phone,
    unique=True,
    sqlite_where=text("removed_at IS NULL"),
    postgresql_where=text("removed_at IS NULL"),
)

directory_upload = Table(
    "directory_upload",
    metadata,
    key(),
    Column("name", Words, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("people", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("person.id"), nullable=False),
    Column("decided_at", UtcTime),
    one_of("state", ("shown", "kept", "dropped")),
)

# Wrong tokens of one account since the first of them; a stranger is no person.
guess = Table(
    "guess",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", UtcTime, nullable=False),
    Column("count", Integer, nullable=False),
)
