"""`Tin gửi Zalo`: words to paste for those who have not finished. No figures, no blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.monitoring.boards import board_at
from usecases.monitoring.progress import newest_round
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from usecases.desk import Desk
    from usecases.monitoring.boards import Board
    from usecases.records import Obligation

_NAMES = 1200  # characters of names in one text: Zalo takes 2,000 in all
_TONES = ("kinh_de_nghi", "de_nghi")  # the Front and the associations have a text of their own


@office_only
def write_for_zalo(desk: Desk, round_id: str) -> None:
    board = board_at(desk, round_id or newest_round(desk.work))
    if board is None:
        return
    unfinished = [o for o in board.unfinished() if o.unit_id != board.plan.office.id]
    if not unfinished:
        desk.say(say("everybody_done", period=board.round.period))
        return
    desk.say(say("zalo_lead", units=len(unfinished)))
    for tone in _TONES:
        for due_at, names in _groups(board, unfinished, tone):
            desk.say(
                say(
                    "zalo_text",
                    tone=tone,
                    units=names,
                    period=board.round.period,
                    programme=board.plan.programme_short,
                    due_at=due_at.astimezone(board.plan.timezone).isoformat(),
                    overdue=desk.turn.now > due_at,
                    office=board.plan.office.name,
                )
            )


def _groups(
    board: Board, unfinished: list[Obligation], tone: str
) -> Iterator[tuple[datetime, list[str]]]:
    """Units of that tone by due time, as many as one text holds."""
    addressed = [o for o in unfinished if board.plan.unit(o.unit_id).tone == tone]
    for due_at in sorted({o.due_at for o in addressed}):
        names: list[str] = []
        for owed in addressed:
            if owed.due_at != due_at:
                continue
            name = board.plan.unit(owed.unit_id).label
            if sum(map(len, names)) + len(name) > _NAMES:
                yield due_at, names
                names = []
            names.append(name)
        yield due_at, names
