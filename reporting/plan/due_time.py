"""How a due time may be written in rounds.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from reporting.calendar import Due


def _due(written: Any) -> Due:
    """`2021-06-16T17:00:00`, `{ before = 2021-06-20 }` or `{ by = 2021-06-25 }`. A day without a
    word is refused: whether it still counts is what people argue about."""
    if isinstance(written, dt.datetime):
        return Due(written.date(), "at", written.time())
    if isinstance(written, Mapping) and len(written) == 1:
        ((wording, day),) = written.items()
        if wording in ("before", "by") and type(day) is dt.date:
            return Due(day, wording)
    raise PydanticCustomError("datetime_written", "a due time")


DueTime = Annotated[Due, BeforeValidator(_due)]
