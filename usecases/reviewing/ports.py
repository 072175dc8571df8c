"""What consent and review need to be kept by: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from reporting.answers import Answer
from usecases.reviewing.records import (
    Approval,
    ApprovalState,
    Extension,
    Freeze,
    Review,
    SignedDocument,
    Verdict,
)


class Approvals(Protocol):
    def ask(
        self,
        obligation_id: int,
        draft_id: int,
        content_sha256: str,
        answers: Mapping[str, Answer],
        *,
        by: int,
        at: datetime,
    ) -> int:
        """The id of the request; one still waiting for the same obligation is withdrawn."""
        ...

    def get(self, approval_id: int) -> Approval | None: ...

    def waiting(self, obligation_id: int) -> Approval | None: ...

    def put_before(self, approval: Approval) -> Mapping[str, Answer] | None:
        """The answers of the report as it was put before the leader the last time before this; None
        when it never was, or they were not kept yet."""
        ...

    def decide(
        self, approval_id: int, state: ApprovalState, *, by: int | None, at: datetime, comment: str
    ) -> bool:
        """Guarded: False when it no longer was waiting."""
        ...


class Reviews(Protocol):
    def add(
        self,
        obligation_id: int,
        version: int,
        verdict: Verdict,
        *,
        comment: str,
        refs: Sequence[str],
        by: int,
        at: datetime,
    ) -> int: ...

    def of(self, obligation_id: int) -> Sequence[Review]:
        """Oldest first."""
        ...

    def extend(
        self,
        obligation_id: int,
        from_due: datetime,
        to_due: datetime,
        reason: str,
        *,
        by: int,
        at: datetime,
    ) -> bool:
        """Guarded by `from_due`: moves the obligation's due time and notes why."""
        ...

    def extensions(self, obligation_id: int) -> Sequence[Extension]:
        """Oldest first."""
        ...

    def freeze(self, round_id: str, *, by: int, at: datetime) -> bool:
        """False when it is frozen already."""
        ...

    def thaw(self, round_id: str, *, by: int, at: datetime) -> bool:
        """False when it is not frozen."""
        ...

    def frozen(self, round_id: str) -> Freeze | None: ...


class SignedDocuments(Protocol):
    def add(
        self,
        submission_id: int,
        attachment_id: int,
        number: str,
        signed_on: date,
        *,
        by: int,
        at: datetime,
    ) -> int: ...

    def of(self, obligation_id: int) -> Sequence[SignedDocument]:
        """Of all versions, oldest first."""
        ...

    def of_round(self, round_id: str) -> Mapping[str, SignedDocument]:
        """Unit id -> the newest one of the *latest* version; others are absent."""
        ...
