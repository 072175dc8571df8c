"""What the dialogue says at each step. Buttons carry request, action and argument."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporting.adhoc import KINDS
from reporting.adhoc.bank import LIST
from reporting.kinds.shown import show_date
from usecases.adhoc.notice import letter_words
from usecases.buttons import screen
from usecases.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.adhoc import Asked, BankQuestion, Request
    from reporting.plan import Plan
    from usecases.adhoc.paper import Paper
    from usecases.records import JSON, Button

    Rows = tuple[tuple[Button, ...], ...]

PAGE = 8
_SUGGESTED = 6
_SKIPPED = ("letter_number", "letter_date", "letter_subject", "letter_file")


def button(
    paper: Paper, action: str, argument: object = "", label: str = "", text: str = ""
) -> Button:
    return screen(
        "adhoc", f"{paper.id}:{action}:{argument}", label=label or f"adhoc_{action}", text=text
    )


def show(paper: Paper, note: str = "") -> None:
    """Where the dialogue is: the question of the step, or the request as a whole."""
    special = {"question": show_questions, "find": show_found, "units": show_units}
    if not paper.asked:
        show_whole(paper, note)
    elif paper.asked in special:
        special[paper.asked](paper, note)
    else:
        _ask(paper, note)


def _ask(paper: Paper, note: str) -> None:
    rows: list[tuple[Button, ...]] = []
    if paper.asked == "kind":
        buttons = [button(paper, "kind", kind, label=f"adhoc_kind_{kind}") for kind in KINDS]
        rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    elif paper.asked == "measure":
        rows = _measures(paper)
    elif paper.asked == "since":
        rows = [
            (button(paper, "window", "year", label="adhoc_since_year"),),
            (button(paper, "window", "month", label="adhoc_since_month"),),
            (button(paper, "window", "day", label="adhoc_since_day"),),
        ]
    elif paper.asked == "due":
        rows = [
            (button(paper, "duein", "today", label="adhoc_due_today"),),
            (button(paper, "duein", "next", label="adhoc_due_next"),),
        ]
    elif paper.asked in _SKIPPED:
        rows = [(button(paper, "skip"),)]
        if paper.request.superior is not None:
            rows.append((button(paper, "noletter"),))
    paper.say(
        say(
            "adhoc_step",
            step=paper.asked,
            note=note,
            wording=str(paper.pending.get("wording", "")),
            title=paper.request.title,
            buttons=(*rows, _ways(paper)),
        )
    )


def _measures(paper: Paper) -> list[tuple[Button, ...]]:
    named = suggested(paper, str(paper.pending["kind"]))
    buttons = [button(paper, "measure", at, "plain", text) for at, text in enumerate(named)]
    rows = [tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)]
    if paper.pending["kind"] != "money":
        rows.append((button(paper, "skip", label="adhoc_no_measure"),))
    return rows


def suggested(paper: Paper, kind: str) -> list[str]:
    """The units of measure the plan counts such figures in, the commonest first."""
    used = Counter(q.unit_of_measure for q in paper.bank.questions if q.kind == kind)
    return [unit for unit, _ in used.most_common() if unit][:_SUGGESTED]


def _ways(paper: Paper) -> tuple[Button, ...]:
    """Back, and out of it."""
    out = button(paper, "drop") if not paper.record.round_id else button(paper, "board")
    return (button(paper, "back"), out)


def show_questions(paper: Paper, note: str = "") -> None:
    """The questions so far; whatever is typed is the next one."""
    request = paper.request
    remove = [button(paper, "remove", at, text=str(at + 1)) for at in range(len(request.questions))]
    rows: list[tuple[Button, ...]] = [
        (button(paper, "find"),),
        *(tuple(remove[at : at + 4]) for at in range(0, len(remove), 4)),
    ]
    if request.questions:
        rows.append((button(paper, "preview"), button(paper, "done")))
    paper.say(
        say(
            "adhoc_questions",
            note=note,
            title=request.title,
            questions=[question_words(each) for each in request.questions],
            buttons=(*rows, _ways(paper)),
        )
    )


def show_found(paper: Paper, note: str = "") -> None:
    """A page of the bank's questions that have the typed words; pressing one puts it in or out."""
    words, page = str(paper.pending.get("words", "")), int(paper.pending.get("page", 0))
    hits = paper.bank.find(words)
    shown = hits[page * PAGE : (page + 1) * PAGE]
    picked = {each.name for each in paper.request.questions if each.picked}
    rows: list[tuple[Button, ...]] = [
        (_pick(paper, each, picked=each.name in picked),) for each in shown
    ]
    rows = [*rows, *_pages(paper, page, len(hits))]
    paper.say(
        say(
            "adhoc_find",
            note=note,
            words=words,
            hits=len(hits),
            picked=len(picked),
            lists=any(each.kind == LIST for each in shown),
            buttons=(*rows, (button(paper, "enough"),), _ways(paper)),
        )
    )


