"""What a unit's Word draft says, read for a job: of the open draft, or of what was submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms import Instance, Surroundings
from reporting.unit_report import unit_report
from usecases.drafting.given import given_for
from usecases.provisional.days import given_on, moments_of

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.answers import Answer
    from reporting.unit_report import UnitReport
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Obligation


def gather(
    work: Work, library: Library, obligation_id: int, draft_id: int | None, now: datetime
) -> UnitReport:
    """`draft_id` names the draft to show while it is open; once it was submitted, and without one,
    the latest version is shown."""
    obligation = work.obligations.get(obligation_id)
    assert obligation is not None, "a document job names an obligation"
    plan = library.plan_of_round(obligation.round_id, work)
    draft = work.drafts.get(draft_id) if draft_id is not None else None
    shows_draft = draft is not None and draft.open
    latest = None if shows_draft else work.submissions.latest(obligation_id)
    of_draft = draft.id if draft and shows_draft else latest.draft_id if latest else 0
    if draft is not None and shows_draft:
        kept = {ref: k.answer for ref, k in draft.answers.items() if k.answer is not None}
    else:
        kept = dict(latest.answers) if latest else {}
    return unit_report(
        plan,
        plan.unit(obligation.unit_id),
        plan.round(obligation.round_id),
        _instance(work, library, obligation, kept, now),
        at=now.astimezone(plan.timezone),
        version=latest.version if latest else 0,
        given_on=given_on(work, library, obligation, kept, moments_of(work, of_draft)),
    )


def _instance(
    work: Work, library: Library, obligation: Obligation, kept: dict[str, Answer], now: datetime
) -> Instance:
    plan = library.plan_of_round(obligation.round_id, work)
    form = library.form(obligation.form_version, work)
    surroundings = Surroundings(
        now=now.astimezone(plan.timezone),
        round_kind=plan.round(obligation.round_id).kind,
        given=given_for(work, library, plan, obligation, form),
    )
    return Instance.of(form, kept, surroundings)
