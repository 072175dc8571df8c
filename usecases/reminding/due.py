"""Which rungs are due now, for everything owed of one round at one due time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reporting.reminders import Owed, rungs_due

if TYPE_CHECKING:
    from reporting.plan import Round
    from reporting.reminders import Rung
    from usecases.library import Library
    from usecases.ports import Work

_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Due:
    """`told` go out now; `missed` were due while nobody ticked, too long ago to be told."""

    round: Round
    told: tuple[Rung, ...]
    missed: tuple[Rung, ...]


def due_now(
    work: Work, library: Library, now: datetime, since: datetime | None
) -> dict[tuple[str, datetime], Due]:
    """By round and due time; nothing while nobody may be written to, but for urgent rounds.

    Days, hours and ladder are those of the plan as its files stand now (a day off decreed in the
    middle of a round counts); everything else is the round's own."""
    calendar = library.current.calendar
    is_open = {urgent: calendar.is_open(now, urgent=urgent) for urgent in (False, True)}
    found: dict[tuple[str, datetime], Due] = {}
    for group in work.reminders.groups():
        record = work.rounds.get(group.round_id)
        assert record is not None, "an obligation is of an open round"
        round_ = library.plan_of_round(group.round_id, work).round(group.round_id)
        if not is_open[round_.urgent]:
            continue
        owed = Owed("not_started", record.opened_at, group.due_at, round_.urgent)
        rungs = rungs_due(owed, calendar, now, since or record.opened_at - _BEFORE)
        if work.requests.of_round(group.round_id) is not None:  # its notice told of the opening
            rungs = [rung for rung in rungs if rung.name != "opening"]
        told = tuple(rung for rung in rungs if now <= rung.until)
        missed = tuple(rung for rung in rungs if now > rung.until)
        if rungs:
            found[group.round_id, group.due_at] = Due(round_, told, missed)
    return found
