"""What happens to a report between its people, their leader and the office."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.columns import Day, Json, Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.reviewing.records import ApprovalState, Verdict

# A draft as it was put before the leader; `content_sha256` is what was seen, `content` its answers
# (NULL: asked before they were kept).
approval = Table(
    "approval",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False),
    Column("draft_id", Key, ForeignKey("draft.id"), nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("content", Json),
    Column("asked_by", Key, ForeignKey("person.id"), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("decided_by", Key, ForeignKey("person.id")),
    Column("decided_at", UtcTime),
    Column("comment", Words, nullable=False),
    one_of("state", ApprovalState),
)
Index(
    "uq_approval_waiting",
    approval.c.obligation_id,
    unique=True,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

review = Table(
    "review",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("comment", Words, nullable=False),
    Column("refs", Json, nullable=False),  # of the questions sent back; [] = the whole report
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_review_obligation_id", "obligation_id"),
    one_of("verdict", Verdict),
)

extension = Table(
    "extension",
    metadata,
    key(),
    Column("obligation_id", Key, ForeignKey("obligation.id"), nullable=False, index=True),
    Column("from_due", UtcTime, nullable=False),
    Column("to_due", UtcTime, nullable=False),
    Column("reason", Words, nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
)

signed_document = Table(
    "signed_document",
    metadata,
    key(),
    Column("submission_id", Key, ForeignKey("submission.id"), nullable=False, index=True),
    Column("attachment_id", Key, ForeignKey("attachment.id"), nullable=False),
    Column("number", Words, nullable=False),
    Column("signed_on", Day, nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
)

# A question outside any report: open while its id, with a minus, is in the focus of its person.
dialogue = Table(
    "dialogue",
    metadata,
    key(),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("subject", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("asked_message_id", Key, ForeignKey("message.id")),
)

# The round takes no reports between `at` and `opened_at`.
freeze = Table(
    "round_freeze",
    metadata,
    key(),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("opened_by", Key, ForeignKey("person.id")),
    Column("opened_at", UtcTime),
)
Index(
    "uq_round_freeze_standing",
    freeze.c.round_id,
    unique=True,
    sqlite_where=text("opened_at IS NULL"),
    postgresql_where=text("opened_at IS NULL"),
)
