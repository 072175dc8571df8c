"""Who has read or taken away which report, and when: the access log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.tables import audit, obligation, person

_READ = (
    select(audit.c.at, audit.c.subject, audit.c.person_id, person.c.name)
    .select_from(audit.outerjoin(person, person.c.id == audit.c.person_id))
    .where(audit.c.action == "report_read")
    .order_by(audit.c.id)
)
_OWED = select(obligation.c.id, obligation.c.unit_id, obligation.c.round_id)


@dataclass(frozen=True, slots=True)
class Reading:
    """`unit_id` is "" for the consolidated report, which holds what all units said."""

    at: datetime
    person_id: int
    name: str
    unit_id: str
    round_id: str


def readings(
    connection: Connection, *, unit_id: str = "", round_id: str = "", person_id: int = 0
) -> Iterator[Reading]:
    """Oldest first; of one unit (and of consolidated reports), one round or one person."""
    owed = {row.id: (row.unit_id, row.round_id) for row in connection.execute(_OWED)}
    for row in connection.execute(_READ):
        sort, _, key = row.subject.partition(":")
        unit, of_round = owed.get(int(key), ("", "")) if sort == "obligation" else ("", key)
        concerns = unit in ("", unit_id) or not unit_id
        if concerns and round_id in ("", of_round) and person_id in (0, row.person_id):
            yield Reading(row.at, row.person_id or 0, row.name or "", unit, of_round)
