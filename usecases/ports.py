"""What the use cases need from the outside, as protocols; nothing here knows who implements them.

A `Work` is one unit of work: everything done through it commits together or not at all. It is used
by one thread, synchronously. Methods that return a bool are guarded updates: they change a row only
if it still is what the caller believes, and say whether they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from reporting.answers import Answer
from usecases.adhoc.ports import Requests
from usecases.deciding.ports import Deciding
from usecases.dialogues.ports import Conversations, Dialogues
from usecases.facts.ports import Amendments
from usecases.matters.ports import Registering
from usecases.people.ports import Directory, Invites, People
from usecases.records import (
    JSON,
    Asked,
    AttachmentRecord,
    Draft,
    Job,
    KeptAnswer,
    Message,
    Obligation,
    ObligationState,
    RoundRecord,
    SubmissionRecord,
)
from usecases.reminding.ports import Notices, Reminders
from usecases.reviewing.ports import Approvals, Reviews, SignedDocuments


class InboxRows(Protocol):
    def take(self, key: int, at: datetime) -> bool: ...  # False: row `key` was handled already

    def discard(self, key: int) -> None: ...  # forgets what came in with it


class Rounds(Protocol):
    def open(self, record: RoundRecord) -> bool:
        """False when it is open already."""
        ...

    def get(self, round_id: str) -> RoundRecord | None: ...

    def all(self) -> Sequence[RoundRecord]: ...

    def keep_plan(
        self, sha256: str, plan_id: str, files: Mapping[str, bytes], at: datetime
    ) -> None:
        """Stores the plan's files once per content hash."""
        ...

    def plan_files(self, sha256: str) -> Mapping[str, bytes]: ...

    def keep_form(self, sha256: str, form_id: str, xml: bytes, at: datetime) -> None: ...

    def form_xml(self, sha256: str) -> bytes: ...


class Obligations(Protocol):
    def add(
        self, round_id: str, unit_id: str, form_version: str, due_at: datetime, at: datetime
    ) -> None:
        """Idempotent: one obligation a round and unit."""
        ...

    def get(self, obligation_id: int) -> Obligation | None: ...

    def of_units(self, unit_ids: Iterable[str]) -> Sequence[Obligation]: ...

    def of_round(self, round_id: str) -> Sequence[Obligation]: ...

    def set_state(self, obligation_id: int, state: ObligationState) -> None: ...

    def set_progress(self, obligation_id: int, answered: int, total: int) -> None: ...

    def set_due(self, obligation_id: int, due_at: datetime) -> None: ...

    def set_form(self, obligation_id: int, form_version: str) -> None:
        """Another version of the form: the same questions in other words."""
        ...


class Drafts(Protocol):
    def open_for(self, obligation_id: int) -> Draft | None:
        """The one open draft with all its answers."""
        ...

    def get(self, draft_id: int) -> Draft | None:
        """Submitted ones too: they take no answers any more."""
        ...

    def with_obligation(self, draft_id: int) -> tuple[Draft, Obligation] | None:
        """A draft, and whose of which round it is: read at once, as every answer needs both."""
        ...

    def start(
        self,
        obligation_id: int,
        at: datetime,
        *,
        based_on_version: int = 0,
        answers: Mapping[str, Answer] | None = None,
        person_id: int | None = None,
        said: Mapping[str, KeptAnswer] | None = None,
    ) -> Draft:
        """Opens the one draft, `answers` as revision 1: of `person_id` now, as in `said` before."""
        ...

    def keep(
        self,
        draft_id: int,
        ref: str,
        answer: Answer | None,
        *,
        base_revision: int,
        person_id: int,
        at: datetime,
        inbox_key: int | None,
    ) -> KeptAnswer | None:
        """Writes the answer as revision base_revision + 1 and appends it to the history; None when
        the answer has another revision by now (nothing is written)."""
        ...

    def history(self, obligation_id: int, ref: str) -> Sequence[KeptAnswer]:
        """Everything ever said to one question of an obligation, in all drafts, oldest first."""
        ...

    def set_origin(self, draft_id: int, origin: JSON) -> None:
        """How it came where the office fills it in."""
        ...

    def close(self, draft_id: int) -> bool:
        """Guarded: True for exactly one caller."""
        ...


