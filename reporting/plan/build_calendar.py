"""From the rows of calendar.toml to a `Calendar`; what is not said stays as the domain has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from reporting.calendar import Calendar, Hours, Ladder, Span, WorkingDays
from reporting.plan.calendar_schema import CalendarFile, HoursRow, SpanRow
from reporting.plan.schema import RoundRow
from reporting.plan.validation import Source

T = TypeVar("T", Calendar, Hours, Ladder)


def build_calendar(source: Source[CalendarFile] | None, timezone: ZoneInfo) -> Calendar:
    rows = source.rows if source is not None else CalendarFile.model_validate({})
    days = WorkingDays({row.day: row.why for row in rows.days.off}, frozenset(rows.days.working))
    calendar = Calendar(timezone, days, _hours(rows.hours), ladder=_ladder(rows))
    return _said(calendar, roll=rows.roll)


def round_due(row: RoundRow, calendar: Calendar) -> dict[str, datetime]:
    """Level → the moment by which it must have sent on, days off passed over."""
    moments = {level: due.moment for level, due in row.due.written.items()}
    return {
        level: calendar.rolled(moment.replace(tzinfo=calendar.timezone), row.roll or "")
        for level, moment in moments.items()
    }


def _hours(row: HoursRow) -> Hours:
    return _said(
        Hours(),
        working=tuple(_span(each) for each in row.working) if row.working else None,
        quiet=_span(row.quiet) if row.quiet else None,
    )


def _span(row: SpanRow) -> Span:
    return Span(row.from_, row.to)


def _ladder(rows: CalendarFile) -> Ladder:
    long, short = rows.ladder, rows.short_ladder
    return _said(
        Ladder(),
        hour=long.hour,
        digest=long.digest,
        days_before=_tuple(long.days_before),
        grace_days=long.grace_days,
        leader_after=long.leader_after,
        lateness=_span_of(hours=long.lateness_hours),
        short_within=short.within_days,
        hours_before=_tuple(short.hours_before),
        short_lateness=_span_of(minutes=short.lateness_minutes),
    )


def _said(default: T, **changes: Any) -> T:
    """`default` with the changes that somebody wrote down."""
    return replace(default, **{name: v for name, v in changes.items() if v is not None})


def _tuple(numbers: list[int] | None) -> tuple[int, ...] | None:
    return None if numbers is None else tuple(numbers)


def _span_of(**amount: int | None) -> timedelta | None:
    ((unit, number),) = amount.items()
    return None if number is None else timedelta(**{unit: number})
