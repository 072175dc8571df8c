"""Times of day: "8h30", "08:30", "8 giờ rưỡi", "3 giờ chiều", "9 giờ kém 15"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from reporting.text import strip_marks

_TIME = re.compile(
    r"(?<![\d/.])(?P<hour>\d{1,2})(?:"
    r"\s*(?:gio|g|h)\s*kem\s*(?P<short>\d{1,2})"
    r"|\s*(?:gio|g|h)\s*(?P<minute>\d{1,2}(?![\d/\-])|ruoi)?"
    r"|\s?[:]\s?(?P<clock>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"|(?:\.(?P<dotted>\d{2}))?(?=\s*(?:sang|trua|chieu|toi|dem|khuya|am|pm|sa|ch)\b)"
    r")(?![\d:])\s*(?:phut|p(?!m))?\s*(?P<part>sang|trua|chieu|toi|dem|khuya|am|pm|sa|ch)?\b"
)
_BARE_HOUR = re.compile(r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?")
_IDLE = re.compile(r"\b(?:luc|vao|hoi|dung|a|da|khoang)\b|[\s,.;:!()']+")
_MORNING = frozenset(("sang", "am", "sa"))
_NIGHT = frozenset(("dem", "khuya"))


@dataclass(frozen=True, slots=True)
class Timing:
    """Candidates, preferred first; `reason`: why doubted or, without any, refused. `rest`: the
    line without the time."""

    times: tuple[time, ...] = ()
    reason: str = ""
    rest: str = ""


def read_time(line: str) -> Timing:
    """The one time of day a `plain` line names."""
    timing = find_time(line)
    if timing.times and _IDLE.sub("", strip_marks(timing.rest.lower())):
        return Timing(reason="not_a_time")
    return timing


def find_time(line: str) -> Timing:
    """The time of day in a line that may also name a day."""
    spelled = strip_marks(line.lower())
    found = list(_TIME.finditer(spelled))
    if len(found) > 1:
        return Timing(reason="time_range")
    if not found:
        bare = _BARE_HOUR.fullmatch(spelled)
        return _bare(bare) if bare else Timing(reason="not_a_time", rest=line)
    one = found[0]
    # Stripping marks keeps the number of characters of NFC text, so places agree.
    rest = line[: one.start()] + " " + line[one.end() :]
    times, reason = _timed(one)
    return Timing(times, reason, rest)


def _timed(found: re.Match[str]) -> tuple[tuple[time, ...], str]:
    hour, part = int(found["hour"]), found["part"] or ""
    minute = (
        30
        if found["minute"] == "ruoi"
        else int(found["minute"] or found["clock"] or found["dotted"] or 0)
    )
    if found["short"]:
        hour, minute = hour - 1, 60 - int(found["short"])
    whole = _in_part(hour, part)
    if whole is None or not (0 <= whole < 24 and 0 <= minute < 60):
        return (), "no_such_time"
    second = int(found["second"] or 0)
    if second > 59:
        return (), "no_such_time"
    named = time(whole, minute, second)
    if not part and 1 <= hour <= 6 and not found["hour"].startswith("0") and not found["clock"]:
        return (time(whole + 12, minute, second), named), "half_of_day"
    return (named,), ""


def _in_part(hour: int, part: str) -> int | None:
    """The hour of 24 that "3 giờ chiều", "12 giờ đêm" mean; None for "15 giờ sáng"."""
    if not part:
        return hour
    if part in _MORNING:
        return hour if hour < 12 else None
    if part == "trua":
        return {10: 10, 11: 11, 12: 12, 13: 13, 1: 13, 2: 14}.get(hour)
    if part in _NIGHT:
        return {12: 0, 0: 0, 9: 21, 10: 22, 11: 23, 22: 22, 23: 23}.get(hour, hour)
    if hour == 12:
        return 12 if part in ("pm", "ch") else None
    return hour + 12 if 1 <= hour < 12 else hour if hour < 24 and hour > 12 else None


def _bare(found: re.Match[str]) -> Timing:
    """ "8", "8.30": which half of the day, and a time at all, are for the person to say."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        return Timing(reason="no_such_time")
    hours = (hour, hour + 12) if 1 <= hour <= 11 else (hour,)
    return Timing(tuple(time(each, minute) for each in hours), "half_of_day")
