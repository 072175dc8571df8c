"""`Dự thảo công văn đôn đốc`: what the letter to those who have not finished says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.documents import order
from usecases.messages import say
from usecases.monitoring.boards import board_at, board_of
from usecases.monitoring.progress import newest_round
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Plan, Round, Unit
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work


@dataclass(frozen=True, slots=True)
class Urging:
    """A draft of the office's letter to `units`; `due_at` is the latest due time of any of them."""

    plan: Plan
    round: Round
    units: tuple[Unit, ...]
    at: datetime
    due_at: datetime

    @property
    def overdue(self) -> bool:
        return self.at > self.due_at


@office_only
def want_urging_letter(desk: Desk, round_id: str) -> None:
    board = board_at(desk, round_id or newest_round(desk.work))
    if board is None:
        return
    if urging(desk.work, desk.library, board.round.id, desk.turn.now) is None:
        desk.say(say("everybody_done", period=board.round.period))
        return
    order(desk, "urging_letter", {"round": board.round.id})


def urging(work: Work, library: Library, round_id: str, now: datetime) -> Urging | None:
    """None when nobody is left to write to. The office does not write to itself."""
    board = board_of(work, library, round_id)
    if board is None:
        return None
    unfinished = [one for one in board.unfinished() if one.unit_id != board.plan.office.id]
    if not unfinished:
        return None
    zone = board.plan.timezone
    return Urging(
        board.plan,
        board.round,
        tuple(board.plan.unit(one.unit_id) for one in unfinished),
        now.astimezone(zone),
        max(one.due_at for one in unfinished).astimezone(zone),
    )