def _pick(paper: Paper, each: BankQuestion, *, picked: bool) -> Button:
    label = "adhoc_list" if each.kind == LIST else "plain"
    label = {"plain": "ticked", "adhoc_list": "adhoc_list_ticked"}[label] if picked else label
    return button(paper, "pick", each.name, label, each.label[:90])


def show_units(paper: Paper, note: str = "") -> None:
    """Groups first, then unit by unit, paged; pressing one puts it in or out."""
    page, units = int(paper.pending.get("page", 0)), paper.units
    chosen = set(paper.request.units)
    rows: list[tuple[Button, ...]] = []
    for code, name, members in groups(paper):
        label = "all_units" if code == "all" else "unit_group"
        ticked = "_ticked" if set(members) <= chosen else ""
        text = str(len(members)) if code == "all" else f"{name} ({len(members)})"
        rows.append((button(paper, "group", code, f"adhoc_{label}{ticked}", text),))
    at = page * PAGE
    cells = [
        button(
            paper,
            "unit",
            index,
            "ticked" if unit.id in chosen else "plain",
            unit.short_name,
        )
        for index, unit in enumerate(units[at : at + PAGE], at)
    ]
    rows += [tuple(cells[at : at + 2]) for at in range(0, len(cells), 2)]
    rows += _pages(paper, page, len(units))
    paper.say(
        say(
            "adhoc_units",
            note=note,
            chosen=_short_names(paper.plan, paper.request.units),
            total=len(units),
            adding=bool(paper.record.round_id),
            buttons=(*rows, (button(paper, "done"),), _ways(paper)),
        )
    )


def groups(paper: Paper) -> list[tuple[str, str, tuple[str, ...]]]:
    """Code, name and members of what is chosen together: everybody, and each group of the plan."""
    units = paper.units
    found = [("all", "", tuple(unit.id for unit in units))]
    for agency in paper.plan.agencies:
        members = tuple(unit.id for unit in units if unit.agency.id == agency.id)
        if len(members) > 1:
            found.append((str(agency.number), agency.name, members))
    return found


def _pages(paper: Paper, page: int, total: int) -> list[tuple[Button, ...]]:
    row = []
    if page > 0:
        row.append(button(paper, "page", page - 1, "page_before"))
    if (page + 1) * PAGE < total:
        row.append(button(paper, "page", page + 1, "page_after"))
    return [tuple(row)] if row else []


def show_whole(paper: Paper, note: str = "") -> None:
    """The request as it is, each part a press away."""
    rows: Rows = (
        (button(paper, "preview"),),
        (button(paper, "questions"), button(paper, "units")),
        (button(paper, "due"), button(paper, "since")),
        (button(paper, "letter"), button(paper, "title")),
        (button(paper, "urgent", label=f"adhoc_urgent_{'off' if paper.request.urgent else 'on'}"),),
        (button(paper, "drop"),),
    )
    words = request_words(paper.plan, paper.request)
    paper.say(say("adhoc_whole", note=note, **words, buttons=rows))


def request_words(plan: Plan, request: Request) -> dict[str, JSON]:
    """The request as messages show it."""
    superior = request.superior
    return {
        "title": request.title,
        "letter": letter_words(superior) if superior else None,
        "questions": [question_words(each) for each in request.questions],
        "held": [{"wording": each.wording, "period": each.period} for each in request.held],
        "units": _short_names(plan, request.units),
        "since": show_date(request.since) if request.since else "",
        "until": show_date(request.until) if request.until else "",
        "due_at": request.due.astimezone(plan.timezone).isoformat() if request.due else "",
        "urgent": request.urgent,
    }


def question_words(asked: Asked) -> dict[str, JSON]:
    return {
        "wording": asked.wording,
        "kind": asked.kind,
        "unit_of_measure": asked.unit_of_measure,
        "choices": list(asked.choices),
        "picked": asked.picked,
    }


def _short_names(plan: Plan, units: Sequence[str]) -> list[str]:
    return [plan.unit(unit_id).short_name for unit_id in units]
