"""The last look before a reminder goes out: it must still be owed by the units of its person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reporting.reminders import OWED
from usecases.reminding.records import Fate, NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from usecases.ports import Work
    from usecases.records import JSON, Message
    from usecases.reminding.records import Notice

_OF_A_REPORT = ("s:report:", "s:promised:")  # buttons


def may_go(work: Work, part_id: int, now: datetime) -> bool:
    """Called in the unit of work that claims a part for sending. False: its message is withdrawn,
    and where something is left to say, a shorter one takes its place."""
    notice = work.notices.of_part(part_id)
    if notice is None or notice.kind is not NoticeKind.REMINDER or notice.message_id is None:
        return True
    items = {i["obligation"]: i for i in work.outbox.get(notice.message_id).params["items"]}
    owed = [key for key in notice.obligations if _is_owed(work, notice, key, items.get(key, {}))]
    if len(owed) == len(notice.obligations) or not work.outbox.withdraw(notice.message_id):
        return True
    if owed:
        _say_shorter(work, notice, notice.message_id, owed, now)
    else:
        work.notices.settle(notice.id, Fate.WITHDRAWN, "", now)
    return False


def _is_owed(work: Work, notice: Notice, obligation_id: int, item: JSON) -> bool:
    """A report; where the reminder is about promised figures alone, one of these."""
    obligation = work.obligations.get(obligation_id)
    if obligation is None or obligation.unit_id not in work.people.get(notice.person_id).units():
        return False
    if not item.get("only_promised"):
        return obligation.state in OWED
    promised = {promise.ref for promise in work.reminders.promises(date.max, obligation_id)}
    return any(figure["ref"] in promised for figure in item["promised"])


def _say_shorter(
    work: Work, notice: Notice, message_id: int, owed: list[int], now: datetime
) -> None:
    chat_id = work.people.get(notice.person_id).chat_id
    if chat_id is None:
        return
    message = work.outbox.add(chat_id, without(work.outbox.get(message_id), owed), now)
    assert message is not None, "a reminder has no key of its own"
    work.notices.sends(notice.id, message)


def without(message: Message, owed: list[int]) -> Message:
    """The same reminder with only the reports in `owed`."""
    items: list[JSON] = [i for i in message.params["items"] if i["obligation"] in owed]
    kept = {f"{screen}{key}" for screen in _OF_A_REPORT for key in owed}
    buttons = tuple(
        row
        for row in message.buttons
        if not row[0].data.startswith(_OF_A_REPORT) or row[0].data in kept
    )
    return replace(message, params={**message.params, "items": items}, buttons=buttons)
