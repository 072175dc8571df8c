"""A due time as officials type it: "16h hôm nay", "20/6", "17h ngày 18/6", "trước ngày 20/6"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from reporting.calendar import LAST_SECOND
from reporting.kinds.reading.dates import read_date
from reporting.kinds.reading.times import find_time
from reporting.kinds.reading.tokens import plain
from reporting.text import strip_marks

if TYPE_CHECKING:
    from reporting.calendar import Calendar

_LEAD = re.compile(r"^\s*(?:(?:han|thoi han|nop|bao cao|gui|trong|den|vao|luc|cham nhat)\b[\s:]*)+")
_BEFORE = re.compile(r"^\s*truoc\b\s*")
_OFFICE = (time(6), time(20))


def read_due(text: str, now: datetime, calendar: Calendar) -> datetime | str:
    """The moment (aware), or why there is none: "unclear", "past". A day without an hour lasts to
    its end, "trước ngày" ends with the day before; an hour without a day is today's. Where an hour
    may be two, it is the one offices are open at. What was understood is read back before it
    counts."""
    local = calendar.local(now)
    line = plain(text) or ""
    bare = strip_marks(line.lower())
    lead = _LEAD.match(bare)
    line, bare = line[lead.end() :] if lead else line, bare[lead.end() :] if lead else bare
    before = _BEFORE.match(bare)
    line = line[before.end() :] if before else line
    timing = find_time(line)
    rest = timing.rest.strip(" ,;-.") if timing.times else line.strip(" ,;-.")
    day = _day(rest, local.date()) if rest else local.date()
    if day is None or not (timing.times or rest):
        return "unclear"
    if before and not timing.times:
        day -= timedelta(days=1)
    hour = _hour(timing.times) if timing.times else LAST_SECOND
    moment = calendar.at(day, hour)
    return moment if moment > now else "past"


def _day(text: str, today: date) -> date | None:
    """The first day named that is not over; a day that is over, where there is no other."""
    days = read_date(text, today).days
    return next((day for day in days if day >= today), days[0] if days else None)


def _hour(times: tuple[time, ...]) -> time:
    first, last = _OFFICE
    return next((each for each in times if first <= each < last), times[0])
