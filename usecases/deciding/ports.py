"""What deciding on a report needs from the outside; see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from usecases.deciding.records import Decision, FinalReport
from usecases.records import JSON


class Decisions(Protocol):
    def note(
        self, round_id: str, subject: str, value: JSON, *, person_id: int, at: datetime
    ) -> None:
        """`value` None takes back what was decided before."""
        ...

    def of_round(self, round_id: str) -> Mapping[str, Decision]:
        """By subject, the last one on each; what was taken back is absent."""
        ...


class Finals(Protocol):
    def add(
        self,
        round_id: str,
        *,
        inputs: JSON,
        content: JSON,
        content_sha256: str,
        reason: str,
        person_id: int,
        at: datetime,
    ) -> int:
        """The number of the final, counted by round from 1."""
        ...

    def get(self, round_id: str, number: int) -> FinalReport | None: ...

    def latest(self, round_id: str) -> FinalReport | None: ...


class Deciding(Protocol):
    """A unit of work, as far as deciding goes."""

    @property
    def decisions(self) -> Decisions: ...
    @property
    def finals(self) -> Finals: ...
