"""A number within bounds the form's constraint states."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.decimal import DecimalKind


class Range(DecimalKind):
    name: ClassVar[str] = "range"
