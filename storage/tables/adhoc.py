"""Ad hoc requests: written step by step, then the definition of the round they opened."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables.columns import Json, Key, UtcTime, key, one_of
from storage.tables.naming import metadata
from usecases.adhoc.records import RequestState

adhoc_request = Table(
    "adhoc_request",
    metadata,
    key(),
    Column("person_id", Key, ForeignKey("person.id"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("content", Json, nullable=False),  # reporting.adhoc.Request.to_json
    Column("asked", String(20), nullable=False),
    Column("pending", Json, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("round_id", String(100), ForeignKey("round.id"), unique=True),
    Column("form_version", String(64), ForeignKey("form_version.sha256")),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    one_of("state", RequestState),
)
Index("ix_adhoc_request_state", adhoc_request.c.state)
