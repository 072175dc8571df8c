"""All reports of a round for the office, those that wait for it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.text import capitalized
from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.monitoring.progress import in_plan_order
from usecases.people.office_only import office_only
from usecases.records import ObligationState

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Button, Obligation

PAGE = 10  # reports on one page
_ORDER = (
    ObligationState.SUBMITTED,
    ObligationState.AWAITING_LEADER,
    ObligationState.RETURNED,
    ObligationState.STARTED,
    ObligationState.NOT_STARTED,
    ObligationState.ACCEPTED,
)


@office_only
def show_reports_to_read(desk: Desk, argument: str) -> None:
    round_id, _, page = argument.partition(":")
    if not round_id or desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return
    plan = desk.library.plan_of_round(round_id, desk.work)
    live = in_plan_order(plan, desk.work.obligations.of_round(round_id))
    live.sort(key=lambda o: _ORDER.index(o.state))
    pages = max(1, -(-len(live) // PAGE))
    at = min(number_in(page), pages - 1)
    here = live[at * PAGE : (at + 1) * PAGE]
    names = {o.id: plan.unit(o.unit_id).short_name for o in here}
    frozen = desk.work.reviews.frozen(round_id) is not None
    rows: list[tuple[Button, ...]] = [
        (screen("reading", o.id, label="plain", text=capitalized(names[o.id])),) for o in here
    ]
    rows.append(turn_pages("reports_to_read", round_id, at, pages))
    rows.append((screen("thaw" if frozen else "freeze", round_id),))
    desk.say(
        say(
            "reports_to_read",
            period=plan.round(round_id).period,
            items=[_item(o, names[o.id]) for o in here],
            page=at + 1,
            pages=pages,
            frozen=frozen,
            buttons=tuple(row for row in rows if row),
        )
    )


def _item(obligation: Obligation, name: str) -> JSON:
    return {
        "short": name,
        "state": obligation.state.value,
        "answered": obligation.answered,
        "total": obligation.total,
        "late": obligation.late,
    }


def turn_pages(name: str, subject: object, page: int, pages: int) -> tuple[Button, ...]:
    """Buttons to the pages before and after; the screen's argument is "subject:page"."""
    return tuple(
        screen(name, f"{subject}:{target}", label=label)
        for label, target in (("page_before", page - 1), ("page_after", page + 1))
        if 0 <= target < pages
    )
