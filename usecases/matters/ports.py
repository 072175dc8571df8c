"""What the register of matters needs from the outside; see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from usecases.matters.records import Matter, Step, Taken


class Matters(Protocol):
    def keep(
        self,
        round_id: str,
        unit_id: str,
        question: str,
        *,
        section: str,
        sort: str,
        text: str,
        version: int,
        at: datetime,
    ) -> None:
        """One a question of a report: a later version takes the place of the one before."""
        ...

    def get(self, matter_id: int) -> Matter | None: ...

    def all(self) -> Sequence[Matter]:
        """Those with a text, in the order in which they came."""
        ...

    def of_unit(self, round_id: str, unit_id: str) -> Sequence[Matter]:
        """Likewise, of one report."""
        ...

    def take(
        self, matter_id: int, round_id: str, step: Step, words: str, person_id: int, at: datetime
    ) -> None: ...

    def steps(self) -> Mapping[int, list[Taken]]:
        """By matter, oldest first."""
        ...

    def steps_of(self, matter_id: int) -> list[Taken]:
        """Oldest first."""
        ...


class Registering(Protocol):
    """A unit of work, as far as matters go."""

    @property
    def matters(self) -> Matters: ...
