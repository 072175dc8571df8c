"""A value that is filled in from elsewhere."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.calculate import Calculate


class Hidden(Calculate):
    name: ClassVar[str] = "hidden"
