"""/tiendo and /tinhhinh: who has reported, and what a unit owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.adhoc.records import RequestState
from usecases.buttons import screen
from usecases.documents import order
from usecases.help import say_stranger
from usecases.library import AD_HOC
from usecases.messages import say
from usecases.owed import SENT, owed_in
from usecases.records import ObligationState
from usecases.reminding.fates import unreached
from usecases.reminding.wording import days_left

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button, Obligation, RoundRecord

OTHERS = 6  # rounds that are a press away


def show_situation(desk: Desk) -> None:
    """/tinhhinh: everything the person's units owe, with state and due time; a leader's, too."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    items = []
    owed = owed_in(desk, person.sees())
    for obligation in owed:
        plan = desk.library.plan_of_round(obligation.round_id, desk.work)
        items.append(
            line_of(plan, obligation)
            | {
                "period": plan.round(obligation.round_id).period,
                "overdue": obligation.state not in SENT and desk.turn.now > obligation.due_at,
                "days": days_left(desk.library.current.calendar, desk.turn.now, obligation.due_at),
            }
        )
    late = ((screen("ask_time"),),) if any(o.state not in SENT for o in owed) else ()
    rows = ((screen("reports"),), *late) if items and person.units() else ()
    desk.say(say("situation", items=items, buttons=rows))


def show_progress(desk: Desk, round_id: str = "") -> None:
    """/tiendo, for the office."""
    round_id = round_id or newest_round(desk.work)
    if not is_office(desk):
        return
    if not round_id or desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    plan = desk.library.plan_of_round(round_id, desk.work)
    obligations = in_plan_order(plan, desk.work.obligations.of_round(round_id))
    signed = desk.work.signed_documents.of_round(round_id)
    desk.say(
        say(
            "progress",
            period=plan.round(round_id).period,
            due_at=plan.round(round_id).due["unit"].isoformat(),
            at=desk.turn.now.astimezone(plan.timezone).isoformat(),
            sent=[line_of(plan, o, signed) for o in obligations if o.state in SENT],
            signed=len(signed),
            started=[
                line_of(plan, o)
                for o in obligations
                if o.state not in SENT and o.state is not ObligationState.NOT_STARTED
            ],
            not_started=[
                line_of(plan, o) for o in obligations if o.state is ObligationState.NOT_STARTED
            ],
            total=len(obligations),
            unreached=[
                {"name": person.name, "fate": fate.value}
                for person, fate in unreached(desk.work, desk.turn.now)
            ],
            buttons=_ways_on(desk, round_id),
        )
    )
    order(desk, "board_picture", {"round": round_id}, quietly=True)


def is_office(desk: Desk) -> bool:
    """Whether the person speaks for the office; says why not."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return False
    if not person.is_office():
        desk.say(say("office_only"))
        return False
    return True


def newest_round(work: Work) -> str:
    """Id of the round opened last; "" before the first."""
    return next(iter(rounds_shown(work)), "")


def rounds_shown(work: Work) -> list[str]:
    """Ids of the rounds there is something to see of, newest first: all but cancelled ones."""
    records = sorted(work.rounds.all(), key=lambda record: (record.opened_at, record.id))
    return [r.id for r in reversed(records) if not _is_cancelled(work, r)]


def _is_cancelled(work: Work, record: RoundRecord) -> bool:
    request = work.requests.of_round(record.id) if record.kind == AD_HOC else None
    return request is not None and request.state is RequestState.CANCELLED


def _ways_on(desk: Desk, round_id: str) -> tuple[tuple[Button, ...], ...]:
    """What can be done about the round; then the newest of the others, to look at instead."""
    others = [other for other in rounds_shown(desk.work) if other != round_id]
    return (
        (screen("progress", round_id, label="refresh"),),
        (screen("board_agencies", f"{round_id}:0"),),
        (screen("chase", round_id), screen("zalo", round_id)),
        (screen("reports_to_read", round_id),),
        (screen("consolidate", round_id), screen("facts")),
        *(
            (screen("progress", other, label="plain", text=period_of(desk, other)),)
            for other in others[:OTHERS]
        ),
    )


def period_of(desk: Desk, round_id: str) -> str:
    return desk.library.plan_of_round(round_id, desk.work).round(round_id).period[:60]


def in_plan_order(plan: Plan, obligations: Sequence[Obligation]) -> list[Obligation]:
    order = {unit.id: index for index, unit in enumerate(plan.units)}
    live = [o for o in obligations if o.state is not ObligationState.CANCELLED]
    return sorted(live, key=lambda o: order[o.unit_id])


def line_of(plan: Plan, obligation: Obligation, signed: Container[str] = ()) -> dict[str, JSON]:
    """How one obligation stands, as messages and pictures show it; `signed`: the units whose signed
    document of the latest version is here."""
    unit = plan.unit(obligation.unit_id)
    at = obligation.submitted_at
    return {
        "unit": unit.name,
        "short": unit.label,
        "state": obligation.state.value,
        "answered": obligation.answered,
        "total": obligation.total,
        "version": obligation.version,
        "late": obligation.late,
        "signed": obligation.unit_id in signed,
        "at": at.astimezone(plan.timezone).isoformat() if at else "",
        "due_at": obligation.due_at.astimezone(plan.timezone).isoformat(),
    }


def status(work: Work, library: Library, round_id: str) -> dict[str, dict[str, JSON]]:
    """`tonghop status`: unit → state, late, answered, total, version. KeyError: never opened."""
    plan = library.plan_of_round(round_id, work)
    return {
        o.unit_id: {
            "state": o.state.value,
            "late": o.late,
            "answered": o.answered,
            "total": o.total,
            "version": o.version,
        }
        for o in in_plan_order(plan, work.obligations.of_round(round_id))
    }
