"""Difficulties and proposals of units, and what was done about each."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.columns import Key, UtcTime, Words, key, one_of
from storage.tables.naming import metadata
from usecases.matters.records import Step

# One a question of a report; the text is that of the version submitted last.
matter = Table(
    "matter",
    metadata,
    key(),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("unit_id", String(100), nullable=False),
    Column("question", String(100), nullable=False),
    Column("section", String(100), nullable=False),
    Column("sort", String(20), nullable=False),
    Column("text", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("round_id", "unit_id", "question"),
)

# Rows are only added.
matter_step = Table(
    "matter_step",
    metadata,
    key(),
    Column("matter_id", Key, ForeignKey("matter.id"), nullable=False),
    Column("round_id", String(100), ForeignKey("round.id"), nullable=False),
    Column("step", String(20), nullable=False),
    Column("words", Words, nullable=False),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("matter_id", "id"),
    one_of("step", Step),
)
