"""Dates as officials type them: "5/6", "05.6.2021", "ngày 5 tháng 6", "hôm qua", "thứ Hai tới".

The day always comes before the month; a date that would only make sense the other way round is
refused, a lunar date too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.kinds.reading.relative_days import read_relative, weekday_named
from reporting.kinds.reading.tokens import Sort, tokens
from reporting.kinds.reading.words import read_words
from reporting.text import strip_marks

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_FAR_YEARS = 20
_LONGEST_PROMISE = 12  # words
_HALF_YEAR = timedelta(days=183)

_DATE = re.compile(
    r"(?<![\d/.\-])(?:"
    r"(?P<iso_year>\d{4})[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.\-]|,?\s*nam)\s*(?P<year>\d{4}|\d{2})|,?\s+(?P<late_year>\d{4}))?"
    r")(?![\d/\-]|\.\d)"
)
_COMPACT = re.compile(r"\d{8}")
_LUNAR = re.compile(r"\b(?:am lich|al|gieng|chap|tet|ram|nhuan|lich am|am)\b")
_PERIOD = re.compile(
    r"\bquy\b|\b\d+ ?t(?:hang)?/|\bca nam\b|\bhoc ky\b|\bgiai doan\b|\b\d+ thang\b(?! *\d)"
    r"|^(?:nam )?\d{4}$|\bdau nam\b|\bnien do\b"
)
_MONTH_ONLY = re.compile(
    r"\bthang\b|^\d{1,2}[/.\-]\d{4}$|^tuan\b|\btuan (?:sau|toi|nay)\b|^ngay \d+$"
)
_IDLE = re.compile(
    r"\b(?:ngay|mung|mong|hom|vao|luc|la|da|vang|a|nhe|ky|ban hanh|thu|duong lich|nam)\b"
    r"|[\s,.;:()!]+"
)
_LIMIT = re.compile(
    r"\b(?:truoc|cham nhat|den|khoang|han|sau|tu|toi|tam|chung|muon nhat|het|du kien|gan)\b"
)
_WEEKDAY = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b")


@dataclass(frozen=True, slots=True)
class Dating:
    """Candidates, preferred first; `reason`: why it is doubted or, without any, refused."""

    days: tuple[date, ...] = ()
    reason: str = ""


def read_date(line: str, today: date) -> Dating:
    """The date a `plain` line names."""
    spelled = _spelled(line)
    if _LUNAR.search(spelled) or "âm" in line.lower().split():
        return Dating(reason="lunar_date")
    found = list(_DATE.finditer(spelled))
    if len(found) > 1:
        return Dating(reason="date_range")
    if found:
        rest = spelled[: found[0].start()] + " " + spelled[found[0].end() :]
        return _in_context(_dated(found[0], today), rest)
    if _COMPACT.fullmatch(spelled):
        return _compact(spelled)
    days, reason = read_relative(spelled, today)
    return Dating(days, reason) if days else Dating(reason=_why_not(spelled))


def read_promise(text: str, today: date) -> date | None:
    """The day, not before today, that a phrase such as "thứ Sáu báo cáo" or "20/6 có" names."""
    dating = read_date(text, today)
    coming = [day for day in dating.days if day >= today]
    if coming and dating.reason != "weekday_differs":
        return coming[0]
    return _relative_within(text, today)


def _relative_within(text: str, today: date) -> date | None:
    """The longest run of words that names a coming day."""
    spelled = [token.text for token in tokens(_spelled(text)) if token.sort is not Sort.SIGN]
    if len(spelled) > _LONGEST_PROMISE:
        return None
    for size in range(len(spelled), 0, -1):
        for start in range(len(spelled) - size + 1):
            days, _ = read_relative(" ".join(spelled[start : start + size]), today)
            if days and days[0] > today:
                return days[0]
    return None


def _why_not(spelled: str) -> str:
    if _PERIOD.search(spelled):
        return "period_not_date"
    return "date_incomplete" if _MONTH_ONLY.search(spelled) else "not_a_date"


def _spelled(line: str) -> str:
    """Lower case without marks; "ngày năm tháng sáu" gives "ngay 5 thang 6"."""
    cut = tokens(line)
    texts = [token.text for token in cut]
    at, parts = 0, []
    while at < len(texts):
        number = None
        if at and strip_marks(texts[at - 1]) in ("ngay", "mung", "mong", "thang"):
            number = (4, at + 1) if texts[at] == "tư" else _number_at(texts, at)
        parts.append(texts[at] if number is None else str(number[0]))
        at = at + 1 if number is None else number[1]
    if all(part == text for part, text in zip(parts, texts, strict=False)):
        return strip_marks(line.lower())
    return strip_marks(" ".join(parts))


def _number_at(texts: list[str], at: int) -> tuple[int, int] | None:
    spelt = read_words(texts, at)
    # "tháng sau" is next month, never month six.
    return None if spelt is None or spelt.weak else (int(spelt.readings[0]), spelt.end)


def _dated(found: re.Match[str], today: date) -> Dating:
    if found["iso_year"]:
        parts = int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"])
        return _checked([day for day in [_day(*parts)] if day], today)
    month, day = int(found["month"]), int(found["day"])
    year = found["year"] or found["late_year"]
    if year is None:
        return _without_year(month, day, today)
    full = int(year) if len(year) == 4 else _full_year(int(year), today)
    return _checked([found_day for found_day in [_day(full, month, day)] if found_day], today)


def _full_year(two_digits: int, today: date) -> int:
    century = today.year - today.year % 100
    return (
        century + two_digits if two_digits <= today.year % 100 + 10 else century - 100 + two_digits
    )


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(days: list[date], today: date) -> Dating:
    if not days:
        return Dating(reason="no_such_date")
    far = abs(days[0].year - today.year) > _FAR_YEARS
    return Dating(tuple(days), "far_date" if far else "")


def _without_year(month: int, day: int, today: date) -> Dating:
    """This year's, if less than half a year away; else it may be last or next year's."""
    years = (today.year, today.year - 1, today.year + 1)
    days = [found for year in years if (found := _day(year, month, day))]
    if not days:
        # 29 February exists in some year: say that the year is needed, not that the day is wrong.
        return Dating(reason="no_such_date")
    days.sort(key=lambda found: abs(found - today))
    if days[0].year == today.year and abs(days[0] - today) <= _HALF_YEAR:
        return Dating((days[0],))
    return Dating(tuple(days[:2]), "year_unsure")


def _in_context(dating: Dating, rest: str) -> Dating:
    """The words around a date: its weekday must agree, a limit or other words are asked back."""
    if not dating.days or dating.reason:
        return dating
    named = _WEEKDAY.search(rest)
    rest = _WEEKDAY.sub(" ", rest)
    if named is not None and weekday_named(named[0]) != dating.days[0].weekday():
        return replace(dating, reason="weekday_differs")
    if _LIMIT.search(rest):
        return replace(dating, reason="date_limit")
    return replace(dating, reason="day_unsure") if _IDLE.sub("", rest) else dating


def _compact(digits: str) -> Dating:
    """ "05062021", or "20210605" where that makes no date."""
    orders: Iterator[date | None] = iter(
        (
            _day(int(digits[4:]), int(digits[2:4]), int(digits[:2])),
            _day(int(digits[:4]), int(digits[4:6]), int(digits[6:])),
        )
    )
    days = tuple(day for day in orders if day is not None)
    return Dating(days, "day_unsure") if days else Dating(reason="no_such_date")
