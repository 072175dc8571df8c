"""What the office decided about a round's report, and the reports it made final."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.columns import Json, Key, UtcTime, Words, key
from storage.tables.naming import metadata

# Rows are only added: the last one on a subject stands.
decision = Table(
    "decision",
    metadata,
    key(),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("value", Json, nullable=False),  # null: as if nothing had been decided
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("round_id", "subject", "id"),
)

final_report = Table(
    "final_report",
    metadata,
    key(),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("inputs", Json, nullable=False),  # what it was made of, see usecases.deciding.finals
    Column("content", Json, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("reason", Words, nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("round_id", "number"),
)
