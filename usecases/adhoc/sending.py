"""From the request to the round: opened with a form of its own, every unit told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reporting.forms import Instance
from reporting.reminders import Owed, rungs_due
from usecases.adhoc.letters import letter_of
from usecases.adhoc.notice import tell_unit
from usecases.buttons import screen
from usecases.drafting.scene import surroundings_for
from usecases.library import AD_HOC
from usecases.messages import say
from usecases.records import RoundRecord
from usecases.reminding.records import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.forms import Form
    from usecases.adhoc.paper import Paper
    from usecases.desk import Desk
    from usecases.records import Obligation

_BEFORE = timedelta(seconds=1)


def open_request(paper: Paper, form: Form) -> None:
    """Opens the round on the plan as it is now and on `form`; what they are is stored with it."""
    desk, plan, request = paper.desk, paper.desk.library.current, paper.request
    work, now, round_id = desk.work, desk.turn.now, f"dot-xuat-{paper.id}"
    assert request.due is not None, "the request is whole"
    work.rounds.keep_plan(plan.content_hash, plan.id, desk.library.files, now)
    work.rounds.keep_form(form.version, form.id, form.xml, now)
    work.rounds.open(RoundRecord(round_id, plan.content_hash, AD_HOC, now))
    if not work.requests.send(paper.id, round_id, form.version, now):
        return
    paper.leave()
    detail = {"plan": plan.content_hash, "form": form.version, "content": request.to_json()}
    by = desk.person.id if desk.person else None
    work.audit.note(now, by, "adhoc_sent", round_id, detail)
    fresh = work.requests.get(paper.id)
    assert fresh is not None, "it was sent just now"
    paper.record = fresh
    people, alone = ask_units(paper, request.units)
    _say_sent(paper, people, alone)


def _say_sent(paper: Paper, people: int, alone: list[str]) -> None:
    round_id, plan = paper.record.round_id, paper.plan
    due = plan.round(round_id).due["unit"]
    rows = (
        (screen("progress", round_id), screen("consolidate", round_id)),
        (screen("adhoc", f"{paper.id}:board:", label="adhoc_board"),),
    )
    paper.desk.say(
        say(
            "adhoc_sent",
            title=paper.request.title,
            units=len(paper.request.units),
            people=people,
            alone=alone,
            due_at=due.isoformat(),
            buttons=rows,
        )
    )


def ask_units(paper: Paper, units: Sequence[str]) -> tuple[int, list[str]]:
    """Each of `units` owes the round its answers from now on. How many people were told, and the
    short names of units in which nobody could be."""
    desk, record, request = paper.desk, paper.record, paper.request
    work, now = desk.work, desk.turn.now
    assert request.due is not None, "the request is whole"
    for unit_id in units:
        work.obligations.add(record.round_id, unit_id, record.form_version, request.due, now)
    file, people, alone = letter_of(work, request), 0, []
    for obligation in work.obligations.of_round(record.round_id):
        if obligation.unit_id in units:
            _count(desk, obligation)
            _note_told(paper, obligation)
            told = tell_unit(paper, obligation, file)
            people += told
            if not told:
                alone.append(paper.plan.unit(obligation.unit_id).short_name)
    return people, alone


def _count(desk: Desk, obligation: Obligation) -> None:
    form = desk.library.form(obligation.form_version, desk.work)
    instance = Instance.of(form, {}, surroundings_for(desk, obligation, form))
    desk.work.obligations.set_progress(obligation.id, *instance.progress())


def _note_told(paper: Paper, obligation: Obligation) -> None:
    """The notice is the ladder's first rung: the clock need not tell it again."""
    calendar, now = paper.desk.library.current.calendar, paper.desk.turn.now
    opened = paper.desk.work.rounds.get(obligation.round_id)
    assert opened is not None, "it was opened"
    owed = Owed("not_started", opened.opened_at, obligation.due_at, paper.request.urgent)
    due_on = calendar.local(obligation.due_at).date()
    for rung in rungs_due(owed, calendar, obligation.due_at, opened.opened_at - _BEFORE):
        if rung.name == "opening":
            paper.desk.work.reminders.add(
                obligation.id, rung.name, rung.slot, due_on, at=rung.at, told=Told.PEOPLE, now=now
            )
