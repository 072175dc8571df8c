"""`Xem báo cáo`: what a unit says, as the office or the unit's leader reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Context, changes, read_pages
from usecases.drafting.scene import surroundings_for
from usecases.provisional.days import cut_off_of, kept_until, moments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.conversation import Change
    from usecases.desk import Desk
    from usecases.records import JSON, Draft, Obligation, SubmissionRecord

MOST = 20  # changes told in one message


def context_for_reading(desk: Desk, obligation: Obligation) -> Context:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    form = desk.library.form(obligation.form_version, desk.work)
    now = desk.turn.now.astimezone(plan.timezone)
    decided = kept_until(desk.work, obligation.id)
    return Context(
        now=now,
        at=now,
        person=0,
        person_name="",
        unit=plan.unit(obligation.unit_id),
        round=plan.round(obligation.round_id),
        surroundings=surroundings_for(desk, obligation, form),
        cut_off=cut_off_of(plan, obligation),
        decided_at=decided,
    )


def page_words(
    desk: Desk,
    obligation: Obligation,
    answers: Mapping[str, Answer],
    page: int,
    draft_id: int,
) -> dict[str, JSON]:
    """`lines`, `page` and `pages` of a report, for the macro `report_lines`; `draft_id`: in which
    its answers were given."""
    form = desk.library.form(obligation.form_version, desk.work)
    moments = moments_of(desk.work, draft_id)
    pages = read_pages(form, answers, context_for_reading(desk, obligation), moments)
    page = min(max(page, 0), len(pages) - 1)
    return {
        "lines": [line.described() for line in pages[page]],
        "page": page + 1,
        "pages": len(pages),
    }


def numbered_refs(
    desk: Desk, obligation: Obligation, answers: Mapping[str, Answer]
) -> dict[int, tuple[str, str]]:
    """Number in the list -> (ref, label)."""
    form = desk.library.form(obligation.form_version, desk.work)
    pages = read_pages(form, answers, context_for_reading(desk, obligation))
    return {line.number: (line.ref, line.label) for lines in pages for line in lines if line.number}


def differences(
    desk: Desk, obligation: Obligation, before: SubmissionRecord, after: SubmissionRecord
) -> list[Change]:
    return changed_answers(desk, obligation, before.answers, after.answers)


def changed_answers(
    desk: Desk,
    obligation: Obligation,
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
) -> list[Change]:
    form = desk.library.form(obligation.form_version, desk.work)
    return changes(form, before, after, context_for_reading(desk, obligation))


def shown_changes(found: list[Change]) -> dict[str, JSON]:
    return {
        "changes": [change.described() for change in found[:MOST]],
        "more": max(0, len(found) - MOST),
    }


def answers_of(draft: Draft) -> dict[str, Answer]:
    return {ref: kept.answer for ref, kept in draft.answers.items() if kept.answer is not None}
