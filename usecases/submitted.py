"""The latest submitted version of every unit, as the consolidation takes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.submissions import Submitted
from usecases.provisional.days import given_on, moments_of
from usecases.records import ObligationState
from usecases.reviewing.provisional import is_provisional

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from reporting.consolidation import ConsolidatedReport
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation, SubmissionRecord


def submitted_of_round(work: Work, library: Library, round_id: str) -> dict[str, Submitted]:
    """By unit id; a report sent back still counts until its new version is there."""
    obligations = work.obligations.of_round(round_id)
    # One that waits for the leader with a version was sent back, or is being corrected.
    sent_back = (ObligationState.RETURNED, ObligationState.AWAITING_LEADER)
    returned = {o.unit_id for o in obligations if o.version and o.state in sent_back}
    counted = {
        unit_id: replace(
            _submitted(work, library, record),
            returned=unit_id in returned,
        )
        for unit_id, record in work.submissions.latest_of_round(round_id).items()
    }
    return counted | _provisional(work, library, obligations)


def submitted_versions(
    work: Work,
    library: Library,
    round_id: str,
    versions: Mapping[str, int],
    as_of: datetime | None = None,
) -> dict[str, Submitted]:
    """Not the latest ones, but these, by unit id, with what had been decided by `as_of`."""
    return {
        record.unit_id: _submitted(work, library, record, as_of)
        for record in work.submissions.all_of_round(round_id)
        if versions.get(record.unit_id) == record.version
    }


def _submitted(
    work: Work, library: Library, record: SubmissionRecord, as_of: datetime | None = None
) -> Submitted:
    obligation = work.obligations.get(record.obligation_id)
    assert obligation is not None, "a version is of an obligation"
    moments = moments_of(work, record.draft_id)
    return Submitted(
        unit_id=record.unit_id,
        version=record.version,
        at=record.at,
        by=record.person_name,
        round_id=record.round_id,
        answers=record.answers,
        form_id=library.form(record.form_version, work).id,
        late=record.late,
        given_on=given_on(work, library, obligation, record.answers, moments, as_of),
    )


def _provisional(
    work: Work, library: Library, obligations: Sequence[Obligation]
) -> dict[str, Submitted]:
    """What waits for a leader and the office counts all the same: the draft as it is."""
    found = {}
    for obligation in obligations:
        if not is_provisional(work, obligation):
            continue
        waiting = work.approvals.waiting(obligation.id)
        draft = work.drafts.open_for(obligation.id)
        if waiting is None or draft is None:
            continue
        answers = {r: kept.answer for r, kept in draft.answers.items() if kept.answer}
        moments = {ref: kept.at for ref, kept in draft.answers.items()}
        found[obligation.unit_id] = Submitted(
            unit_id=obligation.unit_id,
            version=0,
            at=waiting.asked_at,
            by=work.people.get(waiting.asked_by).name,
            round_id=obligation.round_id,
            answers=answers,
            form_id=library.form(obligation.form_version, work).id,
            provisional=True,
            given_on=given_on(work, library, obligation, answers, moments),
        )
    return found


def who_reported(report: ConsolidatedReport) -> dict[str, JSON]:
    """How many of those who owe it, and by name who has not, not for good, or is asked again."""

    def names(unit_ids: Iterable[str]) -> list[str]:
        return [report.plan.unit(unit_id).short_name for unit_id in unit_ids]

    return {
        "period": report.round.period,
        "reported": len(report.submitted),
        "owed": len(report.submitted) + len(report.unsubmitted),
        "missing": names(report.unsubmitted),
        "provisional": names(report.provisional),
        "returned": names(report.returned),
    }
