"""What dialogues need from the outside: see `usecases.ports`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from usecases.dialogues.records import Dialogue


class Dialogues(Protocol):
    def open(self, person_id: int, kind: str, subject: Any, at: datetime) -> int: ...

    def get(self, dialogue_id: int) -> Dialogue | None: ...

    def asks(self, dialogue_id: int, message_id: int | None) -> None:
        """The message that asks it."""
        ...
