"""Telling one person, in one message, of everything that is due for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reporting.reminders import OWED
from usecases.records import Role
from usecases.reminding.fates import note_undelivered
from usecases.reminding.records import Fate, NoticeKind, Told
from usecases.reminding.wording import Item, Telling, reminder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.reminders import Rung
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Obligation
    from usecases.reminding.due import Due
    from usecases.reminding.records import Notice, Recipient


@dataclass
class Sweep:
    """What one tick knows as it goes from person to person. `reached` and `missed` are ids of
    obligations: told of just now, and never told of because it was too late."""

    library: Library
    now: datetime
    due: Mapping[tuple[str, datetime], Due]
    planned: Mapping[int, Sequence[Notice]]
    told: int = 0  # people
    reached: set[int] = field(default_factory=set)
    missed: set[int] = field(default_factory=set)


@dataclass
class _Plate:
    """Everything on one person's plate; `at` and `until` are those of its latest rung."""

    items: dict[int, Item] = field(default_factory=dict)
    at: datetime | None = None
    until: datetime | None = None

    def add(self, obligation: Obligation, at: datetime, until: datetime, *, opening: bool) -> None:
        known = self.items.get(obligation.id)
        opening = opening or (known is not None and known.opening)
        self.items[obligation.id] = Item(obligation, opening)
        if self.at is None or at > self.at:
            self.at, self.until = at, until


def tell(work: Work, sweep: Sweep, recipients: Sequence[Recipient]) -> None:
    """One message a person at the most, whatever else has ticked meanwhile."""
    units = {r.person_id: _units_of(work, r) for r in recipients}
    wanted = sorted({unit for own in units.values() for unit in own})
    owed: dict[str, list[Obligation]] = {}
    for obligation in work.obligations.of_units(wanted):
        if obligation.state in OWED:
            owed.setdefault(obligation.unit_id, []).append(obligation)
    for recipient in recipients:
        own = [o for unit in units[recipient.person_id] for o in owed.get(unit, ())]
        _tell_one(work, sweep, recipient, own)


def _units_of(work: Work, recipient: Recipient) -> tuple[str, ...]:
    """The office answers for its own unit where it has named no liaison."""
    office = recipient.office_unit
    if not office or office in recipient.units:
        return recipient.units
    people = work.people.of_unit(office)
    has_liaison = any(
        m.unit_id == office and m.role in (Role.LIAISON, Role.SECOND_LIAISON)
        for person in people
        for m in person.active()
    )
    return recipient.units if has_liaison else (*recipient.units, office)


def _tell_one(work: Work, sweep: Sweep, recipient: Recipient, owed: list[Obligation]) -> None:
    plate = _Plate()
    for obligation in owed:
        due = sweep.due.get((obligation.round_id, obligation.due_at))
        if due is not None:
            _note_rungs(work, sweep, obligation, due)
            for rung in due.told:
                plate.add(obligation, rung.at, rung.until, opening=rung.name == "opening")
    planned = sweep.planned.get(recipient.person_id, ())
    lateness = sweep.library.current.calendar.ladder.lateness
    for notice in planned:
        for obligation in owed:
            if obligation.id in notice.obligations and sweep.now <= notice.at + lateness:
                plate.add(obligation, notice.at, notice.at + lateness, opening=False)
    told = _send(work, sweep, recipient, plate)
    for notice in planned:
        if notice.id != told:
            why = "merged" if told else ("too_late" if plate.items else "")
            work.notices.settle(notice.id, Fate.WITHDRAWN, why, sweep.now)


def _note_rungs(work: Work, sweep: Sweep, obligation: Obligation, due: Due) -> None:
    for told, rungs in ((Told.PEOPLE, due.told), (Told.TOO_LATE, due.missed)):
        for rung in rungs:
            if _note_rung(work, sweep, obligation, rung, told):
                (sweep.reached if told is Told.PEOPLE else sweep.missed).add(obligation.id)


def _note_rung(work: Work, sweep: Sweep, obligation: Obligation, rung: Rung, told: Told) -> bool:
    due_on = sweep.library.current.calendar.local(obligation.due_at).date()
    return work.reminders.add(
        obligation.id, rung.name, rung.slot, due_on, at=rung.at, told=told, now=sweep.now
    )


def _send(work: Work, sweep: Sweep, recipient: Recipient, plate: _Plate) -> int | None:
    """The id of the notice; None when there is nothing to tell or it was told already."""
    if plate.at is None or plate.until is None:
        return None
    calendar, now = sweep.library.current.calendar, sweep.now
    slot = calendar.local(plate.at).strftime("%Y-%m-%dT%H:%M")
    kind, ids = NoticeKind.REMINDER, sorted(plate.items)
    notice = work.notices.claim(recipient.person_id, slot, kind, ids, plate.at, now)
    if notice is None:
        return None
    if recipient.chat_id is None or recipient.blocked:
        fate = Fate.NEVER_STARTED if recipient.chat_id is None else Fate.BLOCKED
        work.notices.settle(notice, fate, "", now)
        note_undelivered(work, sweep.library, recipient.person_id, fate, ids, now)
        return notice
    again = calendar.at(calendar.days.after(calendar.local(now).date(), 1), calendar.ladder.hour)
    telling = Telling(recipient.person_id, notice, plate.until, again)
    items = [plate.items[key] for key in ids]
    message = work.outbox.add(
        recipient.chat_id, reminder(work, sweep.library, telling, items, now), now
    )
    assert message is not None, "a reminder has no key of its own"
    work.notices.sends(notice, message)
    sweep.told += 1
    return notice
