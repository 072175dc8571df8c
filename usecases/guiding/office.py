"""Nothing is asked: what waits for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.guiding.moment import Moment
from usecases.monitoring.progress import in_plan_order, period_of, rounds_shown
from usecases.owed import SENT
from usecases.people.roll import Roll
from usecases.records import ObligationState
from usecases.reminding.fates import unreached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from usecases.desk import Desk
    from usecases.records import Obligation, Person

_MOST = 3  # moments told at once
_ROUNDS = 3  # the newest ones, in which anything may still be done


def of_office(desk: Desk, person: Person) -> list[Moment]:
    """The most pressing first."""
    if not person.is_office():
        return []
    found = [moment for look in _LOOKS for moment in look(desk)]
    return found[:_MOST] or [Moment("office_quiet", {}, (screen("progress"),))]


def _pending(desk: Desk) -> Iterator[Moment]:
    count = sum(member.pending for member in Roll(desk).members)
    if count:
        yield Moment("pending_people", {"count": count}, (screen("waiting", text=str(count)),))


def _request(desk: Desk) -> Iterator[Moment]:
    assert desk.person is not None, "the office asks"
    record = desk.work.requests.open_of(desk.person.id)
    if record is not None:
        title = str(record.content.get("title", ""))
        yield Moment("request_open", {"title": title}, (screen("adhoc_list", label="go_on"),))


def _to_read(desk: Desk) -> Iterator[Moment]:
    for round_id, owed in _rounds(desk):
        count = sum(o.state is ObligationState.SUBMITTED for o in owed)
        if count:
            words = {"period": period_of(desk, round_id), "count": count}
            yield Moment("to_read", words, (screen("reports_to_read", round_id),))


def _missing(desk: Desk) -> Iterator[Moment]:
    for round_id, owed in _rounds(desk):
        open_ = [o for o in owed if o.state not in SENT]
        waiting = sum(o.state is ObligationState.AWAITING_LEADER for o in open_)
        if open_:
            words = {
                "period": period_of(desk, round_id),
                "count": len(open_),
                "overdue": sum(desk.turn.now > o.due_at for o in open_),
                "waiting": waiting,
            }
            yield Moment("missing", words, (screen("chase", round_id), screen("calls")))


def _complete(desk: Desk) -> Iterator[Moment]:
    for round_id, owed in _rounds(desk):
        if owed and all(o.state in SENT for o in owed):
            words = {"period": period_of(desk, round_id)}
            yield Moment("complete", words, (screen("consolidate", round_id),))


def _unreached(desk: Desk) -> Iterator[Moment]:
    names = [person.name for person, _ in unreached(desk.work, desk.turn.now)]
    if names:
        yield Moment("unreached", {"names": names}, (screen("calls"),))


def _rounds(desk: Desk) -> Iterator[tuple[str, list[Obligation]]]:
    over = desk.work.requests.over()
    for round_id in [key for key in rounds_shown(desk.work) if key not in over][:_ROUNDS]:
        plan = desk.library.plan_of_round(round_id, desk.work)
        yield round_id, in_plan_order(plan, desk.work.obligations.of_round(round_id))


_LOOKS: tuple[Callable[[Desk], Iterator[Moment]], ...] = (
    _pending, _request, _to_read, _missing, _complete, _unreached,
)  # fmt: skip
