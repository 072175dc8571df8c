"""Telling one person, in one message, of everything that is due for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    from usecases.reminding.promises import Promised
    from usecases.reminding.records import Notice, Recipient


@dataclass
class Sweep:
    """What one tick knows as it goes from person to person. `reached` and `missed` are ids of
    obligations: told of just now, and never told of because it was too late."""

    library: Library
    now: datetime
    due: Mapping[tuple[str, datetime], Due]
    planned: Mapping[int, Sequence[Notice]]
    promised: Mapping[int, Promised] = field(default_factory=dict)  # by obligation
    told: int = 0  # people
    reached: set[int] = field(default_factory=set)
    missed: set[int] = field(default_factory=set)


@dataclass
class _Plate:
    """Everything on one person's plate; `at` and `until` are those of its latest rung."""

    items: dict[int, Item] = field(default_factory=dict)
    at: datetime | None = None
    until: datetime | None = None

    def add(self, item: Item, at: datetime, until: datetime) -> None:
        """A report that is on it already keeps what is said of it."""
        key = item.obligation.id
        known = self.items.get(key, item)
        opening, ladder = item.opening or known.opening, item.ladder or known.ladder
        self.items[key] = replace(item, opening=opening, ladder=ladder)
        if self.at is None or at > self.at:
            self.at, self.until = at, until


def tell(work: Work, sweep: Sweep, recipients: Sequence[Recipient]) -> None:
    """One message a person at the most, whatever else has ticked meanwhile."""
    units = {r.person_id: _units_of(work, r) for r in recipients}
    wanted = sorted({unit for own in units.values() for unit in own})
    owed: dict[str, list[Obligation]] = {}
    for obligation in work.obligations.of_units(wanted):
        if obligation.state in OWED or obligation.id in sweep.promised:
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
        _put_due(work, sweep, obligation, plate)
    planned = sweep.planned.get(recipient.person_id, ())
    lateness = sweep.library.current.calendar.ladder.lateness
    for notice in planned:
        for obligation in owed:
            if obligation.id in notice.obligations and sweep.now <= notice.at + lateness:
                plate.add(_item(sweep, obligation), notice.at, notice.at + lateness)
    told = _send(work, sweep, recipient, plate)
    for notice in planned:
        if notice.id != told:
            why = "merged" if told else ("too_late" if plate.items else "")
            work.notices.settle(notice.id, Fate.WITHDRAWN, why, sweep.now)


def _put_due(work: Work, sweep: Sweep, obligation: Obligation, plate: _Plate) -> None:
    """The steps of the ladder, where the report is owed; then what was promised by now."""
    due = sweep.due.get((obligation.round_id, obligation.due_at))
    item = _item(sweep, obligation)
    if due is not None and item.ladder:
        _note_rungs(work, sweep, obligation, due.told, due.missed)
        for rung in due.told:
            plate.add(replace(item, opening=rung.name == "opening"), rung.at, rung.until)
    promised = sweep.promised.get(obligation.id)
    rungs = promised.rungs if promised is not None else ()
    told = [rung for rung in rungs if sweep.now <= rung.until]
    _note_rungs(work, sweep, obligation, told, [rung for rung in rungs if rung not in told])
    for rung in told:
        plate.add(replace(item, ladder=False), rung.at, rung.until)


def _item(sweep: Sweep, obligation: Obligation) -> Item:
    promised = sweep.promised.get(obligation.id)
    figures = promised.figures if promised is not None else ()
    return Item(obligation, promised=figures, ladder=obligation.state in OWED)


def _note_rungs(
    work: Work, sweep: Sweep, obligation: Obligation, due: Sequence[Rung], missed: Sequence[Rung]
) -> None:
    for told, rungs in ((Told.PEOPLE, due), (Told.TOO_LATE, missed)):
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
