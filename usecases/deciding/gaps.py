"""Who has not reported, and what the report is to say of them until they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.deciding.awaited_figures import promised_words
from usecases.deciding.choosing import ESTIMATE, NOTE, decide, earlier_reports
from usecases.messages import say
from usecases.monitoring.progress import in_plan_order
from usecases.owed import SENT
from usecases.people.office_only import Screen, office_only
from usecases.people.roll import paged
from usecases.people.shown import moment
from usecases.records import ObligationState
from usecases.reminding.calling import people_to_call

if TYPE_CHECKING:
    from reporting.consolidation import StandIn
    from reporting.plan import Plan
    from usecases.deciding.records import Decision
    from usecases.desk import Desk
    from usecases.records import JSON, Button, Obligation


@office_only
def show_gaps(desk: Desk, argument: str) -> None:
    """`argument`: round id, or round id and page."""
    round_id, _, page = argument.partition(":")
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
    elif not say_gaps(desk, round_id, page):
        plan = desk.library.plan_of_round(round_id, desk.work)
        period, promised = _period(desk, round_id), promised_words(desk, plan, round_id)
        desk.say(say("no_gaps", period=period, **promised, buttons=_after(round_id)))


def say_gaps(desk: Desk, round_id: str, page: str = "") -> bool:
    """False, and nothing said, where every unit has reported."""
    plan = desk.library.plan_of_round(round_id, desk.work)
    missing = _missing(desk, plan, round_id)
    if not missing:
        return False
    shown, turning = paged(missing, page, f"gaps:{round_id}")
    decisions = desk.work.decisions.of_round(round_id)
    earlier = earlier_reports(desk.work, desk.library, round_id, [o.unit_id for o in shown])
    items = [
        _words(desk, plan, o, decisions.get(f"gap:{o.unit_id}"), earlier.get(o.unit_id))
        for o in shown
    ]
    rows = [(screen("gap", o.id, label="plain", text=_short(plan, o)),) for o in shown]
    undecided = sum(1 for o in missing if f"gap:{o.unit_id}" not in decisions)
    desk.say(
        say(
            "gaps",
            period=plan.round(round_id).period,
            count=len(missing),
            undecided=undecided,
            items=items,
            **promised_words(desk, plan, round_id),
            buttons=(*rows, *turning, *_after(round_id)),
        )
    )
    return True


@office_only
def show_gap(desk: Desk, argument: str) -> None:
    obligation = _gap(desk, argument)
    if obligation is not None:
        _say_gap(desk, obligation)


def _decides(value: JSON) -> Screen:
    """The screen that decides so on a gap and shows it again."""

    @office_only
    def screen_of(desk: Desk, argument: str) -> None:
        obligation = _gap(desk, argument)
        if obligation is None:
            return
        earlier = earlier_reports(desk.work, desk.library, obligation.round_id,
                                  [obligation.unit_id])  # fmt: skip
        if value == ESTIMATE and not earlier:
            desk.say(say("not_there"))
            return
        decide(desk, obligation.round_id, f"gap:{obligation.unit_id}", value)
        _say_gap(desk, obligation)

    return screen_of


use_estimate, note_gap, undo_gap = _decides(ESTIMATE), _decides(NOTE), _decides(None)


def _gap(desk: Desk, argument: str) -> Obligation | None:
    """The obligation named, if its report still is missing; else the person is told."""
    obligation = desk.work.obligations.get(number_in(argument))
    if obligation is None or obligation.state is ObligationState.CANCELLED:
        desk.say(say("not_there"))
        return None
    if obligation.version:
        plan = desk.library.plan_of_round(obligation.round_id, desk.work)
        unit = plan.unit(obligation.unit_id).name
        buttons = ((screen("gaps", obligation.round_id),),)
        desk.say(say("gap_closed", unit=unit, version=obligation.version, buttons=buttons))
        return None
    return obligation


def _say_gap(desk: Desk, obligation: Obligation) -> None:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    decision = desk.work.decisions.of_round(obligation.round_id).get(f"gap:{obligation.unit_id}")
    earlier = earlier_reports(desk.work, desk.library, obligation.round_id, [obligation.unit_id])
    stand_in = earlier.get(obligation.unit_id)
    words = _words(desk, plan, obligation, decision, stand_in)
    message = say(
        "gap",
        **words,
        period=plan.round(obligation.round_id).period,
        by=decision.person_name if decision else "",
        at=moment(decision.at, plan.timezone) if decision else None,
        buttons=_gap_rows(obligation, words),
    )
    desk.say(message)


def _gap_rows(obligation: Obligation, words: dict[str, JSON]) -> tuple[tuple[Button, ...], ...]:
    decided = words["decision"]
    rows: list[tuple[Button, ...]] = [(screen("enter_for", obligation.id),)]
    if words["earlier"] and decided != ESTIMATE:
        rows.append((screen("gap_estimate", obligation.id),))
    if decided != NOTE:
        rows.append((screen("gap_note", obligation.id),))
    if decided:
        rows.append((screen("gap_undo", obligation.id),))
    return (*rows, (screen("gaps", obligation.round_id),))


def _words(
    desk: Desk,
    plan: Plan,
    obligation: Obligation,
    decision: Decision | None,
    earlier: StandIn | None,
) -> dict[str, JSON]:
    return {
        "unit": _short(plan, obligation),
        "state": obligation.state.value,
        "answered": obligation.answered,
        "total": obligation.total,
        "people": people_to_call(desk.work, obligation.unit_id),
        "earlier": earlier.period if earlier else "",
        "decision": decision.value if decision else "",
    }


def _missing(desk: Desk, plan: Plan, round_id: str) -> list[Obligation]:
    owed = in_plan_order(plan, desk.work.obligations.of_round(round_id))
    return [o for o in owed if o.state not in SENT and not o.version]


def _short(plan: Plan, obligation: Obligation) -> str:
    return plan.unit(obligation.unit_id).label


def _period(desk: Desk, round_id: str) -> str:
    return desk.library.plan_of_round(round_id, desk.work).round(round_id).period


def _after(round_id: str) -> tuple[tuple[Button, ...], ...]:
    return ((screen("header", round_id),), (screen("consolidate", round_id),))
