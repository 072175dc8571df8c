"""On the cut-off day each unit is asked what becomes of the figures it gave before, in one message
with all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.provisional.days import PERIODIC
from usecases.provisional.figures import provisional_of
from usecases.records import MessageClass, ObligationState, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from reporting.plan import Plan
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.provisional.figures import Provisional
    from usecases.records import Message, Obligation, Person

_REPORTING = (Role.LIAISON, Role.SECOND_LIAISON)
_NOTHING_GIVEN = (ObligationState.NOT_STARTED, ObligationState.CANCELLED)


def ask_at_cut_off(work: Work, library: Library, now: datetime) -> None:
    """When people may be written to for the first time on the cut-off day; where nobody ticked
    then, as soon as somebody does, as long as reports are not due. Once a round."""
    calendar = library.current.calendar
    for record in work.rounds.all():
        if record.kind not in PERIODIC:
            continue
        plan = library.plan_of_round(record.id, work)
        round_ = plan.round(record.id)
        moment = calendar.first_open(calendar.at(round_.cut_off, calendar.ladder.hour))
        key = f"figures_asked:{record.id}"
        if moment <= now <= round_.due["unit"] and not work.settings.get(key):
            work.settings.put(key, now.isoformat())
            for obligation in work.obligations.of_round(record.id):
                if obligation.state not in _NOTHING_GIVEN:
                    _ask(work, library, plan, obligation, now)


def _ask(work: Work, library: Library, plan: Plan, obligation: Obligation, now: datetime) -> None:
    figures = provisional_of(work, library, obligation, now)
    if not figures:
        return
    message = table(plan, obligation, figures, now.astimezone(plan.timezone).date())
    for person in _reporters(work, obligation.unit_id):
        assert person.chat_id is not None, "asked for below"
        key = f"provisional:{obligation.id}:{person.id}"
        work.outbox.add(person.chat_id, replace(message, dedupe_key=key), now)


def _reporters(work: Work, unit_id: str) -> Iterable[Person]:
    """The unit's liaisons; the office for its own unit where there is none."""
    people = [p for p in work.people.of_unit(unit_id) if p.chat_id is not None and not p.blocked]
    liaisons = [
        person
        for person in people
        if any(m.unit_id == unit_id and m.role in _REPORTING for m in person.active())
    ]
    return liaisons or [person for person in people if unit_id in person.units()]


def table(plan: Plan, obligation: Obligation, figures: list[Provisional], today: date) -> Message:
    """All the figures and what may be done with them."""
    unit, round_ = plan.unit(obligation.unit_id), plan.round(obligation.round_id)
    return say(
        "provisional",
        message_class=MessageClass.REQUEST,
        unit=unit.name,
        period=round_.period,
        tone=unit.tone,
        address=unit.address,
        cut_off=round_.cut_off.isoformat(),
        today=today == round_.cut_off,
        submitted=obligation.version > 0,
        figures=[figure.words() for figure in figures],
        buttons=(
            (screen("figures_keep", obligation.id),),
            (screen("figures_edit", obligation.id),),
            (screen("figures_estimate", obligation.id),),
        ),
    )
