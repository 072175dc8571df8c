"""Nothing is asked: what a unit's people, and its leader, could do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.guiding.moment import Moment
from usecases.owed import SENT, owed_by, owed_in
from usecases.records import ObligationState, Role
from usecases.reviewing.consent import leaders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk
    from usecases.records import JSON, Button, Obligation, Person


def _begin(obligation: Obligation) -> tuple[Button, ...]:
    return (screen("report", obligation.id, label="start"),)


def _go_on(obligation: Obligation) -> tuple[Button, ...]:
    return (screen("report", obligation.id, label="resume"),)


def _amend(obligation: Obligation) -> tuple[Button, ...]:
    return (screen("amend", obligation.id),)


def _correct(obligation: Obligation) -> tuple[Button, ...]:
    return (screen("correct", obligation.id), screen("signed", obligation.id))


# What may be done with a report, by its state; in this order, what is most pressing first.
_STATES: Mapping[ObligationState, Callable[[Obligation], tuple[Button, ...]]] = {
    ObligationState.RETURNED: _amend,
    ObligationState.STARTED: _go_on,
    ObligationState.NOT_STARTED: _begin,
    ObligationState.AWAITING_LEADER: _go_on,
    ObligationState.SUBMITTED: _correct,
    ObligationState.ACCEPTED: _correct,
}


def reporting(desk: Desk, person: Person) -> Moment | None:
    """Of what the person reports, the most pressing; None where they report for nobody."""
    if not person.units():
        return None
    owed = owed_by(desk, person)
    if not owed:
        return Moment("nothing_owed")
    order = list(_STATES)
    first = min(owed, key=lambda o: (order.index(o.state), o.due_at, o.id))
    others = sum(o.state not in SENT for o in owed if o.id != first.id)
    words = {**_words(desk, first), "state": first.state.value, "others": others}
    return Moment("report", words, _STATES[first.state](first))


def is_pressing(moment: Moment) -> bool:
    """Whether something is still owed."""
    return moment.params.get("state") not in (None, *(state.value for state in SENT))


def leading(desk: Desk, person: Person) -> Moment | None:
    """What waits for this leader; None for whoever leads nobody."""
    led = [m.unit_id for m in person.active() if m.role is Role.LEADER]
    if not led:
        return None
    for obligation in owed_in(desk, led):
        approval = desk.work.approvals.waiting(obligation.id)
        if approval is not None:
            button = screen("approval", approval.id, label="approval")
            return Moment("approval", _words(desk, obligation), (button,))
    return Moment("nothing_to_approve", {}, (screen("situation"),))


def _words(desk: Desk, obligation: Obligation) -> dict[str, JSON]:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    return {
        "unit": plan.unit(obligation.unit_id).name,
        "period": plan.round(obligation.round_id).period,
        "due_at": obligation.due_at.astimezone(plan.timezone).isoformat(),
        "overdue": desk.turn.now > obligation.due_at,
        "answered": obligation.answered,
        "total": obligation.total,
        "leaders": [leader.name for leader in leaders_of(desk.work, obligation.unit_id)],
    }
