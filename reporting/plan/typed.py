"""Facts of a plan as the office types them: due times, names, signers."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from reporting.calendar import Due
from reporting.kinds.reading.dates import read_date
from reporting.kinds.reading.times import find_time
from reporting.kinds.reading.tokens import plain
from reporting.text import clean, strip_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDING = re.compile(
    r"^\s*(?:han(?: nop)?\s*:?\s*)?(truoc|cham nhat|muon nhat)?\s*(?:la|vao|ngay)?\s*"
)
_SINCE = re.compile(r"^\s*(?:ap dung )?(?:tu|ke tu)(?: ngay)?\b")
_NAME = re.compile(r"^\s*(?:ho ten|ho va ten|nguoi ky)\s*:?\s*")
_LONGEST = 200  # characters of a line
_MOST_LINES = 4  # above a signature


def read_due(text: str, today: date) -> Due | None:
    """ "17h ngày 18/6", "trước ngày 20/6", "chậm nhất ngày 20/6"; None for anything else: a day
    without a word is what people argue about."""
    line = plain(text) or ""
    match = _WORDING.match(strip_marks(line.lower()))
    word, rest = (match.group(1), line[match.end() :]) if match else (None, line)
    timing = find_time(rest)
    if timing.times and (timing.reason or word):
        return None
    day = _day((timing.rest if timing.times else rest).strip(" ,;-."), today)
    if day is None:
        return None
    if timing.times:
        return Due(day, "at", timing.times[0])
    if word is None:
        return None
    return Due(day, "before" if word == "truoc" else "by")


def _day(text: str, today: date) -> date | None:
    dating = read_date(text, today)
    return dating.days[0] if dating.days and not dating.reason else None


def read_name(text: str, today: date) -> tuple[dict[str, Any], date] | None:
    """The name, then on lines of their own the short name and the day since when it is valid."""
    lines, since = _lines(text, today)
    if since is None or not 1 <= len(lines) <= 2:
        return None
    return {"name": lines[0], "short_name": lines[-1]}, since


def read_signer(text: str, today: date) -> tuple[dict[str, Any], date] | None:
    """Authority and position, line by line; a line "Họ tên: …" where the name is to be printed."""
    lines, since = _lines(text, today)
    names = [line for line in lines if _NAME.match(strip_marks(line.lower()))]
    posts = [line.upper() for line in lines if line not in names]
    if since is None or len(names) > 1 or not 1 <= len(posts) <= _MOST_LINES:
        return None
    printed = names[0][_NAME.match(strip_marks(names[0].lower())).end() :] if names else ""  # type: ignore[union-attr]
    return {"lines": posts, "name": printed.strip()}, since


def _lines(text: str, today: date) -> tuple[Sequence[str], date | None]:
    """Lines without the one that says since when; None for a day that is not understood."""
    lines, since = [], today
    for line in clean(text).splitlines():
        found = _SINCE.match(strip_marks(line.lower()))
        if found:
            day = _day(line[found.end() :].strip(), today)
            if day is None:
                return [], None
            since = day
        elif line.strip():
            lines.append(" ".join(line.split()))
    return ([], None) if any(len(line) > _LONGEST for line in lines) else (lines, since)
