"""Reminders and notices as the use cases see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Told(StrEnum):
    """Whether a rung went out to the unit's people, or not any more because the bot was down."""

    PEOPLE = "people"
    TOO_LATE = "too_late"


class NoticeKind(StrEnum):
    REMINDER = "reminder"
    DIGEST = "digest"
    ANNOUNCEMENT = "announcement"


class Fate(StrEnum):
    PLANNED = "planned"  # put off by its person: made anew when its time comes
    WAITING = "waiting"  # in the outbox
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may have arrived; nudges are not sent twice
    FAILED = "failed"
    BLOCKED = "blocked"  # the person has stopped the bot
    NEVER_STARTED = "never_started"  # no chat to write to
    EXPIRED = "expired"  # not sent while it was of use
    WITHDRAWN = "withdrawn"  # nothing was owed any more when it was to be sent


UNDELIVERED = (Fate.FAILED, Fate.BLOCKED, Fate.NEVER_STARTED)


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """Everything still owed for one round at one due time."""

    round_id: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who may report. `units` they are liaison of; `office_unit` is the unit for which
    they can answer as the office, "" for anybody else."""

    person_id: int
    chat_id: int | None
    blocked: bool
    units: tuple[str, ...]
    office_unit: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure that is not yet available and promised for a day, in the open draft of an
    obligation, else in what it handed in last. `said_at` is when it was promised."""

    obligation_id: int
    ref: str
    on: date
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    person_id: int
    slot: str
    kind: NoticeKind
    obligations: tuple[int, ...]
    at: datetime
    message_id: int | None
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """How the message of a notice ended: its own state, those of its parts, the channel's words."""

    notice: Notice
    message_state: str
    parts: tuple[str, ...]
    error: str
