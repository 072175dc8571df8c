"""The request before somebody of the office: read, changed and kept, one revision after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from reporting.adhoc import Bank, Request
from usecases.adhoc.records import RequestState
from usecases.dialogues.asking import AD_HOC, dialogues_of, say_in, subject_id, turn_to_dialogue
from usecases.dialogues.focus import turn_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.plan import Plan, Unit
    from usecases.adhoc.records import RequestRecord
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.ports import Work
    from usecases.records import Message

_USUAL = time(16)
_AT_LEAST = timedelta(minutes=45)


@dataclass
class Paper:
    """`asked` is the step whose answer is awaited. While it is written, and while one that runs
    asks for something, a dialogue about it lies in the person's focus."""

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
        if asked or not self.record.round_id:
            turn_to_dialogue(self.desk, AD_HOC, self._subject)
        else:
            self.leave()
        fresh = self.desk.work.requests.get(self.record.id)
        assert fresh is not None, "it was kept just now"
        self.record = fresh

    @property
    def _subject(self) -> dict[str, int]:
        return {"request": self.record.id}

    @property
    def _dialogues(self) -> list[Dialogue]:
        return [
            d for d in dialogues_of(self.desk) if (d.kind, d.subject) == (AD_HOC, self._subject)
        ]

    def say(self, message: Message) -> None:
        """A reply to it is about this request."""
        for dialogue in self._dialogues[:1]:
            say_in(self.desk, dialogue, message)
            return
        self.desk.say(message)

    def leave(self) -> None:
        """What is typed belongs elsewhere again."""
        turn_from(self.desk, *(-dialogue.id for dialogue in self._dialogues))


def request_of(work: Work, round_id: str) -> Request | None:
    """What an ad hoc round was opened for; None for any other."""
    record = work.requests.of_round(round_id)
    return Request.from_json(record.content) if record else None


def request_in(desk: Desk, dialogue: Dialogue) -> Request | None:
    """What a dialogue about a request is about, as far as it is written."""
    paper = found(desk, subject_id(dialogue, "request"))
    return paper.request if paper is not None else None


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
    turn_to_dialogue(desk, AD_HOC, {"request": record.id})
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
