"""What came in, what goes out, what is to be done: queues that survive a power cut."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from storage.tables.columns import Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.records import MessageClass

inbox = Table(
    "inbox",
    metadata,
    key(),
    Column("update_id", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),  # of raw: ids may come again after a quiet week
    Column("chat_id", BigInteger, nullable=False),  # 0: an update that belongs to no chat
    Column("telegram_id", BigInteger),
    Column("kind", String(40), nullable=False),
    Column("raw", Words, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcTime),
    Column("error", Words, nullable=False, server_default=""),
    Column("finished_at", UtcTime),
    UniqueConstraint("update_id", "sha256"),
    one_of("state", ("new", "done", "dead")),
)
Index(
    "ix_inbox_new",
    inbox.c.id,
    sqlite_where=text("state = 'new'"),
    postgresql_where=text("state = 'new'"),
)

message = Table(
    "message",
    metadata,
    key(),
    Column("chat_id", BigInteger, nullable=False),
    Column("inbox_key", Key, ForeignKey("inbox.id")),
    Column("kind", String(60), nullable=False),
    Column("params", Json, nullable=False),
    Column("buttons", Json, nullable=False),
    Column("message_class", String(10), nullable=False),
    Column("extras", Json, nullable=False),  # file, edits, reply keyboard: mostly none of them
    Column("dedupe_key", String(200)),
    Column("expires_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("error", Words, nullable=False, server_default=""),
    UniqueConstraint("dedupe_key"),
    one_of("message_class", MessageClass),
    one_of("state", ("new", "rendered", "done", "dead", "cancelled")),
)
Index(
    "ix_message_new",
    message.c.id,
    sqlite_where=text("state = 'new'"),
    postgresql_where=text("state = 'new'"),
)

part = Table(
    "part",
    metadata,
    key(),
    Column("message_id", Key, ForeignKey("message.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("method", String(40), nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcTime),
    Column("telegram_message_id", BigInteger),
    Column("error", Words, nullable=False, server_default=""),
    Column("sent_at", UtcTime),
    UniqueConstraint("message_id", "position"),
    one_of("state", ("pending", "sending", "sent", "uncertain", "failed", "cancelled")),
)
Index(
    "ix_part_pending",
    part.c.chat_id,
    part.c.message_id,
    part.c.position,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)
Index(
    "ix_part_sent",
    part.c.chat_id,
    part.c.telegram_message_id,
    sqlite_where=text("telegram_message_id IS NOT NULL"),
    postgresql_where=text("telegram_message_id IS NOT NULL"),
)

job = Table(
    "job",
    metadata,
    key(),
    Column("kind", String(60), nullable=False),
    Column("params", Json, nullable=False),
    Column("dedupe_key", String(200)),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("owner", String(32)),  # which process has claimed it
    Column("error", Words, nullable=False, server_default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    UniqueConstraint("dedupe_key"),
    one_of("state", ("new", "running", "done", "failed")),
)
Index(
    "ix_job_open",
    job.c.id,
    sqlite_where=text("state IN ('new', 'running')"),
    postgresql_where=text("state IN ('new', 'running')"),
)

attachment = Table(
    "attachment",
    metadata,
    key(),
    Column("sha256", String(64), nullable=False),
    Column("name", Words, nullable=False),
    Column("mime", Words, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("file_id", Words, nullable=False),
    Column("draft_id", Key, ForeignKey("draft.id"), index=True),
    Column("ref", Words, nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("error", Words, nullable=False, server_default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    one_of("state", ("wanted", "stored", "failed")),
)