class Submissions(Protocol):
    def add(
        self,
        obligation_id: int,
        draft_id: int,
        receipt_code: str,
        answers: Mapping[str, Answer],
        *,
        person_id: int,
        at: datetime,
        late: bool,
        form_version: str,
        content_sha256: str,
        consent: JSON = None,
        origin: JSON = None,
    ) -> SubmissionRecord:
        """Adds the next version and updates the obligation's version, time and lateness."""
        ...

    def latest(self, obligation_id: int) -> SubmissionRecord | None: ...

    def version(self, obligation_id: int, version: int) -> SubmissionRecord | None: ...

    def latest_of_round(self, round_id: str) -> Mapping[str, SubmissionRecord]:
        """By unit id; units that have not submitted are absent."""
        ...

    def all_of_round(self, round_id: str) -> Sequence[SubmissionRecord]: ...

    def by_code(self, receipt_code: str) -> SubmissionRecord | None: ...


class Attachments(Protocol):
    def want(
        self,
        file_id: str,
        name: str,
        mime: str,
        size: int,
        *,
        draft_id: int | None,
        ref: str,
        person_id: int,
        at: datetime,
    ) -> int: ...

    def get(self, attachment_id: int) -> AttachmentRecord | None: ...

    def stored(self, attachment_id: int, sha256: str, size: int, at: datetime) -> None: ...

    def failed(self, attachment_id: int, reason: str, at: datetime) -> None: ...

    def of_draft(self, draft_id: int) -> Sequence[AttachmentRecord]: ...


class Outbox(Protocol):
    def add(
        self, chat_id: int, message: Message, at: datetime, inbox_key: int | None = None
    ) -> int | None:
        """Queues the message; None when its dedupe_key was used before."""
        ...

    def asked_by(self, chat_id: int, telegram_message_id: int) -> Asked | None:
        """Which question this message of ours asked."""
        ...

    def sent_as(self, chat_id: int, telegram_message_id: int) -> Message | None:
        """The message of ours that stands in the chat under this id."""
        ...

    def get(self, message_id: int) -> Message:
        """What was queued, as it was said."""
        ...

    def withdraw(self, message_id: int) -> bool:
        """Guarded: False when any of it is sent, being sent, or over."""
        ...


class Jobs(Protocol):
    def add(
        self, kind: str, params: Mapping[str, JSON], at: datetime, dedupe_key: str | None = None
    ) -> int | None: ...

    def waiting(self, kind: str, params: Mapping[str, JSON]) -> int | None:
        """A job that nobody has begun and that has these parameters, whichever update (`inbox`)
        asked for it."""
        ...

    def next(self, now: datetime) -> Job | None:
        """Claims the oldest due job (attempts + 1); one claimed by a dead process is due again."""
        ...

    def done(self, job_id: int, at: datetime) -> None: ...

    def failed(self, job: int, error: str, *, again_at: datetime | None, at: datetime) -> None: ...


class Audit(Protocol):
    def note(
        self, at: datetime, person_id: int | None, action: str, subject: str, detail: JSON
    ) -> None: ...


class Settings(Protocol):
    """Small facts that must survive a restart."""

    def get(self, key: str) -> JSON: ...

    def put(self, key: str, value: JSON) -> None: ...


class Work(Deciding, Registering, Protocol):
    @property
    def inbox(self) -> InboxRows: ...
    @property
    def people(self) -> People: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def amendments(self) -> Amendments: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def obligations(self) -> Obligations: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def submissions(self) -> Submissions: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def approvals(self) -> Approvals: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def signed_documents(self) -> SignedDocuments: ...
    @property
    def dialogues(self) -> Dialogues: ...
