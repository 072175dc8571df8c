"""The request before somebody of the office: read, changed and kept, one revision after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from reporting.adhoc import Bank, Request
from usecases.adhoc.records import RequestState
from usecases.entering import turn_from, turn_to
from usecases.facts.asking import forget_fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.plan import Plan, Unit
    from usecases.adhoc.records import RequestRecord
    from usecases.desk import Desk
    from usecases.ports import Work

_USUAL = time(16)
_AT_LEAST = timedelta(minutes=45)


@dataclass
class Paper:
    """`asked` is the step whose answer is awaited; typed text of this person then belongs here."""

    desk: Desk
    record: RequestRecord
    request: Request
    asked: str
    pending: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk, record: RequestRecord) -> Paper:
        content = Request.from_json(record.content)
        return cls(desk, record, content, record.asked, dict(record.pending))

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def plan(self) -> Plan:
        """The plan as it stands now; a sent request runs on the one it was sent with."""
        if self.record.round_id:
            return self.desk.library.plan_of_round(self.record.round_id, self.desk.work)
        return self.desk.library.current

    @property
    def bank(self) -> Bank:
        return self.desk.library.bank

    @property
    def units(self) -> tuple[Unit, ...]:
        """Who can be asked."""
        today = self.desk.turn.now.astimezone(self.plan.timezone).date()
        return self.plan.units_on(today)

    def keep(self, asked: str = "", pending: Mapping[str, Any] | None = None) -> None:
        """What was said so far, and what is asked next. Two presses at once: the later one finds
        another revision and is run again from the start by whoever runs turns."""
        self.asked, self.pending = asked, dict(pending or {})
        done = self.desk.work.requests.keep(
            self.record.id,
            self.record.revision,
            content=self.request.to_json(),
            asked=asked,
            pending=self.pending,
            at=self.desk.turn.now,
        )
        assert done, "turns of one database follow each other"
        (turn_to if asked else turn_from)(self.desk, -self.record.id)
        forget_fact(self.desk)
        fresh = self.desk.work.requests.get(self.record.id)
        assert fresh is not None, "it was kept just now"
        self.record = fresh


def request_of(work: Work, round_id: str) -> Request | None:
    """What an ad hoc round was opened for; None for any other."""
    record = work.requests.of_round(round_id)
    return Request.from_json(record.content) if record else None


def begun(desk: Desk) -> Paper:
    """A new request with what is usual: all communes, today at four, figures of the year so far."""
    assert desk.person is not None, "only the office asks"
    plan, now = desk.library.current, desk.turn.now
    today = now.astimezone(plan.timezone).date()
    request = Request(
        units=tuple(unit.id for unit in plan.units_on(today) if unit.area),
        since=today.replace(month=1, day=1),
        until=today,
        due=_usual_due(plan, now),
    )
    record = desk.work.requests.start(desk.person.id, request.to_json(), "title", now)
    turn_to(desk, -record.id)
    forget_fact(desk)
    return Paper.of(desk, record)


def _usual_due(plan: Plan, now: datetime) -> datetime:
    """Four o'clock today, or on the next working day where that is too soon."""
    calendar = plan.calendar
    today = calendar.local(now).date()
    due = calendar.at(today, _USUAL)
    if due - now >= _AT_LEAST and calendar.days.works(today):
        return due
    return calendar.at(calendar.days.after(today, 1), _USUAL)


def found(desk: Desk, request_id: int) -> Paper | None:
    """A request this person may go on with: their own while it is written, any once it is sent."""
    record = desk.work.requests.get(request_id)
    person = desk.person
    if record is None or person is None or not person.is_office():
        return None
    own = record.state is RequestState.OPEN and record.person_id == person.id
    return Paper.of(desk, record) if own or record.state is RequestState.SENT else None


def in_focus(desk: Desk) -> Paper | None:
    """The request to which this person's free text belongs."""
    person = desk.person
    if person is None or not person.focus or person.focus[-1] >= 0:
        return None
    paper = found(desk, -person.focus[-1])
    return paper if paper is not None and paper.asked else None
