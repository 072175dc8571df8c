"""Something to read: nothing is asked."""

from __future__ import annotations

from typing import ClassVar

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.consent import is_consent
from reporting.kinds.reasons import refused
from reporting.kinds.text import Text


class Note(Text):
    name: ClassVar[str] = "note"

    def understand(self, text: str, asked: Asked) -> Understanding:  # noqa: ARG002
        """Any word of assent goes on; everything else has no place to be kept."""
        return Answer("") if is_consent(text) else refused("note_only")
