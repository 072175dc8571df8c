"""`Số liệu tạm thời`: the office counts a report that still waits for its unit's leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.records import ObligationState
from usecases.reviewing.telling import titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.ports import Work
    from usecases.records import Obligation


def is_provisional(work: Work, obligation: Obligation) -> bool:
    """Only what waits for the leader, as it is now, and has never been submitted: a version that
    was counts itself."""
    if obligation.state is not ObligationState.AWAITING_LEADER or obligation.version:
        return False
    return work.settings.get(_key(obligation.id)) is True


@office_only
def use_provisionally(desk: Desk, argument: str) -> None:
    """On or off; marked in the consolidated report as what it is."""
    key, _, on = argument.partition(":")
    obligation = desk.work.obligations.get(number_in(key))
    if obligation is None or obligation.state is not ObligationState.AWAITING_LEADER:
        desk.say(say("not_there"))
        return
    person = desk.person
    desk.work.settings.put(_key(obligation.id), on == "1")
    desk.work.audit.note(
        desk.turn.now,
        person.id if person else None,
        "counted_provisionally" if on == "1" else "not_counted_provisionally",
        f"obligation:{obligation.id}",
        {},
    )
    row = (screen("reading", obligation.id),)
    words = titles(desk, obligation)
    desk.say(say("provisional_done", **words, counted=on == "1", buttons=(row,)))


def _key(obligation_id: int) -> str:
    return f"provisional:{obligation_id}"
