"""A value the form computes."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reasons import refused
from reporting.kinds.text import Text


class Calculate(Text):
    name: ClassVar[str] = "calculate"

    def understand(self, text: str, asked: Asked) -> Understanding:  # noqa: ARG002
        return refused("not_asked")
