"""`Lịch và người ký`: what stands in the plan and what of it the office may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.plan import LEVELS
from usecases.buttons import number_in, screen
from usecases.facts.subjects import newest_plan, plan_for, round_ids, shown, unit_buttons
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Button

PAGE = 8  # units of one screen
_LABELS = {level: f"level_{level}" for level in LEVELS}


@office_only
def show_facts(desk: Desk, _: str) -> None:
    rounds: list[JSON] = []
    rows: list[tuple[Button, ...]] = []
    for round_id in round_ids(desk):
        plan = plan_for(desk, round_id)
        assert plan is not None, "it was listed"
        round_ = plan.round(round_id)
        rounds.append(
            {
                "period": round_.period,
                "cut_off": round_.cut_off.isoformat(),
                "due": {level: shown(plan, due) for level, due in round_.due.items()},
            }
        )
        rows.append((screen("facts_round", round_id, label="facts_round", text=round_.period),))
    rows += [
        (screen("facts_names", 0), screen("facts_signers", 0)),
        (screen("directory"), screen("progress")),
    ]
    desk.say(say("facts", rounds=rounds, buttons=tuple(rows)))


@office_only
def show_round(desk: Desk, round_id: str) -> None:
    plan = plan_for(desk, round_id)
    if plan is None:
        desk.say(say("not_there"))
        return
    round_ = plan.round(round_id)
    rows = [
        (screen("fact", f"due:{round_id}:{level}", label=_LABELS[level]),) for level in round_.due
    ]
    rows.append((screen("facts"),))
    due = {level: shown(plan, moment) for level, moment in round_.due.items()}
    cut_off = round_.cut_off.isoformat()
    desk.say(
        say("facts_round", period=round_.period, cut_off=cut_off, due=due, buttons=tuple(rows))
    )


@office_only
def show_names(desk: Desk, page: str) -> None:
    _choose_unit(desk, "name", "facts_names", number_in(page), [])


@office_only
def show_signers(desk: Desk, page: str) -> None:
    own: list[tuple[Button, ...]] = [
        (screen("fact", f"signer:{model}", label=f"signer_{model.lower()}"),)
        for model in newest_plan(desk).letter
    ]
    _choose_unit(desk, "signer", "facts_signers", number_in(page), own if page in ("", "0") else [])


def _choose_unit(
    desk: Desk, sort: str, name: str, page: int, first: list[tuple[Button, ...]]
) -> None:
    units = unit_buttons(newest_plan(desk))
    pages = -(-len(units) // PAGE)
    page = min(page, pages - 1)
    here = units[page * PAGE : (page + 1) * PAGE]
    rows = [*first, *((screen("fact", f"{sort}:{key}", text=text),) for key, text in here)]
    turning = []
    if page > 0:
        turning.append(screen(name, page - 1, label="page_before"))
    if page + 1 < pages:
        turning.append(screen(name, page + 1, label="page_after"))
    rows += [tuple(turning)] if turning else []
    rows.append((screen("facts"),))
    said = say("facts_units", sort=sort, page=page + 1, pages=pages, buttons=tuple(rows))
    desk.say(said)
