"""/baocao: which report a person owes, and opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Opened
from usecases.buttons import screen
from usecases.drafting.converse import act
from usecases.drafting.entering import correction, entered
from usecases.help import say_stranger
from usecases.matters.asking import ask_matters
from usecases.messages import say
from usecases.owed import find_owed, owed_by
from usecases.records import ObligationState
from usecases.reviewing.freezing import says_frozen
from usecases.reviewing.sending_back import amend
from usecases.reviewing.standing import has_signed
from usecases.reviewing.waiting import says_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from usecases.desk import Desk
    from usecases.records import Button, Obligation


def show_reports(desk: Desk) -> None:
    """Goes straight on where there is nothing to choose."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    owed = owed_by(desk, person)
    if len(owed) == 1:
        open_report(desk, owed[0].id)
    elif owed:
        _choose(desk, owed)
    else:
        desk.say(say("nothing_owed"))


def open_report(desk: Desk, obligation_id: int) -> None:
    """Starts or goes on with the draft; what was submitted is offered for correction first."""
    obligation = find_owed(desk, obligation_id)
    if obligation is None:
        desk.say(say("not_there"))
        return
    if _is_closed(desk, obligation) or says_waiting(desk, obligation):
        return
    draft = desk.work.drafts.open_for(obligation.id)
    if draft is not None or not obligation.version:
        says_frozen(desk, obligation)  # what is written now can be handed in later
    if draft is None and obligation.state is ObligationState.RETURNED:
        amend(desk, str(obligation.id))
        return
    if draft is None and obligation.version:
        _offer_correction(desk, obligation)
        return
    if draft is None:
        ask_matters(desk, obligation)
        draft = desk.work.drafts.start(obligation.id, desk.turn.now)
    act(desk, entered(desk, obligation, draft), Opened())


def correct_report(desk: Desk, obligation_id: int) -> None:
    """Opens a draft copied from the last submitted version; the obligation stays submitted."""
    obligation = find_owed(desk, obligation_id)
    if obligation is None or not obligation.version:
        desk.say(say("not_there"))
        return
    if _is_closed(desk, obligation) or says_waiting(desk, obligation):
        return
    says_frozen(desk, obligation)
    act(desk, entered(desk, obligation, correction(desk, obligation)), Opened())


def _is_closed(desk: Desk, obligation: Obligation) -> bool:
    """Whether the office has closed this ad hoc round; says what to do then."""
    if obligation.round_id not in desk.work.requests.over():
        return False
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    title = plan.round(obligation.round_id).title
    desk.say(
        say("adhoc_over", title=title, office=plan.office.name, cancelled=False, unwritten=False)
    )
    return True


def _choose(desk: Desk, owed: Sequence[Obligation]) -> None:
    rows: list[tuple[Button, ...]] = []
    items = []
    for obligation in owed:
        plan = desk.library.plan_of_round(obligation.round_id, desk.work)
        unit, round_ = plan.unit(obligation.unit_id), plan.round(obligation.round_id)
        items.append(
            {
                "unit": unit.name,
                "period": round_.period,
                "state": obligation.state.value,
                "answered": obligation.answered,
                "total": obligation.total,
                "due_at": obligation.due_at.astimezone(plan.timezone).isoformat(),
            }
        )
        text = f"{unit.short_name} - {round_.period}"
        rows.append((screen("report", obligation.id, label="plain", text=text),))
    desk.say(say("choose_report", items=items, buttons=tuple(rows)))


def _offer_correction(desk: Desk, obligation: Obligation) -> None:
    latest = desk.work.submissions.latest(obligation.id)
    assert latest is not None, "the obligation has a version"
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    unit = plan.unit(obligation.unit_id)
    signed = has_signed(desk.work, obligation)
    desk.say(
        say(
            "already_submitted",
            unit=unit.name,
            address=unit.address,
            period=plan.round(obligation.round_id).period,
            version=latest.version,
            code=latest.receipt_code,
            at=latest.at.astimezone(plan.timezone).isoformat(),
            by=latest.person_name,
            buttons=(
                (screen("correct", obligation.id),),
                (screen("document", obligation.id),),
                (screen("signed_paper" if signed else "signed", obligation.id),),
            ),
        )
    )
