"""What is kept, as the use cases see it: one frozen record per row that matters to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from reporting.answers import Answer

JSON = Any  # what json.dumps takes; the shape is said where it is written


class Role(StrEnum):
    LIAISON = "liaison"
    SECOND_LIAISON = "second_liaison"
    LEADER = "leader"
    OFFICE = "office"
    OPERATOR = "operator"


class MembershipState(StrEnum):
    PENDING = "pending"
    ACTIVE = "active"
    REVOKED = "revoked"


class ObligationState(StrEnum):
    NOT_STARTED = "not_started"
    STARTED = "started"
    AWAITING_LEADER = "awaiting_leader"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class MessageClass(StrEnum):
    """Decides what follows an ambiguous send: all but a NUDGE are sent again."""

    REPLY = "reply"
    RECEIPT = "receipt"
    REQUEST = "request"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as the channel says: Telegram ids and the name shown there."""

    telegram_id: int
    chat_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    id: int
    person_id: int
    unit_id: str
    role: Role
    state: MembershipState
    entry_id: int | None = None  # of the directory, for which this person stands
    replaces_id: int | None = None  # the membership that ends when this one becomes active

    @property
    def stands(self) -> bool:
        return self.state is not MembershipState.REVOKED


@dataclass(frozen=True, slots=True)
class Person:
    """`focus` is a stack, the last one on top: see `usecases.dialogues.focus`."""

    id: int
    telegram_id: int | None
    chat_id: int | None
    name: str
    phone: str
    memberships: tuple[Membership, ...]
    focus: tuple[int, ...] = ()
    blocked: bool = False
    seen_at: datetime | None = None

    def active(self) -> tuple[Membership, ...]:
        return tuple(m for m in self.memberships if m.state is MembershipState.ACTIVE)

    def units(self) -> tuple[str, ...]:
        """Units this person may report for, in the order they were given. An office person
        reports for the office's own unit."""
        reporters = (Role.LIAISON, Role.SECOND_LIAISON, Role.OFFICE)
        return tuple(dict.fromkeys(m.unit_id for m in self.active() if m.role in reporters))

    def sees(self) -> tuple[str, ...]:
        """Units whose obligations this person may look at; a leader reports for none of them."""
        return tuple(dict.fromkeys(m.unit_id for m in self.active()))

    def is_office(self) -> bool:
        return any(m.role is Role.OFFICE for m in self.active())


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    unit_id: str
    role: Role
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    direct: bool  # made at the command line: whoever uses it is active at once
    entry_id: int | None = None
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """Somebody the office expects. `phone` is as `reporting.phones` gives it."""

    id: int
    unit_id: str
    role: Role
    name: str
    post: str
    phone: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A directory as a file says it, shown to the office before it counts."""

    id: int
    name: str
    people: JSON  # [{unit_id, role, name, post, phone}]
    state: str  # shown | kept | dropped


@dataclass(frozen=True, slots=True)
class Obligation:
    id: int
    round_id: str
    unit_id: str
    form_version: str  # sha256 of the form's XML
    state: ObligationState
    due_at: datetime
    answered: int  # progress of the open draft, for /tiendo
    total: int
    version: int  # latest submitted version, 0 = none
    submitted_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it stands in a draft, with who wrote it. `answer` None = taken back."""

    ref: str
    answer: Answer | None
    revision: int
    person_id: int
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """`revision` counts every change of any of its answers; a submitted draft is not open."""

    id: int
    obligation_id: int
    revision: int
    answers: Mapping[str, KeptAnswer]
    based_on_version: int = 0
    open: bool = True
    origin: JSON = None  # {"how": "phone" | "paper", "by": name} where the office fills it in


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's place in a draft. `place` is `reporting.conversation.Place` as JSON."""

    id: int
    person_id: int
    draft_id: int
    obligation_id: int
    form_version: str  # of the form that is asked
    place: JSON
    asked_message_id: int | None = None  # our message row that asked the question last


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    id: int
    obligation_id: int
    unit_id: str
    round_id: str
    version: int
    receipt_code: str
    at: datetime
    person_id: int
    person_name: str
    late: bool
    form_version: str
    answers: Mapping[str, Answer]
    content_sha256: str = ""
    draft_id: int = 0  # of whose answers it is made
    consent: JSON = None  # {"mode": "paper" | "bot", "leader": name, "on": ISO date}
    origin: JSON = None  # see Draft


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    id: int
    sha256: str  # "" until the bytes are stored
    name: str
    mime: str
    size: int
    file_id: str
    draft_id: int | None
    ref: str
    state: str  # wanted | stored | failed


@dataclass(frozen=True, slots=True)
class Button:
    """A button whose words are `text`, or the entry `label` of the button catalogue.

    `data` is the final callback data (≤ 64 bytes); `url` makes it a link instead."""

    data: str = ""
    label: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A stored file to send along: bytes lie under `sha256`."""

    sha256: str
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to one chat: a kind with its parameters; the words are in templates/.

    `edits_callback` names the Telegram message whose keyboard this message replaces (the pressed
    one); `edits_message` the row of an own message sent before. `dedupe_key` is unique for good."""

    kind: str
    params: Mapping[str, JSON] = field(default_factory=dict)
    buttons: tuple[tuple[Button, ...], ...] = ()
    message_class: MessageClass = MessageClass.REPLY
    file: OutgoingFile | None = None
    edits_telegram_id: int | None = None
    edits_message: int | None = None
    dedupe_key: str | None = None
    expires_at: datetime | None = None
    reply_keyboard: tuple[tuple[str, ...], ...] = ()  # texts of a persistent keyboard
    ask_contact: bool = False
    forget_keyboard: bool = False  # takes a keyboard away that an earlier message put there
    conversation_id: int | None = None  # with `asks`: which question a reply to it answers
    asks: str = ""
    dialogue_id: int | None = None  # the one whose question a reply to it answers


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message of ours asked: question `ref` in a conversation, or a dialogue."""

    conversation_id: int | None = None
    ref: str = ""
    dialogue_id: int | None = None


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    kind: str
    params: Mapping[str, JSON]
    attempts: int


@dataclass(frozen=True, slots=True)
class RoundRecord:
    id: str
    plan_version: str  # sha256 of the plan's files
    kind: str
    opened_at: datetime
