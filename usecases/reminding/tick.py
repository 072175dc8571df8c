"""What the clock does, in units of work that others may come between.

Everything is read from the database each time: a tick that was missed, came twice or ran beside
another one changes nothing. A rung and the notice of it are rows that exist once, and commit
together with the message.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.provisional.asking import ask_at_cut_off
from usecases.records import MessageClass
from usecases.reminding import marks
from usecases.reminding.digest import send_digest
from usecases.reminding.due import due_now
from usecases.reminding.fates import settle_fates
from usecases.reminding.guard import clock_is_believed
from usecases.reminding.leaders import tell_where_planned
from usecases.reminding.promises import may_be_due, promised_by_now, with_rungs
from usecases.reminding.telling import Sweep, tell
from usecases.rounds import open_rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work
    from usecases.reminding.promises import Promised
    from usecases.reminding.records import Notice

PEOPLE = 50  # of one unit of work: turns wait for it no longer than for each other
A_TICK = 500  # people told in one tick: more would only wait in the outbox for Telegram's pace


class Tick:
    """`units` gives the units of work one after another; each must be done before the next one is
    asked for, and may be run again when its commit failed. `opened` names the rounds that opened,
    `held` says that the clock is not believed."""

    def __init__(self, library: Library, now: datetime) -> None:
        self.opened: list[str] = []
        self.held = False
        self._library = library
        self._now = now
        self._since: datetime | None = None
        self._told: Sweep | None = None
        self._began = now
        self._last_person = 0
        self._more = False

    def units(self) -> Iterator[Callable[[Work], None]]:
        yield self._begin
        if self.held:
            return
        while self._more and self._told is not None and self._told.told < A_TICK:
            yield partial(self._tell_some, self._last_person)
        yield self._finish

    def _begin(self, work: Work) -> None:
        library, now = self._library, self._now
        self.held = not clock_is_believed(work, library, now)
        if self.held:
            return
        self.opened = open_rounds(work, library, now)
        settle_fates(work, library, now)
        self._since = marks.since(work)
        due = due_now(work, library, now, self._since)
        planned = _by_person(work.notices.planned(now)) if self._is_open else {}
        promised = self._promised(work, planned=bool(planned))
        self._told = Sweep(library, now, due, planned, promised)
        self._more = bool(due or planned or any(each.rungs for each in promised.values()))
        self._last_person, self._began = marks.sweep(work) or (0, now)

    def _promised(self, work: Work, *, planned: bool) -> dict[int, Promised]:
        """Looked up once a day, and where somebody has put off what may be such a figure."""
        calendar = self._library.current.calendar
        if not self._is_open or not (planned or may_be_due(calendar, self._now, self._since)):
            return {}
        promised = promised_by_now(work, self._library, self._now)
        return with_rungs(promised, calendar, self._now, self._since)

    @property
    def _is_open(self) -> bool:
        return self._library.current.calendar.is_open(self._now)

    def _tell_some(self, after: int, work: Work) -> None:
        assert self._told is not None, "begun"
        recipients = work.reminders.recipients(after, PEOPLE)
        tell(work, self._told, recipients)
        self._last_person = recipients[-1].person_id if recipients else after
        self._more = len(recipients) == PEOPLE

    def _finish(self, work: Work) -> None:
        assert self._told is not None, "begun"
        now, seen = self._now, marks.seen(work)
        if self._told.missed and self._since is not None:
            _tell_of_missed(work, self._told, seen or self._since)
        if self._more:
            marks.note_sweep(work, self._last_person, self._began)
        else:
            self._end_sweep(work)
        if seen is None or seen < now:
            marks.note_seen(work, now)

    def _end_sweep(self, work: Work) -> None:
        """Everybody is told of all that was due when the sweep began."""
        if marks.sweep(work) is not None:
            marks.end_sweep(work)
        if self._is_open:
            send_digest(work, self._library, self._now, self._since)
            ask_at_cut_off(work, self._library, self._now)
            tell_where_planned(work, self._library, self._now)
        if self._is_open or self._since is None:
            marks.note_since(work, self._began)


def _by_person(notices: Sequence[Notice]) -> dict[int, list[Notice]]:
    found: dict[int, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.person_id, []).append(notice)
    return found


def _tell_of_missed(work: Work, told: Sweep, since: datetime) -> None:
    """The office learns which units heard nothing because the bot was down."""
    library, zone = told.library, told.library.current.timezone
    names = []
    for key in sorted(told.missed - told.reached):
        obligation = work.obligations.get(key)
        if obligation is not None:
            plan = library.plan_of_round(obligation.round_id, work)
            names.append(plan.unit(obligation.unit_id).label)
    for person in work.people.office():
        if person.chat_id is not None:
            notice = say(
                "reminders_missed",
                message_class=MessageClass.REQUEST,
                dedupe_key=f"missed:{told.now.isoformat()}:{person.id}",
                since=since.astimezone(zone).isoformat(),
                until=told.now.astimezone(zone).isoformat(),
                late=len(told.missed & told.reached),
                units=list(dict.fromkeys(names)),
            )
            work.outbox.add(person.chat_id, notice, told.now)
