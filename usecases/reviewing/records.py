"""What is kept of consent and review, as the use cases see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    AMEND = "amend"  # the leader asks to change something first
    WITHDRAWN = "withdrawn"  # an answer changed meanwhile


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Approval:
    """A draft put before the unit's leader in the bot."""

    id: int
    obligation_id: int
    draft_id: int
    content_sha256: str
    asked_by: int
    asked_at: datetime
    state: ApprovalState
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the office said of one version. `refs`: the questions sent back, () = all of it."""

    id: int
    obligation_id: int
    version: int
    verdict: Verdict
    comment: str
    refs: tuple[str, ...]
    person_id: int
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    id: int
    obligation_id: int
    from_due: datetime
    to_due: datetime
    reason: str
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """The paper that was signed, linked to the version it is of."""

    id: int
    submission_id: int
    version: int
    attachment_id: int
    number: str
    signed_on: date
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Freeze:
    id: int
    round_id: str
    person_name: str
    at: datetime
