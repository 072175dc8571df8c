"""A final whose sources have changed: a report that comes in later, and `/tonghop` after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.consolidation import changes, snapshot
from usecases.buttons import screen
from usecases.messages import say

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport
    from usecases.desk import Desk
    from usecases.records import Obligation


def tell_outdated(desk: Desk, obligation: Obligation, version: int) -> None:
    """Tells the office that a report came in after the round's was made final."""
    round_id = obligation.round_id
    final = desk.work.finals.latest(round_id)
    if final is None:
        return
    plan = desk.library.plan_of_round(round_id, desk.work)
    message = say(
        "final_outdated",
        unit=plan.unit(obligation.unit_id).name,
        version=version,
        period=plan.round(round_id).period,
        number=final.number,
        buttons=((screen("correction", round_id),),),
    )
    for person in desk.work.people.office():
        if person.chat_id is not None:
            desk.tell(person.chat_id, message)


def say_outdated(desk: Desk, report: ConsolidatedReport) -> None:
    """Tells whoever asks for a report that the final of its round says otherwise."""
    final = desk.work.finals.latest(report.round.id)
    if final is None:
        return
    changed = changes(final.content, snapshot(report, final.inputs["model"]))
    if changed:
        desk.say(
            say(
                "final_differs",
                period=report.round.period,
                number=final.number,
                count=len(changed),
                buttons=((screen("correction", report.round.id),),),
            )
        )
