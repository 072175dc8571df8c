"""The calendar: hours in order, days of one sort, rungs in working hours, levels once rolled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporting.faults import Fault
from reporting.plan.build_calendar import build_calendar, round_due
from reporting.plan.draft import Draft


def check_hours(draft: Draft) -> Iterator[Fault]:
    if draft.calendar is None:
        return
    spans = draft.calendar.rows.hours.working or []
    place = draft.calendar.place("hours", "working")
    times = [moment for span in spans for moment in (span.from_, span.to)]
    if any(before >= after for before, after in itertools.pairwise(times)):
        yield Fault("plan.hours_order", place, {"key": "hours.working"})


def check_days(draft: Draft) -> Iterator[Fault]:
    if draft.calendar is None:
        return
    days = draft.calendar.rows.days
    for at, row in enumerate(days.off):
        if row.day in days.working:
            place = draft.calendar.place("days", "off", at, "day")
            yield Fault("plan.day_twice", place, {"day": f"{row.day:%d/%m/%Y}"})


def check_ladder(draft: Draft) -> Iterator[Fault]:
    if draft.calendar is None:
        return
    source, ladder = draft.calendar, draft.calendar.rows.ladder
    hours = build_calendar(source, ZoneInfo("UTC")).hours
    for key, hour in (("hour", ladder.hour), ("digest", ladder.digest)):
        if hour is not None and not any(span.holds(hour) for span in hours.working):
            params = {"key": f"ladder.{key}", "found": f"{hour:%H:%M}"}
            yield Fault("plan.outside_hours", source.place("ladder", key), params)
    short = source.rows.short_ladder
    steps = (
        ("ladder", "days_before", ladder.days_before),
        ("short_ladder", "hours_before", short.hours_before),
    )
    for table, key, numbers in steps:
        if numbers and sorted(set(numbers) - {0}, reverse=True) != numbers:
            yield Fault("plan.days_before", source.place(table, key), {"key": f"{table}.{key}"})


def check_rolled(draft: Draft) -> Iterator[Fault]:
    """Days off may bring two levels to the same day: the later one must still be later."""
    if draft.rounds is None or draft.plan is None:
        return
    try:
        calendar = build_calendar(draft.calendar, ZoneInfo(draft.plan.rows.timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # said already
        return
    for at, row in enumerate(draft.rounds.rows.round):
        written = [due.moment for due in row.due.written.values()]
        if any(before >= after for before, after in itertools.pairwise(written)):  # said already
            continue
        due = round_due(row, calendar)
        for before, after in itertools.pairwise(due):
            if due[before] >= due[after]:
                place = draft.rounds.place("round", at, "due", after)
                yield Fault("plan.dates_order", place, {"key": f"due.{after}"})


CALENDAR_CHECKS = (check_hours, check_days, check_ladder, check_rolled)
