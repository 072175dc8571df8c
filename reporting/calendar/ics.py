"""iCalendar (RFC 5545), as far as a list of days and moments needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WIDTH = 75  # octets of a line (RFC 5545, 3.1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """`when` is a whole day, or an aware moment. `uid` names the event for good: a calendar that
    reads the file again replaces what it had under it."""

    uid: str
    when: date
    title: str
    note: str = ""


def icalendar(events: Iterable[Event], stamp: datetime) -> str:
    """The file's text, lines ended by CRLF; `stamp` (aware) is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tonghop//calendar//VI"]
    for event in events:
        lines.extend(_event(event, stamp))
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(stamp)}"
    if isinstance(event.when, datetime):
        yield f"DTSTART:{_utc(event.when)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.when:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.when + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{event.title.translate(_ESCAPES)}"
    if event.note:
        yield f"DESCRIPTION:{event.note.translate(_ESCAPES)}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets that cut no letter; all but the first begin with a blank."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
