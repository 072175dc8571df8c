"""The latest submitted version of every unit, as the consolidation takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.submissions import Submitted
from usecases.records import ObligationState

if TYPE_CHECKING:
    from usecases.library import Library
    from usecases.ports import Work


def submitted_of_round(work: Work, library: Library, round_id: str) -> dict[str, Submitted]:
    """By unit id; a report sent back still counts until its new version is there."""
    returned = {
        obligation.unit_id
        for obligation in work.obligations.of_round(round_id)
        if obligation.state is ObligationState.RETURNED
    }
    return {
        unit_id: Submitted(
            unit_id=unit_id,
            version=record.version,
            at=record.at,
            by=record.person_name,
            round_id=round_id,
            answers=record.answers,
            form_id=library.form(record.form_version, work).id,
            late=record.late,
            returned=unit_id in returned,
        )
        for unit_id, record in work.submissions.latest_of_round(round_id).items()
    }
