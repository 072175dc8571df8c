"""A report that waits for its unit's leader, as whoever reports for the unit finds it: for whom it
waits and since when, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Pressed, Review
from usecases.buttons import number_in, screen
from usecases.drafting.converse import act
from usecases.drafting.entering import entered
from usecases.messages import say
from usecases.owed import find_owed
from usecases.records import MessageClass
from usecases.reviewing.approval import withdraw
from usecases.reviewing.consent import leaders_of, state_on_paper, states_on_paper
from usecases.reviewing.telling import report_words

if TYPE_CHECKING:
    from reporting.conversation import Event
    from usecases.desk import Desk
    from usecases.records import Draft, Obligation
    from usecases.reviewing.records import Approval


def says_waiting(desk: Desk, obligation: Obligation) -> bool:
    """Whether the report waits for its leader; says so. Else the plan's way of agreeing counts
    again, should another one have been chosen before."""
    approval = desk.work.approvals.waiting(obligation.id)
    draft = desk.work.drafts.open_for(obligation.id)
    if approval is None or draft is None:
        if draft is not None and states_on_paper(desk.work, draft.id):
            state_on_paper(desk.work, draft.id, on_paper=False)
        return False
    zone = desk.library.plan_of_round(obligation.round_id, desk.work).timezone
    message = say(
        "waiting_for_leader",
        **report_words(desk, obligation),
        leaders=[
            {"name": leader.name, "phone": leader.phone}
            for leader in leaders_of(desk.work, obligation.unit_id)
        ],
        by=desk.work.people.get(approval.asked_by).name,
        since=approval.asked_at.astimezone(zone).isoformat(),
        correction=obligation.version > 0,
        buttons=(
            (screen("look_over", obligation.id, label="review"),),
            (screen("take_back", obligation.id),),
            (screen("on_paper", obligation.id),),
        ),
    )
    desk.say(message)
    return True


def look_over(desk: Desk, argument: str) -> None:
    """The answers, while the report goes on waiting."""
    _go_on(desk, argument, Review())


def take_back(desk: Desk, argument: str) -> None:
    """`Rút lại để sửa`: the leader's buttons let nothing go any more."""
    found = _take_back(desk, argument, on_paper=False)
    if found is not None:
        _go_on(desk, argument, Review())


def agreed_on_paper(desk: Desk, argument: str) -> None:
    """`Lãnh đạo đã duyệt trên giấy`: who and when is said now, for this draft."""
    draft = _take_back(desk, argument, on_paper=True)
    if draft is not None:
        state_on_paper(desk.work, draft.id, on_paper=True)
        _go_on(desk, argument, Pressed("submit"))


def _take_back(desk: Desk, argument: str, *, on_paper: bool) -> Draft | None:
    """The draft that waits no longer; None, which is said, where none did."""
    obligation = find_owed(desk, number_in(argument))
    if obligation is None:
        desk.say(say("not_there"))
        return None
    approval = desk.work.approvals.waiting(obligation.id)
    draft = desk.work.drafts.open_for(obligation.id)
    if approval is None or draft is None:
        row = (screen("report", obligation.id, label="resume"),)
        desk.say(say("waits_no_more", **report_words(desk, obligation), buttons=(row,)))
        return None
    withdraw(desk, obligation, approval)
    _tell_leaders(desk, obligation, approval, on_paper=on_paper)
    return draft


def _tell_leaders(
    desk: Desk, obligation: Obligation, approval: Approval, *, on_paper: bool
) -> None:
    assert desk.person is not None, "somebody of the unit has pressed"
    message = say(
        "taken_back",
        message_class=MessageClass.REQUEST,
        **report_words(desk, obligation),
        by=desk.person.name,
        on_paper=on_paper,
    )
    for leader in leaders_of(desk.work, obligation.unit_id):
        assert leader.chat_id is not None, "who cannot be reached is not asked"
        if leader.id != desk.person.id:
            desk.tell(leader.chat_id, message)
    way = "paper" if on_paper else "taken_back"
    detail = {"approval": approval.id, "way": way}
    subject = f"obligation:{obligation.id}"
    desk.work.audit.note(desk.turn.now, desk.person.id, "approval_withdrawn", subject, detail)


def _go_on(desk: Desk, argument: str, event: Event) -> None:
    obligation = find_owed(desk, number_in(argument))
    draft = desk.work.drafts.open_for(obligation.id) if obligation else None
    if obligation is None or draft is None:
        desk.say(say("not_there"))
        return
    act(desk, entered(desk, obligation, draft), event)
