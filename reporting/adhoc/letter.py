"""The superior's letter as officials cite it: "Công văn số 512/SLĐTBXH-BTXH ngày 15/6/2021 của Sở
Lao động - Thương binh và Xã hội về việc rà soát hộ nghèo bị thiệt hại", in one line or in parts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reporting.kinds.reading.dates import read_date

if TYPE_CHECKING:
    from reporting.adhoc.request import Superior

_DAY = re.compile(
    r"[,;]?\s*\bngày\s+(\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*\d{4})", re.IGNORECASE
)
_ABOUT = re.compile(r"[,;]?\s*(?:\bvề\s+việc\b|\bv/v\b|\bvề\b)[:\s]*", re.IGNORECASE)
_OF = re.compile(r"[,;]?\s*\bcủa\s+", re.IGNORECASE)
_ENDS = " ,;."
_ANY_DAY = date(2000, 1, 1)  # a day without its year is none here


def with_citation(superior: Superior, text: str) -> Superior:
    """`superior` with what `text` says: at least the number, and day, authority and subject where
    they are named."""
    line = " ".join(text.split())
    before, subject = _cut(_ABOUT, line)
    found = _DAY.search(before)
    day = found.group(1) if found else ""
    if found:
        before = before[: found.start()] + before[found.end() :]
    title, authority = _cut(_OF, before)
    return replace(
        superior,
        number=title.strip(_ENDS) or superior.number,
        date=day or superior.date,
        authority=authority.strip(_ENDS) or superior.authority,
        subject=subject.strip(_ENDS) or superior.subject,
    )


def about(text: str) -> str:
    """A subject without the words that introduce one."""
    found = _ABOUT.match(text)
    return text[found.end() :] if found else text


def day_of(superior: Superior) -> date | None:
    """None where the date as typed is none, or has no year."""
    if not re.search(r"\d{4}", superior.date):
        return None
    days = read_date(superior.date.lower(), _ANY_DAY).days
    return days[0] if days else None


def _cut(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """What stands before the first match that is not at the very beginning, and after it."""
    found = next((each for each in pattern.finditer(line) if each.start() > 0), None)
    return (line, "") if found is None else (line[: found.start()], line[found.end() :])
