"""What follows a report that was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.records import MessageClass
from usecases.reviewing.reading import differences, shown_changes
from usecases.reviewing.records import Verdict
from usecases.reviewing.telling import report_words, tell_office, tell_unit, titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Obligation, SubmissionRecord


def tell_of_arrival(
    desk: Desk, obligation: Obligation, record: SubmissionRecord, person_id: int
) -> None:
    """The office hears of a new version of what it had reviewed, old beside new; the unit of what
    the office has filled in for it."""
    _tell_of_new_version(desk, obligation, record, person_id)
    if record.origin is not None:
        _tell_unit_of_entry(desk, obligation, record, person_id)


def _tell_of_new_version(
    desk: Desk, obligation: Obligation, record: SubmissionRecord, person_id: int
) -> None:
    work = desk.work
    before = work.submissions.version(obligation.id, record.version - 1)
    reviews = work.reviews.of(obligation.id)
    if before is None or not reviews:
        return
    message = say(
        "new_version",
        message_class=MessageClass.REQUEST,
        dedupe_key=f"new_version:{record.receipt_code}",
        **titles(desk, obligation),
        version=record.version,
        by=record.person_name,
        accepted=any(r.verdict is Verdict.ACCEPTED for r in reviews),
        **shown_changes(differences(desk, obligation, before, record)),
        buttons=(
            (screen("reading", obligation.id),),
            (screen("take_in", f"{obligation.id}:{record.version}"),),
        ),
    )
    tell_office(desk, message, person_id)


def _tell_unit_of_entry(
    desk: Desk, obligation: Obligation, record: SubmissionRecord, person_id: int
) -> None:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    message = say(
        "entered_for_you",
        message_class=MessageClass.REQUEST,
        dedupe_key=f"entered:{record.receipt_code}",
        **report_words(desk, obligation),
        version=record.version,
        code=record.receipt_code,
        at=record.at.astimezone(plan.timezone).isoformat(),
        how=record.origin["how"],
        by=record.origin["by"],
        office=plan.office.name,
        buttons=(
            (screen("document", obligation.id),),
            (screen("correct", obligation.id),),
        ),
    )
    tell_unit(desk, obligation.unit_id, message, person_id)
