"""A calendar day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import JSON, Asked, Kind, Understanding
from reporting.kinds.reading.dates import Dating, read_date, read_promise
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.lexicon import same_word
from reporting.kinds.reading.standings import NOT_APPLICABLE, NOT_YET, standing_answer
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_date
from reporting.kinds.stored import misstored


class Date:
    name: ClassVar[str] = "date"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if line is None:
            return refused("not_a_date", text=quote(text))
        standing = standing_of_moment(self, line, asked)
        return standing or self._dated(read_date(line, asked.today), line, asked)

    def _dated(self, dating: Dating, line: str, asked: Asked) -> Understanding:
        text, reason = quote(line), dating.reason
        if not dating.days:
            return refused(reason) if reason == "empty" else refused(reason, text=text)
        answers = [Answer(day) for day in dating.days]
        if not reason:
            return answers[0]
        shown = show_date(dating.days[0])
        if reason == "weekday_differs":
            return doubted(self, asked, reason, answers, weekday=text, shown=shown)
        if reason == "far_date":
            return doubted(self, asked, reason, answers, shown=shown)
        return doubted(self, asked, reason, answers, text=text)

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return show_date(value) if isinstance(value, dt.date) else ""

    def to_json(self, value: Value) -> JSON:
        return self.to_xpath(value) or None

    def from_json(self, stored: JSON) -> Value:
        if stored is None:
            return None
        if not isinstance(stored, str):
            raise misstored("a date", stored)
        return dt.date.fromisoformat(stored)

    def to_xpath(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, dt.date) else ""

    def from_xpath(self, text: str) -> Value:
        return dt.date.fromisoformat(text[:10]) if text else None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None


def _not_done_yet(kind: Kind, line: str, asked: Asked) -> Understanding | None:
    """ "Chưa ban hành", "chưa họp, dự kiến 20/6": no date yet, and perhaps when there will be."""
    first, _, rest = line.partition(" ")
    if not same_word(first, "chưa") or not rest:
        return None
    promised = read_promise(rest, asked.today)
    if promised is not None:
        return dataclasses.replace(NOT_YET, promised=promised)
    return doubted(kind, asked, "not_yet_with_words", [NOT_YET], text=quote(line))


def standing_of_moment(kind: Kind, line: str, asked: Asked) -> Understanding | None:
    """For dates and times "không", "chưa có" say that there is none (yet), never zero."""
    outcome = standing_answer(kind, line, asked, None) or _not_done_yet(kind, line, asked)
    if isinstance(outcome, Answer) and outcome.is_figure:
        return doubted(kind, asked, "not_yet_or_not_applicable", [NOT_YET, NOT_APPLICABLE])
    if getattr(outcome, "reason", "") == "zero_or_not_yet":
        return NOT_YET
    return outcome
