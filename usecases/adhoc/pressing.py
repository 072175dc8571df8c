"""The buttons of the dialogue, by action. An action that no longer fits shows where things are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.adhoc import KINDS, Asked, Request
from usecases.adhoc import preview, rewording, sent
from usecases.adhoc.records import RequestState
from usecases.adhoc.showing import PAGE, button, groups, show, suggested
from usecases.adhoc.steps import MOST, add, after_letter, choose_kind
from usecases.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from usecases.adhoc.paper import Paper

# Where `‹ Quay lại` leads from a step; "" is the request as a whole.
_BEFORE = {"kind": "question", "measure": "kind", "choices": "kind", "find": "question"}


def press(paper: Paper, action: str, about: str) -> None:
    table = _RUNNING if paper.record.state is RequestState.SENT else _WRITING
    table.get(action, _lost)(paper, about)


def _lost(paper: Paper, _: str) -> None:
    if paper.record.round_id:
        sent.show_board(paper)
    else:
        show(paper, "old_button")


def _goto(step: str, **pending: int | str) -> Callable[[Paper, str], None]:
    def go(paper: Paper, _: str) -> None:
        paper.keep(step, pending)
        show(paper)

    return go


def _to_units(paper: Paper, _: str) -> None:
    """On the page of the first one that is chosen."""
    chosen = [at for at, unit in enumerate(paper.units) if unit.id in paper.request.units]
    paper.keep("units", {"page": chosen[0] // PAGE if chosen else 0})
    show(paper)


def _back(paper: Paper, _: str) -> None:
    if paper.asked == "title" and not paper.request.title:
        show(paper)
        return
    before = _BEFORE.get(paper.asked, "")
    if paper.asked == "question" and not paper.request.questions:
        before = "title"
    paper.keep(before, paper.pending if before == "kind" else {})
    show(paper)


def _kind(paper: Paper, kind: str) -> None:
    if paper.asked == "kind" and kind in KINDS:
        choose_kind(paper, kind)
    else:
        _lost(paper, "")


def _measure(paper: Paper, about: str) -> None:
    named = suggested(paper, str(paper.pending.get("kind"))) if paper.asked == "measure" else []
    at = int(about) if about.isdecimal() and len(about) < 3 else len(named)
    if at < len(named):
        add(paper, unit_of_measure=named[at])
    else:
        _lost(paper, "")


def _skip(paper: Paper, _: str) -> None:
    if paper.asked == "measure" and paper.pending.get("kind") != "money":
        add(paper)
    elif paper.asked.startswith("letter_"):
        after_letter(paper)
    else:
        _lost(paper, "")


def _remove(paper: Paper, about: str) -> None:
    if paper.asked != "question" or not about.isdecimal() or len(about) > 3:
        _lost(paper, "")
        return
    paper.request = paper.request.without(int(about))
    paper.keep("question")
    show(paper)


def _pick(paper: Paper, name: str) -> None:
    found = paper.bank.get(name)
    if paper.asked != "find" or found is None:
        _lost(paper, "")
        return
    asked = paper.request.questions
    kept = tuple(each for each in asked if each.name != name)
    if len(kept) == len(asked):
        if len(asked) >= MOST:
            show(paper, "too_many")
            return
        picked = Asked(
            found.label, found.kind, found.unit_of_measure, found.fields, found.form, found.name
        )
        kept = (*asked, picked)
    held = tuple(each for each in paper.request.held if each.name != name)
    paper.request = replace(paper.request, questions=kept, held=held)
    paper.keep("find", paper.pending)
    show(paper)


def _page(paper: Paper, about: str) -> None:
    if paper.asked in ("find", "units") and about.isdecimal() and len(about) < 4:
        paper.keep(paper.asked, {**paper.pending, "page": int(about)})
        show(paper)
    else:
        _lost(paper, "")


def _unit(paper: Paper, about: str) -> None:
    units = paper.units
    at = int(about) if about.isdecimal() and len(about) < 4 else len(units)
    _toggle(paper, (units[at].id,) if at < len(units) else ())


def _group(paper: Paper, code: str) -> None:
    _toggle(paper, next((members for c, _, members in groups(paper) if c == code), ()))


def _toggle(paper: Paper, units: tuple[str, ...]) -> None:
    """Who has been asked already stays asked."""
    new = tuple(unit for unit in units if unit not in sent.asked_units(paper))
    if paper.asked != "units" or not units:
        _lost(paper, "")
        return
    if not new:
        show(paper, "already")
        return
    order = tuple(unit.id for unit in paper.plan.units)
    paper.request = paper.request.toggled(new, order)
    paper.keep("units", paper.pending)
    show(paper)


def _done(paper: Paper, _: str) -> None:
    if paper.asked == "units" and not paper.request.units:
        show(paper, "no_units")
        return
    paper.keep()
    show(paper)


def _window(paper: Paper, about: str) -> None:
    today = paper.desk.turn.now.astimezone(paper.plan.timezone).date()
    since = {"year": today.replace(month=1, day=1), "month": today.replace(day=1), "day": today}
    if paper.asked != "since" or about not in since:
        _lost(paper, "")
        return
    paper.request = replace(paper.request, since=since[about], until=today)
    paper.keep()
    show(paper)


def _due_in(paper: Paper, about: str) -> None:
    calendar, now = paper.plan.calendar, paper.desk.turn.now
    today = calendar.local(now).date()
    day = today if about == "today" else calendar.days.after(today, 1)
    moment = calendar.at(day, calendar.hours.closes)
    if paper.asked != "due":
        _lost(paper, "")
    elif moment <= now:
        show(paper, "past")
    elif paper.record.round_id:
        sent.move_due(paper, moment)
    else:
        paper.request = replace(paper.request, due=moment)
        paper.keep()
        show(paper)


def _no_letter(paper: Paper, _: str) -> None:
    paper.request = replace(paper.request, superior=None)
    paper.keep()
    show(paper)


def _urgent(paper: Paper, _: str) -> None:
    paper.request = replace(paper.request, urgent=not paper.request.urgent)
    paper.keep()
    show(paper)


def _drop(paper: Paper, _: str) -> None:
    rows = ((button(paper, "dropsure"), button(paper, "stay")),)
    paper.desk.say(say("adhoc_sure", what="drop", title=paper.request.title, buttons=rows))


def _drop_sure(paper: Paper, _: str) -> None:
    work, now = paper.desk.work, paper.desk.turn.now
    work.requests.settle(paper.id, RequestState.OPEN, RequestState.DROPPED, now)
    paper.leave()
    paper.desk.say(say("adhoc_done", what="dropped", title=paper.request.title))


def _board(paper: Paper, _: str) -> None:
    """Whatever was asked of a request that runs is not asked any more."""
    if paper.asked:
        paper.request = Request.from_json(paper.record.content)
        paper.keep()
    sent.show_board(paper)


def _reword_sure(paper: Paper, _: str) -> None:
    if rewording.reword(paper):
        sent.say_done(paper, "reworded")
    else:
        sent.show_board(paper)


def _stay(paper: Paper, _: str) -> None:
    show(paper)


_WRITING: dict[str, Callable[[Paper, str], None]] = {
    "title": _goto("title"),
    "questions": _goto("question"),
    "find": _goto("find", words="", page=0),
    "units": _to_units,
    "due": _goto("due"),
    "since": _goto("since"),
    "letter": _goto("letter_number"),
    "enough": _goto("question"),
    "back": _back,
    "kind": _kind,
    "measure": _measure,
    "skip": _skip,
    "remove": _remove,
    "pick": _pick,
    "page": _page,
    "unit": _unit,
    "group": _group,
    "done": _done,
    "window": _window,
    "duein": _due_in,
    "noletter": _no_letter,
    "urgent": _urgent,
    "drop": _drop,
    "dropsure": _drop_sure,
    "stay": _stay,
    "preview": lambda paper, _: preview.look(paper),
    "use": preview.use_held,
    "ask": preview.ask_anyway,
    "send": lambda paper, _: preview.send(paper),
}
_RUNNING: dict[str, Callable[[Paper, str], None]] = {
    "board": _board,
    "words": lambda paper, _: rewording.show_typed(paper),
    "reword": rewording.choose,
    "rewordsure": _reword_sure,
    "back": _board,
    "due": _goto("due"),
    "duein": _due_in,
    "units": _to_units,
    "page": _page,
    "unit": _unit,
    "group": _group,
    "done": lambda paper, _: sent.add_units(paper),
    "cancel": lambda paper, _: sent.ask_sure(paper, "cancel"),
    "cancelsure": lambda paper, _: sent.cancel(paper),
    "close": lambda paper, _: sent.ask_sure(paper, "close"),
    "closesure": lambda paper, _: sent.close(paper),
}
