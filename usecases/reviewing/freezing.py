"""`Khóa kỳ báo cáo`: from then on the round takes no reports, until the office opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Message, Obligation


def says_frozen(desk: Desk, obligation: Obligation) -> bool:
    """Whether the round of this report is frozen; says what to do, and that nothing is lost."""
    freeze = desk.work.reviews.frozen(obligation.round_id)
    if freeze is None:
        return False
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    unit = plan.unit(obligation.unit_id)
    desk.say(
        say(
            "round_frozen",
            unit=unit.name,
            address=unit.address,
            tone=unit.tone,
            period=plan.round(obligation.round_id).period,
            at=freeze.at.astimezone(plan.timezone).isoformat(),
            office=plan.office.name,
            buttons=((screen("ask_time", obligation.id),),),
        )
    )
    return True


@office_only
def ask_to_freeze(desk: Desk, round_id: str) -> None:
    period = _period(desk, round_id)
    if period is None:
        desk.say(say("no_round"))
    elif desk.work.reviews.frozen(round_id) is not None:
        desk.say(_done(round_id, period, frozen=True, before=True))
    else:
        owed = desk.work.obligations.of_round(round_id)
        missing = sum(1 for o in owed if not o.version and o.state.value != "cancelled")
        rows = ((screen("freeze_sure", round_id),), (screen("progress", round_id),))
        desk.say(say("ask_to_freeze", period=period, missing=missing, buttons=rows))


@office_only
def freeze_round(desk: Desk, round_id: str) -> None:
    _turn_key(desk, round_id, to_frozen=True)


@office_only
def thaw_round(desk: Desk, round_id: str) -> None:
    _turn_key(desk, round_id, to_frozen=False)


def _turn_key(desk: Desk, round_id: str, *, to_frozen: bool) -> None:
    period, person = _period(desk, round_id), desk.person
    if period is None or person is None:
        desk.say(say("no_round"))
        return
    reviews, now = desk.work.reviews, desk.turn.now
    turn = reviews.freeze if to_frozen else reviews.thaw
    done = turn(round_id, by=person.id, at=now)
    if done:
        action = "round_frozen" if to_frozen else "round_reopened"
        desk.work.audit.note(now, person.id, action, round_id, {})
    desk.say(_done(round_id, period, frozen=to_frozen, before=not done))


def _done(round_id: str, period: str, *, frozen: bool, before: bool) -> Message:
    button = screen("thaw" if frozen else "freeze", round_id)
    return say(
        "freeze_done",
        period=period,
        frozen=frozen,
        before=before,
        buttons=((button,), (screen("progress", round_id),)),
    )


def _period(desk: Desk, round_id: str) -> str | None:
    if not round_id or desk.work.rounds.get(round_id) is None:
        return None
    return desk.library.plan_of_round(round_id, desk.work).round(round_id).period
