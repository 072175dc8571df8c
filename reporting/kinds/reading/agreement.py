"""Who of a unit's leaders agreed to a report, and when, as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reporting.kinds.reading.dates import read_date
from reporting.text import fold

LONGEST = 100  # characters of a name with its post
_DAY = re.compile(
    r"[\s,;(]*(?:(?:duyệt\s+)?(?:vào\s+)?ngày\s+)?"
    r"(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?|hôm nay|hôm qua|hôm kia)[\s.)]*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]+(?:[ .,'()-]+[^\W\d_]+)+\.?")
_NOT_YET = re.compile(r"\b(?:chua|khong)\b")


@dataclass(frozen=True, slots=True)
class Agreement:
    leader: str
    day: date


def read_agreement(text: str, today: date, known: str) -> Agreement | str:
    """A name with or without a day ("Nguyễn Văn A 14/6", "ông Bùi Văn B, hôm qua"), or only a day
    where the name is `known`; today where no day is said. Else why it was not understood:
    "leader_unread", "agreed_later" (the day is still to come)."""
    line = " ".join(text.split())
    found = _DAY.search(line)
    name = (line[: found.start()] if found else line).strip(" ,;.-")
    day = _latest(found["day"], today) if found else today
    if day is None:
        return "leader_unread"
    if day > today:
        return "agreed_later"
    if not name and found and known:
        return Agreement(known, day)
    readable = len(name) <= LONGEST and _NAME.fullmatch(name) and not _NOT_YET.search(fold(name))
    return Agreement(name, day) if readable else "leader_unread"


def _latest(written: str, today: date) -> date | None:
    """Of what a day without its year may mean, the last one that is over; else one to come."""
    days = read_date(written, today).days
    return max((day for day in days if day <= today), default=min(days, default=None))
