"""A due time as it is written: three wordings, one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

LAST_SECOND = time(23, 59, 59)  # a day ends at 24:00 (Civil Code 148.6)
WORDINGS = ("at", "before", "by")


@dataclass(frozen=True, slots=True)
class Due:
    """wording  means
    at       `hour` on `day`
    before   "trước ngày": until the end of the day before `day`
    by       "chậm nhất ngày": until the end of `day`
    """

    day: date
    wording: str = "at"
    hour: time = LAST_SECOND

    @property
    def moment(self) -> datetime:
        """The last moment that still is in time, without a zone and before it rolls."""
        if self.wording == "before":
            return datetime.combine(self.day - timedelta(days=1), LAST_SECOND)
        return datetime.combine(self.day, self.hour if self.wording == "at" else LAST_SECOND)
