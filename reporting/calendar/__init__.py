"""Working days, hours, and the steps on which a report is asked for: plan data and the law."""

from reporting.calendar.calendar import ROLLS, Calendar
from reporting.calendar.days import WorkingDays
from reporting.calendar.due import LAST_SECOND, WORDINGS, Due
from reporting.calendar.hours import Hours, Span
from reporting.calendar.ics import Event, icalendar
from reporting.calendar.ladder import Ladder

__all__ = [
    "LAST_SECOND",
    "ROLLS",
    "WORDINGS",
    "Calendar",
    "Due",
    "Event",
    "Hours",
    "Ladder",
    "Span",
    "WorkingDays",
    "icalendar",
]
