"""From the board down: agencies, the units of one, one unit's report and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.reminders import OWED
from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.monitoring.boards import board_at, owed_at
from usecases.monitoring.progress import line_of, newest_round
from usecases.owed import SENT
from usecases.people.office_only import office_only
from usecases.people.roll import PAGE
from usecases.reminding.calling import people_to_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.plan import Agency
    from usecases.desk import Desk
    from usecases.monitoring.boards import Board
    from usecases.records import Button, Obligation


@office_only
def show_agencies(desk: Desk, argument: str) -> None:
    """`argument`: round:page."""
    round_id, page = _split(argument)
    board = board_at(desk, round_id or newest_round(desk.work))
    if board is None:
        return
    agencies, turning = pages(board.agencies(), page, "board_agencies", board.round.id)
    rows = [(_agency_button(board, agency),) for agency in agencies]
    back = screen("progress", board.round.id, label="board_back")
    desk.say(
        say(
            "board_agencies",
            period=board.round.period,
            sent=board.sent,
            total=len(board.obligations),
            buttons=(*rows, *turning, (back,)),
        )
    )


@office_only
def show_agency(desk: Desk, argument: str) -> None:
    """`argument`: round:number of the agency."""
    round_id, number = _split(argument)
    board = board_at(desk, round_id)
    if board is None:
        return
    agency = next((a for a in board.agencies() if a.number == number), None)
    if agency is None:
        desk.say(say("not_there"))
        return
    owed = board.of(agency)
    signed = desk.work.signed_documents.of_round(round_id)
    back = screen("board_agencies", f"{round_id}:0", label="board_agencies_back")
    desk.say(
        say(
            "board_agency",
            agency=agency.name,
            period=board.round.period,
            sent=sum(one.state in SENT for one in owed),
            items=[line_of(board.plan, one, signed) for one in owed],
            buttons=(*((unit_button(board, one),) for one in owed), (back,)),
        )
    )


@office_only
def show_board_unit(desk: Desk, argument: str) -> None:
    """`argument`: id of the obligation."""
    found = owed_at(desk, argument)
    if found is None:
        return
    board, owed = found
    unit = board.plan.unit(owed.unit_id)
    latest = desk.work.submissions.latest(owed.id)
    papers = desk.work.signed_documents.of(owed.id)
    signed = [owed.unit_id] if latest and any(p.version == latest.version for p in papers) else []
    line = line_of(board.plan, owed, signed)
    del line["short"]
    desk.say(
        say(
            "board_unit",
            **line,
            period=board.round.period,
            overdue=owed.state not in SENT and desk.turn.now > owed.due_at,
            code=latest.receipt_code if latest else "",
            by=latest.person_name if latest else "",
            papers=[
                {"number": p.number, "on": p.signed_on.isoformat(), "version": p.version}
                for p in papers
            ],
            people=people_to_call(desk.work, unit.id),
            buttons=(
                (screen("board_report", f"{owed.id}:0"), *_to_review(owed)),
                (screen("people", unit.id), *_to_leader(owed)),
                (screen("board_agencies", f"{board.round.id}:0", label="board_agencies_back"),),
            ),
        )
    )


def _to_review(owed: Obligation) -> tuple[Button, ...]:
    return (screen("reading", owed.id),) if owed.version else ()


def _to_leader(owed: Obligation) -> tuple[Button, ...]:
    """Where something is still to be done; the answer says so where no leader takes part."""
    return (screen("leader", owed.id, label="tell_leader"),) if owed.state in OWED else ()


def pages(
    items: Sequence[Agency], page: int, name: str, of: str
) -> tuple[Sequence[Agency], list[tuple[Button, ...]]]:
    """The items of that page and the row that turns it; `of` stands before the page's number."""
    last = max(0, (len(items) - 1) // PAGE)
    at = min(page, last)
    turning = []
    if at:
        turning.append(screen(name, f"{of}:{at - 1}", label="page_before"))
    if at < last:
        turning.append(screen(name, f"{of}:{at + 1}", label="page_after"))
    return items[at * PAGE : (at + 1) * PAGE], [tuple(turning)] if turning else []


def _agency_button(board: Board, agency: Agency) -> Button:
    owed = board.of(agency)
    if len(owed) == 1:
        return unit_button(board, owed[0])
    sent = sum(one.state in SENT for one in owed)
    text = f"{agency.name} · {sent}/{len(owed)}"
    return screen("board_agency", f"{board.round.id}:{agency.number}", label="plain", text=text)


def unit_button(board: Board, owed: Obligation) -> Button:
    text = board.plan.unit(owed.unit_id).label
    return screen("board_unit", owed.id, label=f"board_{owed.state.value}", text=text)


def _split(argument: str) -> tuple[str, int]:
    """The round and the number behind it; 0 where there is none."""
    round_id, _, number = argument.rpartition(":")
    return (round_id, number_in(number)) if round_id else (argument, 0)
