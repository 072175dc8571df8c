"""What calendar.toml may hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from reporting.plan.schema import Roll, Row, Text

Days = Annotated[int, Field(ge=0, le=250, strict=True)]


class SpanRow(Row):
    from_: Annotated[dt.time, Field(alias="from")]
    to: dt.time


class DayOffRow(Row):
    day: dt.date
    why: Text


class DaysRow(Row):
    """`off` beyond the holidays of the law; `working` are Saturdays and Sundays that are worked."""

    off: Annotated[list[DayOffRow], Field(default_factory=list)]
    working: Annotated[list[dt.date], Field(default_factory=list)]


class HoursRow(Row):
    working: Annotated[list[SpanRow], Field(min_length=1)] | None = None
    quiet: SpanRow | None = None


class LadderRow(Row):
    hour: dt.time | None = None
    digest: dt.time | None = None
    days_before: list[Days] | None = None
    grace_days: Days | None = None
    leader_after: Annotated[int, Field(ge=1, le=250, strict=True)] | None = None
    lateness_hours: Days | None = None


class ShortLadderRow(Row):
    within_days: Days | None = None
    hours_before: list[Days] | None = None
    lateness_minutes: Annotated[int, Field(ge=1, le=1440, strict=True)] | None = None


class CalendarFile(Row):
    """Everything may be left out: what is not said is as in `reporting.calendar`."""

    roll: Roll | None = None
    days: Annotated[DaysRow, Field(default_factory=DaysRow)]
    hours: HoursRow = HoursRow()
    ladder: LadderRow = LadderRow()
    short_ladder: ShortLadderRow = ShortLadderRow()
