"""A time of day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.date import standing_of_moment
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.times import read_time
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_time
from reporting.kinds.stored import misstored


class Time:
    name: ClassVar[str] = "time"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if not line:
            return refused("not_a_time", text=quote(text))
        standing = standing_of_moment(self, line, asked)
        if standing is not None:
            return standing
        timing = read_time(line)
        if not timing.times:
            return refused(timing.reason, text=quote(line))
        answers = [Answer(moment) for moment in timing.times]
        if not timing.reason:
            return answers[0]
        return doubted(self, asked, timing.reason, answers, text=quote(line))

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return show_time(value) if isinstance(value, dt.time) else ""

    def to_json(self, value: Value) -> JSON:
        return value.isoformat() if isinstance(value, dt.time) else None

    def from_json(self, stored: JSON) -> Value:
        if stored is None:
            return None
        if not isinstance(stored, str):
            raise misstored("a time", stored)
        return dt.time.fromisoformat(stored)

    def to_xpath(self, value: Value) -> str:
        """XForms: "08:30:00.000"."""
        return value.isoformat(timespec="milliseconds") if isinstance(value, dt.time) else ""

    def from_xpath(self, text: str) -> Value:
        return dt.time.fromisoformat(text) if text else None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None
