"""Opening rounds: from that moment every unit of the plan owes a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from usecases.drafting.given import given_for
from usecases.records import RoundRecord

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Round
    from usecases.library import Library
    from usecases.ports import Work


def open_rounds(work: Work, library: Library, now: datetime) -> list[str]:
    """Opens every round whose opening day has come; ids of those opened just now."""
    today = now.astimezone(library.current.timezone).date()
    return [
        round_.id
        for round_ in library.current.rounds
        if round_.opens <= today and open_round(work, library, round_, now)
    ]


def open_round(work: Work, library: Library, round_: Round, now: datetime) -> bool:
    """False when it is open already. The round keeps running on the plan as it is now: its files
    and forms are stored with it and never change under it."""
    plan = library.current
    if work.rounds.get(round_.id) is not None:
        return False
    work.rounds.keep_plan(plan.content_hash, plan.id, library.files, now)
    if not work.rounds.open(RoundRecord(round_.id, plan.content_hash, round_.kind, now)):
        return False
    for form in plan.forms.values():
        work.rounds.keep_form(form.version, form.id, form.xml, now)
    due_at = library.coming(round_.id, work).round(round_.id).due["unit"]
    for unit in plan.units_on(round_.cut_off):
        version = plan.form_for(unit).version
        work.obligations.add(round_.id, unit.id, version, due_at, now)
    _count_questions(work, library, round_, now)
    work.audit.note(now, None, "round_opened", round_.id, {"plan": plan.content_hash})
    return True


def _count_questions(work: Work, library: Library, round_: Round, now: datetime) -> None:
    """How many questions each unit has before it, for /tiendo."""
    plan = library.current
    for obligation in work.obligations.of_round(round_.id):
        form = library.form(obligation.form_version, work)
        surroundings = Surroundings(
            now=now.astimezone(plan.timezone),
            round_kind=round_.kind,
            given=given_for(work, library, plan, obligation, form),
        )
        answered, total = Instance.of(form, {}, surroundings).progress()
        work.obligations.set_progress(obligation.id, answered, total)
