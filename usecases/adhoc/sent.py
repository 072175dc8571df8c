"""A request that runs: how far it is, moved, widened, closed, called off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.adhoc.letters import people_of
from usecases.adhoc.records import RequestState
from usecases.adhoc.sending import ask_units
from usecases.adhoc.showing import button
from usecases.buttons import screen
from usecases.messages import say
from usecases.owed import SENT
from usecases.people.shown import unit_words
from usecases.records import MessageClass, ObligationState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from usecases.adhoc.paper import Paper
    from usecases.desk import Desk
    from usecases.records import JSON, Button, Message, Obligation

_MOST = 20  # requests of one list: the newest


def show_running(desk: Desk) -> None:
    """Requests whose answers still come in, newest first, and a new one."""
    rows: list[tuple[Button, ...]] = [(screen("adhoc_new"),)]
    items: list[JSON] = []
    for record in desk.work.requests.sent()[:_MOST]:
        plan = desk.library.plan_of_round(record.round_id, desk.work)
        round_ = plan.round(record.round_id)
        owed = desk.work.obligations.of_round(record.round_id)
        items.append(
            {**_counts(owed), "title": round_.title, "due_at": round_.due["unit"].isoformat()}
        )
        text = round_.title[:60]
        rows.append((screen("adhoc", f"{record.id}:board:", label="plain", text=text),))
    desk.say(say("adhoc_running", items=items, buttons=tuple(rows)))


def show_board(paper: Paper) -> None:
    """The request as it was sent, how far it is, and what can be done about it."""
    round_id, plan = paper.record.round_id, paper.plan
    rows = (
        (screen("progress", round_id), screen("consolidate", round_id)),
        (
            button(paper, "due", label="adhoc_extend"),
            button(paper, "units", label="adhoc_add_units"),
        ),
        (button(paper, "words"),),
        (button(paper, "close"), button(paper, "cancel")),
    )
    owed = paper.desk.work.obligations.of_round(round_id)
    due = plan.round(round_id).due["unit"].isoformat()
    words = {"title": paper.request.title, "due_at": due, **_counts(owed)}
    paper.desk.say(say("adhoc_board", **words, buttons=rows))


def _counts(owed: Iterable[Obligation]) -> dict[str, JSON]:
    live = [each for each in owed if each.state is not ObligationState.CANCELLED]
    return {"sent": sum(each.state in SENT for each in live), "total": len(live)}


def asked_units(paper: Paper) -> frozenset[str]:
    """Those that owe the request's round an answer; none while it is being written."""
    if not paper.record.round_id:
        return frozenset()
    owed = paper.desk.work.obligations.of_round(paper.record.round_id)
    return frozenset(each.unit_id for each in owed)


def move_due(paper: Paper, moment: datetime) -> None:
    """Another due time for all who still owe it; what was late by the old one stays late, and
    whoever was given longer by themselves keeps that."""
    before = paper.request.due
    paper.request = replace(paper.request, due=moment)
    paper.keep()
    open_ones = [o for o in _open_ones(paper) if o.due_at == before or o.due_at < moment]
    for obligation in open_ones:
        paper.desk.work.obligations.set_due(obligation.id, moment)
    _note(
        paper,
        "adhoc_moved",
        {"from": before.isoformat() if before else "", "to": moment.isoformat()},
    )
    _tell_units(paper, open_ones, "moved")
    say_done(paper, "moved")


def add_units(paper: Paper) -> None:
    new = [unit for unit in paper.request.units if unit not in asked_units(paper)]
    paper.keep()
    if not new:
        show_board(paper)
        return
    ask_units(paper, new)
    _note(paper, "adhoc_widened", {"units": new})
    say_done(paper, "widened")


def ask_sure(paper: Paper, what: str) -> None:
    rows = ((button(paper, f"{what}sure"), button(paper, "board", label="adhoc_stay")),)
    paper.desk.say(say("adhoc_sure", what=what, title=paper.request.title, buttons=rows))


def cancel(paper: Paper) -> None:
    """Nobody owes it any more, and everybody who was asked is told."""
    told = paper.desk.work.obligations.of_round(paper.record.round_id)
    if not _settled(paper, RequestState.CANCELLED):
        return
    for obligation in told:
        paper.desk.work.obligations.set_state(obligation.id, ObligationState.CANCELLED)
    _note(paper, "adhoc_cancelled", {})
    _tell_units(paper, told, "cancelled")
    say_done(paper, "cancelled")


def close(paper: Paper) -> None:
    """Answers are taken no more; who has not sent any stays named in the report."""
    open_ones = _open_ones(paper)
    if not _settled(paper, RequestState.CLOSED):
        return
    _note(paper, "adhoc_closed", {})
    _tell_units(paper, open_ones, "closed")
    say_done(paper, "closed")


def _settled(paper: Paper, state: RequestState) -> bool:
    work, now = paper.desk.work, paper.desk.turn.now
    paper.leave()
    return work.requests.settle(paper.id, RequestState.SENT, state, now)


def _open_ones(paper: Paper) -> list[Obligation]:
    owed = paper.desk.work.obligations.of_round(paper.record.round_id)
    done = (*SENT, ObligationState.CANCELLED)
    return [each for each in owed if each.state not in done]


def _note(paper: Paper, action: str, detail: JSON) -> None:
    by = paper.desk.person.id if paper.desk.person else None
    paper.desk.work.audit.note(paper.desk.turn.now, by, action, paper.record.round_id, detail)


def _tell_units(paper: Paper, owed: Iterable[Obligation], what: str) -> None:
    for obligation in owed:
        message = _news(paper, obligation.unit_id, what)
        for person in people_of(paper.desk.work, obligation):
            assert person.chat_id is not None, "looked at there"
            paper.desk.tell(person.chat_id, message)


def _news(paper: Paper, unit_id: str, what: str) -> Message:
    words = unit_words(paper.plan, unit_id)
    due = paper.request.due
    return say(
        "adhoc_news",
        message_class=MessageClass.REQUEST,
        what=what,
        title=paper.request.title,
        office=paper.plan.office.name,
        unit=words["unit"],
        address=words["address"],
        tone=words["tone"],
        due_at=due.astimezone(paper.plan.timezone).isoformat() if due else "",
    )


def say_done(paper: Paper, what: str) -> None:
    going_on = what in ("moved", "widened", "reworded")
    rows = ((button(paper, "board"),),) if going_on else ()
    paper.desk.say(say("adhoc_done", what=what, title=paper.request.title, buttons=rows))
