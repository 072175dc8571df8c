"""The calendar of one plan: working days, hours, how due times roll, the ladder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reporting.calendar.days import WorkingDays
from reporting.calendar.hours import Hours
from reporting.calendar.ladder import Ladder

ROLLS = ("next_working_day", "previous_working_day", "none")
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Moments are aware; days and hours are those of `timezone`."""

    timezone: ZoneInfo = _ZONE
    days: WorkingDays = field(default_factory=WorkingDays)
    hours: Hours = field(default_factory=Hours)
    roll: str = ROLLS[0]
    ladder: Ladder = field(default_factory=Ladder)

    def rolled(self, moment: datetime, roll: str = "") -> datetime:
        """A due time that falls on a day off ends on the next working day (Civil Code 148.5), at
        the same hour; `roll` says otherwise for this one. Naive moments stay naive."""
        day, roll = moment.date(), roll or self.roll
        if roll == "next_working_day":
            day = self.days.on_or_after(day)
        elif roll == "previous_working_day":
            day = self.days.on_or_before(day)
        return moment.replace(year=day.year, month=day.month, day=day.day)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.timezone)

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.timezone)

    def is_open(self, moment: datetime, *, urgent: bool = False) -> bool:
        """Whether people may be written to; urgently also after hours and on days off."""
        local = self.local(moment)
        if urgent:
            return not self.hours.quiet.holds(local.time())
        return self.days.works(local.date()) and any(
            span.holds(local.time()) for span in self.hours.working
        )

    def first_open(self, moment: datetime, *, urgent: bool = False) -> datetime:
        """`moment`, or the first one after it at which people may be written to."""
        if self.is_open(moment, urgent=urgent):
            return moment
        day = self.local(moment).date()
        while True:
            for start in self._openings(day, urgent=urgent):
                opening = self.at(day, start)
                if opening > moment:
                    return opening
            day += timedelta(days=1)

    def _openings(self, day: date, *, urgent: bool) -> tuple[time, ...]:
        if urgent:
            return (self.hours.quiet.end,)
        if not self.days.works(day):
            return ()
        return tuple(span.start for span in self.hours.working)
