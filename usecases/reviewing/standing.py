"""What the office has said of the version that counts, and what that makes of the obligation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.records import ObligationState
from usecases.reviewing.records import Verdict

if TYPE_CHECKING:
    from usecases.ports import Work
    from usecases.records import Obligation
    from usecases.reviewing.records import Review


def reviews_of_latest(work: Work, obligation: Obligation) -> list[Review]:
    return [r for r in work.reviews.of(obligation.id) if r.version == obligation.version]


def remarks_on(work: Work, obligation: Obligation) -> dict[str, str]:
    """Question -> what the office wants looked at; "" for the report as a whole. Empty unless the
    report was sent back and not handed in again."""
    if obligation.state not in (ObligationState.RETURNED, ObligationState.AWAITING_LEADER):
        return {}
    remarks: dict[str, list[str]] = {}
    for review in reviews_of_latest(work, obligation):
        for ref in review.refs or ("",):
            if review.verdict is Verdict.RETURNED:
                remarks.setdefault(ref, []).append(review.comment)
    return {ref: "\n".join(comments) for ref, comments in remarks.items()}


def state_by_review(work: Work, obligation: Obligation) -> ObligationState:
    """The state of an obligation that waits for no leader (any more)."""
    if not obligation.version:
        return ObligationState.STARTED
    verdicts = [review.verdict for review in reviews_of_latest(work, obligation)]
    if not verdicts:
        return ObligationState.SUBMITTED
    accepted = verdicts[-1] is Verdict.ACCEPTED
    return ObligationState.ACCEPTED if accepted else ObligationState.RETURNED


def changed_after_acceptance(work: Work, obligation: Obligation) -> bool:
    """Some version before the one that counts was taken in."""
    return any(
        review.verdict is Verdict.ACCEPTED and review.version < obligation.version
        for review in work.reviews.of(obligation.id)
    )


def has_signed(work: Work, obligation: Obligation) -> bool:
    """Whether the signed paper of the version that counts is here."""
    papers = work.signed_documents.of(obligation.id)
    return any(paper.version == obligation.version for paper in papers)
