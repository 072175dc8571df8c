"""`Nhập thay`: the office fills in for a unit that telephones or sends paper, on the unit's own
draft, in the same conversation. Who did, and from what, stays with the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Opened
from usecases.buttons import number_in, screen
from usecases.drafting.converse import act
from usecases.drafting.entering import correction, entered
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.records import ObligationState
from usecases.reviewing.telling import report_words, tell_unit, titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Obligation

WAYS = ("phone", "paper")


@office_only
def ask_how_it_came(desk: Desk, argument: str) -> None:
    obligation = desk.work.obligations.get(number_in(argument))
    if obligation is None or obligation.state is ObligationState.CANCELLED:
        desk.say(say("not_there"))
        return
    rows = (
        tuple(screen("enter_for_by", f"{obligation.id}:{how}", label=f"by_{how}") for how in WAYS),
        (screen("reading", obligation.id, label="leave_it"),),
    )
    desk.say(
        say(
            "ask_how_it_came",
            **titles(desk, obligation),
            begun=obligation.answered > 0,
            buttons=rows,
        )
    )


@office_only
def enter_for(desk: Desk, argument: str) -> None:
    """From here on the office's own conversation about the unit's draft."""
    key, _, how = argument.partition(":")
    obligation = desk.work.obligations.get(number_in(key))
    person = desk.person
    if obligation is None or person is None or how not in WAYS:
        desk.say(say("not_there"))
        return
    work, now = desk.work, desk.turn.now
    origin = {"how": how, "by": person.name, "person": person.id}
    known = work.drafts.open_for(obligation.id)
    again = known is not None and known.origin == origin
    if obligation.version and known is None:
        draft = correction(desk, obligation, origin)
    else:
        draft = known or work.drafts.start(obligation.id, now)
        work.drafts.set_origin(draft.id, origin)
        fresh = work.drafts.get(draft.id)
        assert fresh is not None
        draft = fresh
    if not again:
        _announce(desk, obligation, origin)
    act(desk, entered(desk, obligation, draft), Opened())


def _announce(desk: Desk, obligation: Obligation, origin: JSON) -> None:
    """Once: who goes on with it later is known to the unit."""
    person = desk.person
    assert person is not None, "somebody of the office has pressed"
    subject = f"obligation:{obligation.id}"
    desk.work.audit.note(desk.turn.now, person.id, "entering_for", subject, origin)
    words = report_words(desk, obligation)
    office = desk.library.current.office.name
    tell_unit(
        desk,
        obligation.unit_id,
        say("entering_for_you", **words, how=origin["how"], by=person.name, office=office),
        person.id,
    )
