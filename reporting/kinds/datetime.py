"""A day and a time of day. What is typed is civil time where the person is: no time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.date import standing_of_moment
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.reading.dates import Dating, read_date
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.times import Timing, find_time
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_date, show_time
from reporting.kinds.stored import misstored

_MOST_OPTIONS = 4
_ISO_JOINT = re.compile(r"(?<=\d)T(?=\d)")


class DateTime:
    name: ClassVar[str] = "datetime"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if not line:
            return refused("not_a_date", text=quote(text))
        standing = standing_of_moment(self, line, asked)
        if standing is not None:
            return standing
        timing = find_time(_ISO_JOINT.sub(" ", line))
        if not timing.times:
            return self._without_time(timing, line, asked)
        return self._joined(read_date(timing.rest.strip(" ,;-"), asked.today), timing, line, asked)

    def _without_time(self, timing: Timing, line: str, asked: Asked) -> Understanding:
        dating = read_date(line, asked.today)
        if timing.reason != "not_a_time":
            return refused(timing.reason, text=quote(line))
        if not dating.days:
            return refused(dating.reason, text=quote(line))
        return refused("time_missing", date=show_date(dating.days[0]))

    def _joined(self, dating: Dating, timing: Timing, line: str, asked: Asked) -> Understanding:
        text = quote(line)
        if not timing.rest.strip(" ,;-"):
            return refused("date_incomplete", text=text)
        if not dating.days:
            return refused(dating.reason, text=text)
        moments = [dt.datetime.combine(day, at) for day in dating.days for at in timing.times]
        answers = [Answer(moment) for moment in moments[:_MOST_OPTIONS]]
        if not (dating.reason or timing.reason):
            return answers[0]
        return doubted(self, asked, timing.reason or "day_unsure", answers, text=text)

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        if not isinstance(value, dt.datetime):
            return ""
        return f"{show_time(value.time())}, {show_date(value)}"

    def to_json(self, value: Value) -> JSON:
        return value.isoformat() if isinstance(value, dt.datetime) else None

    def from_json(self, stored: JSON) -> Value:
        if stored is None:
            return None
        if not isinstance(stored, str):
            raise misstored("a date and time", stored)
        return dt.datetime.fromisoformat(stored)

    def to_xpath(self, value: Value) -> str:
        """XForms: "2021-06-05T08:30:00.000", with the offset where the value has one."""
        return value.isoformat(timespec="milliseconds") if isinstance(value, dt.datetime) else ""

    def from_xpath(self, text: str) -> Value:
        return dt.datetime.fromisoformat(text) if text else None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None
