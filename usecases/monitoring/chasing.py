"""/dondoc: who has not finished is reminded now, each person once, after a look at the names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.monitoring.boards import board_at, board_of
from usecases.monitoring.progress import newest_round
from usecases.monitoring.results import show_result
from usecases.people.office_only import office_only
from usecases.reminding.records import Fate, NoticeKind
from usecases.reminding.wording import Item, Telling, reminder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from usecases.desk import Desk
    from usecases.monitoring.boards import Board
    from usecases.records import JSON, Button, Obligation
    from usecases.reminding.records import Recipient

QUIET = timedelta(hours=4)  # whoever was reminded since then is left in peace
_EVERYBODY = 10_000
_HEARD = (Fate.WAITING, Fate.SENT, Fate.UNCERTAIN)


@dataclass
class Chase:
    """Who would be told now, of what; who was told just before; which units nobody reports for."""

    board: Board
    told: list[tuple[Recipient, list[Obligation]]] = field(default_factory=list)
    spared: list[tuple[Recipient, list[Obligation]]] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)


@office_only
def show_chase(desk: Desk, round_id: str = "") -> None:
    """The names, before anything is sent."""
    board = board_at(desk, round_id or newest_round(desk.work))
    if board is None:
        return
    chase = _chase(desk, board)
    desk.say(
        say(
            "chase_preview",
            period=board.round.period,
            unfinished=len(board.unfinished()),
            people=[_words(desk, board, person, owed) for person, owed in chase.told],
            spared=[_words(desk, board, person, owed) for person, owed in chase.spared],
            nobody=chase.nobody,
            hours=QUIET // timedelta(hours=1),
            buttons=tuple(_rows(desk, chase)),
        )
    )


@office_only
def send_chase(desk: Desk, round_id: str) -> None:
    """To whom it goes is worked out anew: who has submitted since the look is left out."""
    board = board_at(desk, round_id)
    if board is None:
        return
    chase = _chase(desk, board)
    if not chase.told:
        show_chase(desk, round_id)
        return
    slot = f"dondoc:{desk.turn.now:%Y%m%dT%H%M%S}"
    for person, owed in chase.told:
        _tell(desk, slot, person, owed)
    assert desk.person is not None
    units = sorted({one.unit_id for _, owed in chase.told for one in owed})
    detail = {"units": units, "people": [person.person_id for person, _ in chase.told]}
    desk.work.audit.note(desk.turn.now, desk.person.id, "chased", f"round:{round_id}", detail)
    show_result(desk, slot)


def _chase(desk: Desk, board: Board) -> Chase:
    by_unit = {one.unit_id: one for one in board.unfinished()}
    spared = {
        (notice.person_id, key)
        for notice in desk.work.notices.since(desk.turn.now - QUIET)
        if notice.fate in _HEARD
        for key in notice.obligations
    }
    chase, reported = Chase(board), set()
    for person in desk.work.reminders.recipients(0, _EVERYBODY):
        owed = [by_unit[unit] for unit in person.units if unit in by_unit]
        reported |= {one.unit_id for one in owed}
        fresh = [one for one in owed if (person.person_id, one.id) not in spared]
        if fresh:
            chase.told.append((person, fresh))
        elif owed:
            chase.spared.append((person, owed))
    chase.nobody = [board.plan.unit(unit).label for unit in by_unit if unit not in reported]
    return chase


def _tell(desk: Desk, slot: str, person: Recipient, owed: list[Obligation]) -> None:
    """By the ways of reminding: one notice a person and slot, looked at once more as it goes."""
    work, now, calendar = desk.work, desk.turn.now, desk.library.current.calendar
    ids = sorted(one.id for one in owed)
    notice = work.notices.claim(person.person_id, slot, NoticeKind.REMINDER, ids, now, now)
    if notice is None:
        return
    if person.chat_id is None or person.blocked:
        fate = Fate.NEVER_STARTED if person.chat_id is None else Fate.BLOCKED
        work.notices.settle(notice, fate, "", now)
        return
    again = calendar.at(calendar.days.after(calendar.local(now).date(), 1), calendar.ladder.hour)
    telling = Telling(person.person_id, notice, now + calendar.ladder.lateness, again)
    items = [Item(one) for one in sorted(owed, key=lambda one: one.id)]
    message = desk.tell(person.chat_id, reminder(work, desk.library, telling, items, now))
    assert message is not None, "a reminder has no key of its own"
    work.notices.sends(notice, message)


def _words(desk: Desk, board: Board, person: Recipient, owed: list[Obligation]) -> JSON:
    return {
        "name": desk.work.people.get(person.person_id).name,
        "units": [board.plan.unit(one.unit_id).label for one in owed],
        "reached": person.chat_id is not None and not person.blocked,
    }


def _rows(desk: Desk, chase: Chase) -> Iterator[tuple[Button, ...]]:
    here = chase.board.round.id
    if chase.told:
        yield (screen("chase_send", here, text=str(len(chase.told))),)
    if chase.board.unfinished():
        yield (screen("zalo", here), screen("urging_letter", here))
        yield (screen("calls"),)
    for record in desk.work.rounds.all():
        if record.id == here:
            continue
        other = board_of(desk.work, desk.library, record.id)
        if other is not None and other.unfinished():
            yield (screen("chase", record.id, label="chase_other", text=other.round.period),)
    yield (screen("progress", here, label="board_back"),)
