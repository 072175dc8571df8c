"""Yes or no; its node holds "1" or "0", as XForms writes booleans."""

from __future__ import annotations

from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.yes_or_no import YES_OR_NO, yes_or_no
from reporting.kinds.reasons import refused
from reporting.kinds.select_one import standing_of_choice
from reporting.kinds.text import Text


class Boolean(Text):
    name: ClassVar[str] = "boolean"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        meant = yes_or_no(text)
        if meant is not None:
            return Answer(meant)
        return standing_of_choice(self, text, asked, zero=None) or refused("yes_or_no")

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return next((choice.label for choice in YES_OR_NO if choice.name == value), "")

    def from_xpath(self, text: str) -> Value:
        return {"true": "1", "false": "0"}.get(text, text) or None
