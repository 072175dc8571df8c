"""Who owes what for which round, what they say, and what they have handed in."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from reporting.answers import Standing
from storage.tables.columns import Day, Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.records import ObligationState

plan_version = Table(
    "plan_version",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("plan_id", String(100), nullable=False),
    Column("files", LargeBinary, nullable=False),  # storage.codec.pack
    Column("created_at", UtcTime, nullable=False),
)

form_version = Table(
    "form_version",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("form_id", String(100), nullable=False),
    Column("xml", LargeBinary, nullable=False),  # zlib
    Column("created_at", UtcTime, nullable=False),
)

round_ = Table(
    "round",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("plan_version", String(64), ForeignKey("plan_version.sha256"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
)

obligation = Table(
    "obligation",
    metadata,
    key(),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("unit_id", String(100), nullable=False, index=True),
    Column("form_version", String(64), ForeignKey("form_version.sha256"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("submitted_at", UtcTime),
    Column("late", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("round_id", "unit_id"),
    one_of("state", ObligationState),
)

draft = Table(
    "draft",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("based_on_version", Integer, nullable=False),
    Column("origin", Json, nullable=False, server_default="null"),  # see submission
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    one_of("state", ("open", "closed")),
)
Index(
    "uq_draft_open",
    draft.c.obligation_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)


def _answer_columns() -> list[Column[object]]:
    """An answer as it stood; `standing` is null when it was taken back."""
    return [
        Column("value", Json, nullable=False),
        Column("standing", String(20)),
        Column("estimated", Boolean, nullable=False),
        Column("note", Words, nullable=False),
        Column("promised", Day),
        Column("revision", Integer, nullable=False),
        Column("person_id", Key, ForeignKey("person.id")),
        Column("at", UtcTime, nullable=False),
    ]


answer = Table(
    "answer",
    metadata,
    Column("draft_id", Key, ForeignKey("draft.id"), nullable=False),
    Column("ref", Words, nullable=False),
    *_answer_columns(),
    PrimaryKeyConstraint("draft_id", "ref"),
    one_of("standing", Standing),
    sqlite_with_rowid=False,
)

answer_history = Table(
    "answer_history",
    metadata,
    key(),
    Column("draft_id", Key, ForeignKey("draft.id"), nullable=False),
    Column("ref", Words, nullable=False),
    *_answer_columns(),
    Column("inbox_key", Key, ForeignKey("inbox.id")),
    UniqueConstraint("draft_id", "ref", "revision"),
)

conversation = Table(
    "conversation",
    metadata,
    key(),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("draft_id", Key, ForeignKey("draft.id"), nullable=False, index=True),
    Column("place", Json, nullable=False),
    Column("asked_message_id", Key, ForeignKey("message.id")),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "draft_id"),
)

submission = Table(
    "submission",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False),
    Column("draft_id", Key, ForeignKey("draft.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("receipt_code", String(40), nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("person_name", Words, nullable=False),  # as it was then
    Column("at", UtcTime, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("form_version", String(64), ForeignKey("form_version.sha256"), nullable=False),
    Column("content", Json, nullable=False),  # ref -> storage.codec.answer_to_json
    Column("content_sha256", String(64), nullable=False),
    # Who of the unit's leaders agreed, and how; null where the plan asks for nobody.
    Column("consent", Json, nullable=False, server_default="null"),
    # How it came where the office filled it in: null for the unit's own people.
    Column("origin", Json, nullable=False, server_default="null"),
    UniqueConstraint("obligation_id", "version"),
    UniqueConstraint("draft_id"),
    UniqueConstraint("receipt_code"),
)
