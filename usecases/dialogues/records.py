"""Dialogues as the use cases see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A question outside any report. `subject` is JSON: what its kind needs to go on.
    `asked_message_id` names the message of ours that asks it; it can be said again as it was."""

    id: int
    person_id: int
    kind: str
    subject: Any
    at: datetime
    asked_message_id: int | None = None
