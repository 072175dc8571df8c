"""`Giữ nguyên tất cả`, `Sửa từng số`, `Ghi là số ước`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.conversation import Review
from usecases.buttons import number_in, screen
from usecases.drafting.converse import act
from usecases.drafting.entering import correction, entered
from usecases.messages import say
from usecases.owed import find_owed
from usecases.provisional.days import Decision, decision_of, note_decision
from usecases.provisional.figures import Provisional, provisional_of

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Draft, Obligation


def keep_figures(desk: Desk, argument: str) -> None:
    found = _found(desk, argument)
    if found is not None:
        obligation, figures = found
        _decide(desk, obligation, "kept", len(figures))


def estimate_figures(desk: Desk, argument: str) -> None:
    """Every one of them is marked as an estimate in the draft; what was submitted is opened for
    correction and counts as it was until it is submitted again."""
    found = _found(desk, argument)
    if found is None:
        return
    obligation, figures = found
    draft = _draft(desk, obligation)
    for figure in figures:
        _estimate(desk, draft, figure)
    _decide(desk, obligation, "estimated", len(figures))


def edit_figures(desk: Desk, argument: str) -> None:
    """The review of the report, from which each figure is changed."""
    found = _found(desk, argument)
    if found is not None:
        obligation, _ = found
        act(desk, entered(desk, obligation, _draft(desk, obligation)), Review())


def _found(desk: Desk, argument: str) -> tuple[Obligation, list[Provisional]] | None:
    """None when the report is not the person's or nothing in it is provisional (any more), which
    is then said."""
    obligation = find_owed(desk, number_in(argument))
    if obligation is None:
        desk.say(say("not_there"))
        return None
    figures = provisional_of(desk.work, desk.library, obligation, desk.turn.now)
    if figures:
        return obligation, figures
    decision = decision_of(desk.work, obligation.id)
    desk.say(
        say(
            "figures_settled",
            **_about(desk, obligation),
            how=decision.how if decision else "",
            by=decision.by if decision else "",
            at=decision.at.isoformat() if decision else "",
            buttons=((screen("report", obligation.id, label="resume"),),),
        )
    )
    return None


def _draft(desk: Desk, obligation: Obligation) -> Draft:
    draft = desk.work.drafts.open_for(obligation.id)
    if draft is not None:
        return draft
    return correction(desk, obligation)


def _estimate(desk: Desk, draft: Draft, figure: Provisional) -> None:
    kept = draft.answers.get(figure.ref)
    assert desk.person is not None, "whoever finds an obligation is somebody"
    desk.work.drafts.keep(
        draft.id,
        figure.ref,
        replace(figure.answer, estimated=True),
        base_revision=kept.revision if kept else 0,
        person_id=desk.person.id,
        at=desk.turn.now,
        inbox_key=desk.turn.inbox_key,
    )


def _decide(desk: Desk, obligation: Obligation, how: str, count: int) -> None:
    person, now = desk.person, desk.turn.now
    assert person is not None, "whoever finds an obligation is somebody"
    note_decision(desk.work, obligation.id, Decision(how, now, person.name))
    subject = f"obligation:{obligation.id}"
    desk.work.audit.note(now, person.id, f"figures_{how}", subject, {"count": count})
    again = how == "estimated" and obligation.version > 0
    go_on = again or not obligation.version
    rows = ((screen("report", obligation.id, label="resume"),),) if go_on else ()
    desk.say(
        say(
            "figures_decided",
            **_about(desk, obligation),
            how=how,
            count=count,
            again=again,
            buttons=rows,
        )
    )


def _about(desk: Desk, obligation: Obligation) -> dict[str, JSON]:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    unit = plan.unit(obligation.unit_id)
    return {
        "unit": unit.name,
        "address": unit.address,
        "period": plan.round(obligation.round_id).period,
    }


PROVISIONAL_SCREENS = {
    "figures_keep": keep_figures,
    "figures_edit": edit_figures,
    "figures_estimate": estimate_figures,
}
