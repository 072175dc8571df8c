"""What was reminded of, and what became of telling people so."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint, text

from storage.tables.columns import Day, Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from storage.tables.reports import obligation
from usecases.reminding.records import Fate, NoticeKind, Told

# One rung of the ladder for one obligation. A moved due time brings rungs of its own.
reminder = Table(
    "reminder",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False),
    Column("rung", String(40), nullable=False),
    Column("slot", String(16), nullable=False),  # a day, by the hour a minute: local ISO time
    Column("due_on", Day, nullable=False),
    Column("at", UtcTime, nullable=False),  # from when it was to go out
    Column("told", String(10), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("obligation_id", "rung", "slot", "due_on"),
    one_of("told", Told),
)

# The one message that a person gets of everything due for them at a time.
notice = Table(
    "notice",
    metadata,
    key(),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("obligations", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("message_id", Key, ForeignKey("message.id"), index=True),
    Column("fate", String(20), nullable=False),
    Column("reason", Words, nullable=False, server_default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    UniqueConstraint("person_id", "slot"),
    one_of("kind", NoticeKind),
    one_of("fate", Fate),
)
# Written out in statements too: an index over a part of the rows is used for the very same words.
OPEN = text("notice.fate IN ('planned', 'waiting')")
OWED = text("obligation.state IN ('not_started', 'started', 'awaiting_leader', 'returned')")
Index(
    "ix_notice_open",
    notice.c.id,
    sqlite_where=text("fate IN ('planned', 'waiting')"),
    postgresql_where=text("fate IN ('planned', 'waiting')"),
)
Index(
    "ix_obligation_owed",
    obligation.c.round_id,
    obligation.c.due_at,
    sqlite_where=text("state IN ('not_started', 'started', 'awaiting_leader', 'returned')"),
    postgresql_where=text("state IN ('not_started', 'started', 'awaiting_leader', 'returned')"),
)
