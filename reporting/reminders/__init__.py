"""Which steps of the ladder are due for a report that is still owed."""

from reporting.reminders.rungs import OWED, Owed, Rung, last_day, rungs_due

__all__ = ["OWED", "Owed", "Rung", "last_day", "rungs_due"]
