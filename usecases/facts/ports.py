"""What changing facts needs from the outside: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from reporting.plan.amendments import Amendment
from usecases.records import JSON


class Amendments(Protocol):
    def add(self, what: str, value: JSON, since: date, person_id: int, at: datetime) -> None: ...

    def all(self) -> Sequence[Amendment]:
        """Oldest first."""
        ...
