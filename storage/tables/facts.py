"""What the office has changed of a plan since its files were written."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.columns import Day, Json, Key, UtcTime, key
from storage.tables.naming import metadata

amendment = Table(
    "amendment",
    metadata,
    key(),
    Column("what", String(160), nullable=False),
    Column("value", Json, nullable=False),
    Column("since", Day, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("person.id"), nullable=False),
)
