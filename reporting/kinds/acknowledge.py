"""A statement to agree to; its node holds "OK" once agreed."""

from __future__ import annotations

from typing import ClassVar

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.consent import is_consent
from reporting.kinds.reasons import refused
from reporting.kinds.text import Text

AGREED = "OK"  # fixed by the XForms "trigger" control


class Acknowledge(Text):
    name: ClassVar[str] = "acknowledge"

    def understand(self, text: str, asked: Asked) -> Understanding:  # noqa: ARG002
        return Answer(AGREED) if is_consent(text) else refused("acknowledge_needed")
