"""A round as the board of `/tiendo` shows it: who owes, in the plan's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.buttons import number_in
from usecases.messages import say
from usecases.monitoring.progress import in_plan_order, line_of
from usecases.owed import SENT
from usecases.records import ObligationState

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Agency, Plan, Round
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation


@dataclass(frozen=True, slots=True)
class Board:
    plan: Plan
    round: Round
    obligations: tuple[Obligation, ...]

    @property
    def sent(self) -> int:
        return sum(one.state in SENT for one in self.obligations)

    def of(self, agency: Agency) -> list[Obligation]:
        return [o for o in self.obligations if self.plan.unit(o.unit_id).agency.id == agency.id]

    def agencies(self) -> list[Agency]:
        """Those of which something is owed."""
        return [agency for agency in self.plan.agencies if self.of(agency)]

    def unfinished(self) -> list[Obligation]:
        """Whoever has not handed in, or was asked to amend."""
        return [o for o in self.obligations if o.state not in SENT]


def board_of(work: Work, library: Library, round_id: str) -> Board | None:
    """None for a round that was never opened."""
    if not round_id or work.rounds.get(round_id) is None:
        return None
    plan = library.plan_of_round(round_id, work)
    owed = in_plan_order(plan, work.obligations.of_round(round_id))
    return Board(plan, plan.round(round_id), tuple(owed))


def board_at(desk: Desk, round_id: str) -> Board | None:
    """Says so when there is none."""
    board = board_of(desk.work, desk.library, round_id)
    if board is None:
        desk.say(say("no_round"))
    return board


def owed_at(desk: Desk, argument: str) -> tuple[Board, Obligation] | None:
    """The obligation that `argument` names, with its round; says so when it is not there."""
    found = desk.work.obligations.get(number_in(argument))
    if found is None or found.state is ObligationState.CANCELLED:
        desk.say(say("not_there"))
        return None
    board = board_of(desk.work, desk.library, found.round_id)
    assert board is not None, "an obligation is of an open round"
    return board, found


def picture_facts(work: Work, library: Library, round_id: str, now: datetime) -> JSON:
    """What `documents.pictures.board` draws: {period, at, due_at, sent, total, lines}; each line is
    `line_of` with `overdue`. Raises KeyError for a round that was never opened."""
    board = board_of(work, library, round_id)
    if board is None:
        raise KeyError(round_id)
    zone = board.plan.timezone
    signed = work.signed_documents.of_round(round_id)
    lines = [
        line_of(board.plan, one, signed) | {"overdue": one.state not in SENT and now > one.due_at}
        for one in board.obligations
    ]
    return {
        "period": board.round.period,
        "at": now.astimezone(zone).isoformat(),
        "due_at": board.round.due["unit"].isoformat(),
        "sent": board.sent,
        "total": len(lines),
        "lines": lines,
    }
