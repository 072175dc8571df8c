"""The iCalendar text, read again line by line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from reporting.calendar import Event, icalendar

STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_day_and_a_moment() -> None:
    due = datetime(2021, 6, 16, 17, tzinfo=timezone(timedelta(hours=7)))
    text = icalendar(
        [
            Event("mo@thu", date(2021, 5, 31), "Mở kỳ"),
            Event("han@thu", due, "Hạn; gấp, có \\", "Hai\ndòng"),
        ],
        STAMP,
    )

    assert unfolded(text) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tonghop//calendar//VI",
        "BEGIN:VEVENT",
        "UID:mo@thu",
        "DTSTAMP:20260102T030405Z",
        "DTSTART;VALUE=DATE:20210531",
        "DTEND;VALUE=DATE:20210601",
        "SUMMARY:Mở kỳ",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:han@thu",
        "DTSTAMP:20260102T030405Z",
        "DTSTART:20210616T100000Z",
        "SUMMARY:Hạn\\; gấp\\, có \\\\",
        "DESCRIPTION:Hai\\ndòng",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_long_lines_are_folded_between_letters() -> None:
    title = "Hạn đơn vị, xã, phường gửi báo cáo " * 6
    text = icalendar([Event("x", date(2021, 6, 16), title)], STAMP)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{title}".replace(",", "\\,") in unfolded(text)
