"""What a reminder says: one message for everything a person owes, in the words of each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation import Place
from usecases.buttons import screen
from usecases.messages import say
from usecases.records import MessageClass, ObligationState

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.calendar import Calendar
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button, Draft, Message, Obligation
    from usecases.reminding.promises import Figure


_ON_A_BUTTON = 60  # characters; longer questions stand in the text alone


@dataclass(frozen=True, slots=True)
class Item:
    """One report to be asked for; `opening`: its round has just opened. `promised` are figures it
    has promised by now; they alone are asked for where no step of the `ladder` is due."""

    obligation: Obligation
    opening: bool = False
    promised: tuple[Figure, ...] = ()
    ladder: bool = True


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom, under which notice, until when it is of use. `again_at`: when it comes again if it
    is put off."""

    person_id: int
    notice_id: int
    expires_at: datetime
    again_at: datetime


def reminder(
    work: Work, library: Library, telling: Telling, items: list[Item], now: datetime
) -> Message:
    lines = [_line(work, library, telling.person_id, item, now) for item in items]
    units = [library.plan_of_round(i.obligation.round_id, work).unit(i.obligation.unit_id)
             for i in items]  # fmt: skip
    return say(
        "reminder",
        message_class=MessageClass.NUDGE,
        expires_at=telling.expires_at,
        items=lines,
        tone=next((unit.tone for unit in units if unit.tone == "kinh_de_nghi"), units[0].tone),
        address=units[0].address,
        office=library.current.office.name,
        buttons=_buttons(telling, items, lines, now),
    )


def _line(
    work: Work, library: Library, person_id: int, item: Item, now: datetime
) -> dict[str, JSON]:
    obligation = item.obligation
    plan = library.plan_of_round(obligation.round_id, work)
    calendar = library.current.calendar
    return {
        "obligation": obligation.id,
        "unit": plan.unit(obligation.unit_id).name,
        "short": plan.unit(obligation.unit_id).label,
        "period": plan.round(obligation.round_id).period,
        "state": obligation.state.value,
        "opening": item.opening,
        "overdue": now > obligation.due_at,
        "days": days_left(calendar, now, obligation.due_at),
        "due_at": calendar.local(obligation.due_at).isoformat(),
        "answered": obligation.answered,
        "total": obligation.total,
        "next": _next_question(work, library, person_id, obligation),
        "promised": [figure.words() for figure in item.promised],
        "only_promised": not item.ladder,
    }


def days_left(calendar: Calendar, now: datetime, due_at: datetime) -> int | None:
    """Working days until the due day, 0 on that day, negative behind it; None when only days off
    are left."""
    today, due = calendar.local(now).date(), calendar.local(due_at).date()
    days = calendar.days.between(today, due)
    return days if days or due == today else None


def _next_question(work: Work, library: Library, person_id: int, obligation: Obligation) -> str:
    """The open question that this person was last asked in a draft that is begun, else one that a
    colleague was; "" where nobody is at one."""
    draft = work.drafts.open_for(obligation.id)
    if obligation.state is not ObligationState.STARTED or draft is None:
        return ""
    places = {c.person_id: Place.from_json(c.place) for c in work.conversations.of_draft(draft.id)}
    mine = [places.pop(person_id)] if person_id in places else []
    open_ = [p.asked for p in (*mine, *places.values()) if not _answered(draft, p.asked)]
    asked = next(iter(open_), "")
    form = library.form(obligation.form_version, work)
    label = next((q.label for q in form.questions if q.nodeset == asked), "")
    return label if "{" not in label else ""  # a label that depends on answers


def _answered(draft: Draft, ref: str) -> bool:
    kept = draft.answers.get(ref)
    return not ref or (kept is not None and kept.answer is not None)


def _buttons(
    telling: Telling, items: list[Item], lines: list[dict[str, JSON]], now: datetime
) -> tuple[tuple[Button, ...], ...]:
    alone = len(items) == 1
    rows: list[tuple[Button, ...]] = []
    for item, line in zip(items, lines, strict=True):
        if item.ladder:
            rows.append((_open(item.obligation, line, alone=alone),))
        if item.promised:
            rows.append((_give(item.obligation, line, alone=alone),))
    # Putting off what is due before it would come again helps nobody.
    if not all(now < item.obligation.due_at <= telling.again_at for item in items):
        rows.append((screen("put_off", telling.notice_id),))
    return tuple(rows)


def _open(obligation: Obligation, line: dict[str, JSON], *, alone: bool) -> Button:
    """Whoever has begun finds the next question on the button."""
    begun = obligation.state is not ObligationState.NOT_STARTED
    if alone and 0 < len(line["next"]) <= _ON_A_BUTTON:
        return screen("report", obligation.id, label="next_question", text=line["next"])
    if alone and obligation.state is ObligationState.RETURNED:
        return screen("amend", obligation.id)
    if alone:
        return screen("report", obligation.id, label="resume" if begun else "start")
    text = f"{line['short']} - {line['period']}"
    return screen("report", obligation.id, label="resume_one" if begun else "start_one", text=text)


def _give(obligation: Obligation, line: dict[str, JSON], *, alone: bool) -> Button:
    if alone:
        return screen("promised", obligation.id)
    text = f"{line['short']} - {line['period']}"
    return screen("promised", obligation.id, label="promised_one", text=text)
