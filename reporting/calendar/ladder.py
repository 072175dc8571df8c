"""The steps on which a report is asked for, as a plan sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

_EIGHT = time(8)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs by the day, all at `hour`: when the round opens, `days_before` working days before the
    due day, on the due day, and then each working day until `grace_days` working days are over.

    Where no more than `short_within` working days lie between opening and due day, rungs go by the
    hour instead: at once, at half-time, `hours_before`, when it is due.

    A unit's leader is told when a report is `leader_after` working days overdue; None: only
    where the office asks for it.

    `lateness` and `short_lateness` say how late a rung may still go out after downtime."""

    hour: time = _EIGHT
    days_before: tuple[int, ...] = (7, 3, 1)
    grace_days: int = 20
    leader_after: int | None = None
    lateness: timedelta = timedelta(hours=8)
    short_within: int = 2
    hours_before: tuple[int, ...] = (1,)
    short_lateness: timedelta = timedelta(minutes=45)
    digest: time = _EIGHT
