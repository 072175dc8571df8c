"""`Bổ sung số liệu đã hẹn`: exactly the figures that were promised are asked again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reporting.conversation import Promised
from usecases.buttons import number_in, screen
from usecases.drafting.converse import act
from usecases.drafting.entering import correction, entered
from usecases.messages import say
from usecases.owed import find_owed
from usecases.reminding.promises import promised_of

if TYPE_CHECKING:
    from usecases.desk import Desk


def give_promised(desk: Desk, argument: str) -> None:
    """In the open draft, else in one copied from what was handed in; those due by now, else all
    that are promised."""
    obligation = find_owed(desk, number_in(argument))
    if obligation is None:
        desk.say(say("not_there"))
        return
    work, library, now = desk.work, desk.library, desk.turn.now
    today = library.current.calendar.local(now).date()
    figures = promised_of(work, library, obligation, date.max, now)
    if not figures:
        rows = ((screen("situation"),),)
        desk.say(say("nothing_promised", buttons=rows))
        return
    due = [figure for figure in figures if figure.on <= today] or figures
    draft = work.drafts.open_for(obligation.id) or correction(desk, obligation)
    refs = tuple(figure.ref for figure in due)
    act(desk, entered(desk, obligation, draft), Promised(refs))
