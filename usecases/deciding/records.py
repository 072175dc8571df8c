"""What is kept of the office's say in a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from usecases.records import JSON


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office decided last on a subject of a round; who and when is its trace.

    Subjects: "gap:UNIT" ("estimate" or "note"), "text:UNIT:QUESTION" ("out"), "header:MODEL:FIELD"
    (a list of lines), "model" ("A" or "B")."""

    subject: str
    value: JSON
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FinalReport:
    """`inputs` is what the report was made of, `content` what it says; see
    `usecases.deciding.finals`. `reason`: why it was made final although units were missing."""

    round_id: str
    number: int
    inputs: JSON
    content: JSON
    content_sha256: str
    reason: str
    person_name: str
    at: datetime
