"""Who takes part, who let them in, what was done; and small facts that survive a restart."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    text,
)

from storage.tables.columns import Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.records import MembershipState, Role

setting = Table(
    "setting",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Json, nullable=False),
)

person = Table(
    "person",
    metadata,
    key(),
    Column("telegram_id", BigInteger),
    Column("chat_id", BigInteger),
    Column("name", Words, nullable=False),
    Column("phone", Words, nullable=False, server_default=""),
    Column("focus", Json, nullable=False),
    Column("blocked_at", UtcTime),  # they have stopped the bot
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime),  # to the hour
    UniqueConstraint("telegram_id"),
)

membership = Table(
    "membership",
    metadata,
    key(),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("unit_id", String(100), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("entry_id", Key, ForeignKey("directory_entry.id")),
    Column("replaces_id", Key, ForeignKey("membership.id")),
    one_of("role", Role),
    one_of("state", MembershipState),
)
Index(
    "uq_membership_standing",
    membership.c.person_id,
    membership.c.unit_id,
    membership.c.role,
    unique=True,
    sqlite_where=text("state <> 'revoked'"),
    postgresql_where=text("state <> 'revoked'"),
)
Index("ix_membership_person_id", membership.c.person_id)

invite = Table(
    "invite",
    metadata,
    key(),
    Column("token_sha256", String(64), nullable=False),  # the token itself is nowhere
    Column("unit_id", String(100), nullable=False),
    Column("role", String(20), nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("person.id")),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("used_by", Key, ForeignKey("person.id")),
    Column("revoked_at", UtcTime),
    Column("entry_id", Key, ForeignKey("directory_entry.id")),
    Column("replaces_id", Key, ForeignKey("membership.id")),
    UniqueConstraint("token_sha256"),
    one_of("role", Role),
)

audit = Table(
    "audit",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    Column("person_id", Key, ForeignKey("person.id")),
    Column("action", String(100), nullable=False),
    Column("subject", Words, nullable=False),
    Column("detail", Json, nullable=False),
    Column("salt", String(32), nullable=False, server_default=""),
    Column("words", String(64), nullable=False, server_default=""),  # see storage.audit_chain
    Column("chain", String(64), nullable=False, server_default=""),
)
