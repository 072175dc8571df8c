"""Before it goes out: figures that are held already, the checks, and what a liaison will see."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from reporting.adhoc import Holding, Request, checked_form, holdings, plan_with
from reporting.faults import Faulty
from reporting.forms import Instance, Surroundings
from usecases.adhoc.notice import notice_words
from usecases.adhoc.sending import open_request
from usecases.adhoc.showing import button, question_words, show
from usecases.messages import say
from usecases.submitted import submitted_of_round

if TYPE_CHECKING:
    from reporting.adhoc import Held
    from reporting.forms import Form
    from usecases.adhoc.paper import Paper
    from usecases.records import JSON

_MOST = 5  # faults of one message
_NEXT = ("title", "question", "units", "due", "since")


def look(paper: Paper) -> None:
    """The request as the liaison will read it; before that, what keeps it from going out."""
    if not _is_ready(paper):
        return
    form = _checked_form(paper)
    if form is None:
        return
    request, plan = paper.request, paper.plan
    unit = plan.unit(request.units[0])
    first = _steps(paper, form, unit.id)
    rows = (
        (button(paper, "send", label="adhoc_send", text=str(len(request.units))),),
        (button(paper, "stay", label="adhoc_change"),),
    )
    paper.desk.say(
        say(
            "adhoc_preview",
            units=len(request.units),
            after_hours=not plan.calendar.is_open(paper.desk.turn.now),
            notice=notice_words(plan, unit, request, len(first), idle=True),
            first=first[0] if first else "",
            questions=[question_words(each) for each in request.questions],
            brought=_brought(form, request),
            address=unit.address,
            tone=unit.tone,
            buttons=rows,
        )
    )


def send(paper: Paper) -> None:
    """Checked once more: time has passed since the preview."""
    if _is_ready(paper) and (form := _checked_form(paper)) is not None:
        open_request(paper, form)


def _is_ready(paper: Paper) -> bool:
    """False when something was said instead: what is missing, or what is held already."""
    request = paper.request
    missing = {
        "title": not request.title,
        "question": not request.questions,
        "units": not request.units,
        "due": request.due is None or request.due <= paper.desk.turn.now,
        "since": request.until is None,
    }
    step = next((name for name in _NEXT if missing[name]), "")
    if step:
        paper.keep(step, {"page": 0} if step == "units" else {})
        show(paper, "past" if step == "due" else "missing")
        return False
    assert request.due and request.until, "neither is missing"
    if request.until > request.due.astimezone(paper.plan.timezone).date():
        paper.keep("since")
        show(paper, "after_due")
        return False
    open_ones = [held for held in _held(paper) if held.name not in request.kept]
    if open_ones:
        _show_held(paper, open_ones[0])
    return not open_ones


def _checked_form(paper: Paper) -> Form | None:
    """None when there are faults, which are said."""
    library, now = paper.desk.library, paper.desk.turn.now
    try:
        return checked_form(paper.request, library.current, library.files, now)
    except Faulty as faulty:
        faults: list[JSON] = [
            {"code": each.code, "place": asdict(each.place), "params": dict(each.params)}
            for each in faulty.faults[:_MOST]
        ]
        rows = (
            (button(paper, "questions"), button(paper, "units")),
            (button(paper, "drop"),),
        )
        more = len(faulty.faults) - len(faults)
        paper.desk.say(say("adhoc_faults", faults=faults, more=more, buttons=rows))
        return None


def _steps(paper: Paper, form: Form, unit_id: str) -> list[JSON]:
    """The questions the unit starts with, as labels."""
    now = paper.desk.turn.now
    plan = plan_with(paper.plan, "preview", paper.request, form, now)
    given = plan.given_for(plan.unit(unit_id))
    surroundings = Surroundings(now.astimezone(plan.timezone), "ad_hoc", given)
    instance = Instance.of(form, {}, surroundings)
    return [instance.label(step.ref) for step in instance.steps()]


def _brought(form: Form, request: Request) -> int:
    """How many more questions may be asked because a picked one reads them."""
    picked = {each.name for each in request.questions if each.picked}
    asked = [each for each in form.questions if each.asked and not each.name.startswith("DX")]
    return sum(not picked & {each.name, each.repeat.rpartition("/")[2]} for each in asked)


# Figures that are held


def _held(paper: Paper) -> tuple[Held, ...]:
    work, library = paper.desk.work, paper.desk.library
    records = sorted(work.rounds.all(), key=lambda each: each.opened_at, reverse=True)
    rounds = [
        Holding(
            plan := library.plan_of_round(record.id, work),
            plan.round(record.id),
            submitted_of_round(work, library, record.id),
        )
        for record in records
    ]
    picked = [each for each in paper.request.questions if each.picked]
    return holdings(picked, paper.request.units, rounds) if picked else ()


def _show_held(paper: Paper, held: Held) -> None:
    names = [paper.plan.unit(unit).short_name for unit in paper.request.units]
    known = [paper.plan.unit(unit).short_name for unit in held.parts]
    rows = (
        (button(paper, "use", held.name), button(paper, "ask", held.name)),
        (button(paper, "stay", label="adhoc_change"),),
    )
    paper.desk.say(
        say(
            "adhoc_held",
            wording=held.wording,
            period=held.period,
            total=held.total,
            unit_of_measure=held.unit_of_measure,
            units=known,
            missing=[name for name in names if name not in known],
            buttons=rows,
        )
    )


def use_held(paper: Paper, name: str) -> None:
    """The figure goes into the report as it is held, and nobody is asked for it."""
    held = next((each for each in _held(paper) if each.name == name), None)
    if held is not None:
        left = tuple(each for each in paper.request.questions if each.name != name)
        paper.request = replace(paper.request, questions=left, held=(*paper.request.held, held))
        paper.keep()
    if paper.request.questions:
        look(paper)
    else:
        show(paper, "all_held")


def ask_anyway(paper: Paper, name: str) -> None:
    if name in {each.name for each in paper.request.questions}:
        paper.request = replace(paper.request, kept=(*paper.request.kept, name))
        paper.keep()
    look(paper)
