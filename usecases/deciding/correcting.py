"""`Lập văn bản đính chính`: what a later report says otherwise than the final, as a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.consolidated import consolidated
from usecases.deciding.changed import Told, told
from usecases.deciding.finals import changes_since
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.consolidation import ConsolidatedReport
    from usecases.deciding.records import FinalReport
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work


@dataclass(frozen=True, slots=True)
class Correction:
    """`report` is as it is now, with its header; `units` are those whose reports have come or
    changed since; `made_at` is when the final was made, in the plan's time zone."""

    report: ConsolidatedReport
    model: str
    number: int
    made_at: datetime
    units: tuple[str, ...]
    changes: tuple[Told, ...]


def correction_of(work: Work, library: Library, round_id: str, now: datetime) -> Correction | None:
    """None without a final, or where nothing has changed since. Raises KeyError for a round that
    was never opened."""
    final = work.finals.latest(round_id)
    report = consolidated(work, library, round_id, now)
    if final is None:
        return None
    changes = tuple(told(report, each) for each in changes_since(final, report))
    if not changes:
        return None
    return Correction(
        report,
        str(final.inputs["model"]),
        final.number,
        final.at.astimezone(report.plan.timezone),
        _changed_units(final, report),
        changes,
    )


def _changed_units(final: FinalReport, report: ConsolidatedReport) -> tuple[str, ...]:
    before = final.content["submitted"]
    return tuple(
        unit_id for unit_id, sent in report.submitted.items() if before.get(unit_id) != sent.version
    )


@office_only
def want_correction(desk: Desk, round_id: str) -> None:
    """The document follows as a file."""
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    made = correction_of(desk.work, desk.library, round_id, desk.turn.now)
    if made is None:
        desk.say(say("not_there", buttons=((screen("consolidate", round_id),),)))
        return
    params = {
        "round": round_id,
        "chat": desk.turn.sender.chat_id,
        "inbox": desk.turn.inbox_key,
    }
    desk.work.jobs.add("correction_notice", params, desk.turn.now)
    detail = {"final": made.number, "changes": len(made.changes)}
    person = desk.person
    assert person is not None, "only the office corrects"
    desk.work.audit.note(desk.turn.now, person.id, "correction_wanted", f"round:{round_id}", detail)
    period = made.report.round.period
    desk.say(say("correction_coming", period=period, number=made.number))
