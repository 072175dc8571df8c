"""What conversations and dialogues need from the outside: see `usecases.ports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from usecases.dialogues.records import Dialogue
from usecases.records import JSON, Conversation


class Conversations(Protocol):
    def of(self, person_id: int, draft_id: int) -> Conversation | None: ...

    def get(self, conversation_id: int) -> Conversation | None: ...

    def start(self, person_id: int, draft_id: int, place: JSON, at: datetime) -> Conversation: ...

    def keep(
        self, conversation_id: int, place: JSON, at: datetime, asked_message_id: int | None
    ) -> None: ...

    def of_draft(self, draft_id: int) -> Sequence[Conversation]: ...


class Dialogues(Protocol):
    def open(self, person_id: int, kind: str, subject: JSON, at: datetime) -> int: ...

    def get(self, dialogue_id: int) -> Dialogue | None: ...

    def asks(self, dialogue_id: int, message_id: int | None) -> None:
        """The message that asks it."""
        ...
