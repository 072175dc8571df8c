"""What calendar.toml may hold, and how a due time may be written in rounds.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from reporting.calendar import Due
from reporting.plan.row import Row, Text

Roll = Literal["next_working_day", "previous_working_day", "none"]
Days = Annotated[int, Field(ge=0, le=250, strict=True)]


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


class SpanRow(Row):
    from_: Annotated[dt.time, Field(alias="from")]
    to: dt.time


class DayOffRow(Row):
    day: dt.date
    why: Text


class DaysRow(Row):
    """`off` beyond the holidays of the law; `working` are Saturdays and Sundays that are worked."""

    off: list[DayOffRow] = []
    working: list[dt.date] = []


class HoursRow(Row):
    working: Annotated[list[SpanRow], Field(min_length=1)] | None = None
    quiet: SpanRow | None = None


class LadderRow(Row):
    hour: dt.time | None = None
    digest: dt.time | None = None
    days_before: list[Days] | None = None
    grace_days: Days | None = None
    lateness_hours: Days | None = None


class ShortLadderRow(Row):
    within_days: Days | None = None
    hours_before: list[Days] | None = None
    lateness_minutes: Annotated[int, Field(ge=1, le=1440, strict=True)] | None = None


class CalendarFile(Row):
    """Everything may be left out: what is not said is as in `reporting.calendar`."""

    roll: Roll | None = None
    days: DaysRow = DaysRow()
    hours: HoursRow = HoursRow()
    ladder: LadderRow = LadderRow()
    short_ladder: ShortLadderRow = ShortLadderRow()
