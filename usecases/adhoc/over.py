"""What is typed or pressed for a request that has been called off or closed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.dialogues.focus import turn_from
from usecases.messages import say
from usecases.records import ObligationState

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Conversation


def says_over(desk: Desk, conversation: Conversation | None) -> bool:
    """False when `conversation` is not one of this person's about such a request. The person is
    told that nothing was written down; their text belongs to whatever lies beneath."""
    person = desk.person
    if conversation is None or person is None or conversation.person_id != person.id:
        return False
    obligation = desk.work.obligations.get(conversation.obligation_id)
    if obligation is None or obligation.unit_id not in person.units():
        return False
    if obligation.round_id not in desk.work.requests.over():
        return False
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    turn_from(desk, conversation.id)
    desk.say(
        say(
            "adhoc_over",
            title=plan.round(obligation.round_id).title,
            office=plan.office.name,
            cancelled=obligation.state is ObligationState.CANCELLED,
            unwritten=True,
        )
    )
    return True
