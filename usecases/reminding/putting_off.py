"""`Nhắc lại sau`: the same reminder again on the next working day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.reminders import OWED
from usecases.buttons import number_in
from usecases.messages import say

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.reminding.records import Notice


def put_off(desk: Desk, argument: str) -> None:
    notice = _own(desk, argument)
    if notice is None:
        desk.say(say("not_there"))
        return
    owed = [key for key in notice.obligations if _is_owed(desk, key)]
    if not owed:
        desk.say(say("nothing_left"))
        return
    calendar, now = desk.library.current.calendar, desk.turn.now
    day = calendar.days.after(calendar.local(now).date(), 1)
    again = calendar.at(day, calendar.ladder.hour)
    slot = again.strftime("%Y-%m-%dT%H:%M")
    desk.work.notices.plan(notice.person_id, slot, owed, again, now)
    desk.say(say("put_off", again_at=again.isoformat()))


def _own(desk: Desk, argument: str) -> Notice | None:
    """Another person's notice looks like one that is not there."""
    notice = desk.work.notices.get(number_in(argument))
    mine = notice is not None and desk.person is not None and notice.person_id == desk.person.id
    return notice if mine else None


def _is_owed(desk: Desk, obligation_id: int) -> bool:
    obligation = desk.work.obligations.get(obligation_id)
    if obligation is None or obligation.state in OWED:
        return obligation is not None
    today = desk.library.current.calendar.local(desk.turn.now).date()
    return bool(desk.work.reminders.promises(today, obligation_id))
