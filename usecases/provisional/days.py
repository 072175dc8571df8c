"""Figures given before the last day they are for: which, until what their unit says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reporting.forms.refs import nodeset_of
from reporting.provisional import given_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.plan import Plan
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Obligation

PERIODIC = ("six_month", "annual")  # what is asked ad hoc is for the day it is given


@dataclass(frozen=True, slots=True)
class Decision:
    """What the unit said on or after the cut-off day of the figures it had given until `at`."""

    how: str  # kept | estimated
    at: datetime
    by: str


def decision_of(work: Work, obligation_id: int) -> Decision | None:
    stored = work.settings.get(_key(obligation_id))
    if stored is None:
        return None
    return Decision(stored["how"], datetime.fromisoformat(stored["at"]), stored["by"])


def kept_until(work: Work, obligation_id: int) -> datetime | None:
    """What was given until then is for the cut-off: its unit has said so. (An estimate is marked in
    the answer itself, and counts once it is submitted.)"""
    decision = decision_of(work, obligation_id)
    return decision.at if decision is not None and decision.how == "kept" else None


def note_decision(work: Work, obligation_id: int, decision: Decision) -> None:
    stored = {"how": decision.how, "at": decision.at.isoformat(), "by": decision.by}
    work.settings.put(_key(obligation_id), stored)


def _key(obligation_id: int) -> str:
    return f"figures_decided:{obligation_id}"


def cut_off_of(plan: Plan, obligation: Obligation) -> date | None:
    """None where figures are for the day they are given on."""
    round_ = plan.round(obligation.round_id)
    return round_.cut_off if round_.kind in PERIODIC else None


def given_on(
    work: Work,
    library: Library,
    obligation: Obligation,
    answers: Mapping[str, Answer],
    moments: Mapping[str, datetime],
    as_of: datetime | None = None,
) -> dict[str, date]:
    """Ref → the day up to which that figure is right, of those that are provisional (`as_of`: were
    so then)."""
    plan = library.plan_of_round(obligation.round_id, work)
    cut_off = cut_off_of(plan, obligation)
    if cut_off is None:
        return {}
    kept_at = kept_until(work, obligation.id)
    if kept_at is not None and as_of is not None and kept_at > as_of:
        kept_at = None
    round_, unit = plan.round(obligation.round_id), plan.unit(obligation.unit_id)
    questions = {q.nodeset: q for q in library.form(obligation.form_version, work).questions}
    found = {}
    for ref, answer in answers.items():
        question, at = questions.get(nodeset_of(ref)), moments.get(ref)
        if question is None or at is None or (kept_at is not None and at <= kept_at):
            continue
        day = at.astimezone(plan.timezone).date()
        if given_before(question, answer, day, min(round_.window_for(question, unit).to, cut_off)):
            found[ref] = day
    return found


def moments_of(work: Work, draft_id: int) -> dict[str, datetime]:
    """Ref → when each answer of a draft was given, which may be long before it was submitted."""
    draft = work.drafts.get(draft_id)
    return {ref: kept.at for ref, kept in draft.answers.items()} if draft else {}
