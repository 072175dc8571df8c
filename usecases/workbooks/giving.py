"""`Điền bằng Excel`: the unit's workbook of the draft as it is now, made by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.workbook import book_of
from usecases.buttons import number_in
from usecases.documents import note_reading, order
from usecases.drafting.entering import correction
from usecases.messages import say
from usecases.workbooks.place import held, may_report

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.workbook import Book
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation


def want_workbook(desk: Desk, argument: str) -> None:
    """Of the obligation whose id `argument` is; its draft is begun where there is none yet."""
    person, wanted = desk.person, number_in(argument)
    obligation = may_report(desk.work, person.id, wanted) if person is not None else None
    if obligation is None:
        desk.say(say("not_there"))
        return
    want_workbook_of(desk, obligation)


def want_workbook_of(desk: Desk, obligation: Obligation) -> None:
    person = desk.person
    assert person is not None, "whoever finds an obligation is somebody"
    draft = desk.work.drafts.open_for(obligation.id)
    if draft is None and obligation.version:
        draft = correction(desk, obligation)
    elif draft is None:
        draft = desk.work.drafts.start(obligation.id, desk.turn.now)
    wanted = {"obligation": obligation.id, "draft": draft.id, "by": person.id}
    order(desk, "workbook", wanted)
    note_reading(desk, f"obligation:{obligation.id}")


def workbook(work: Work, library: Library, order: JSON, now: datetime) -> Book | None:
    """What the job writes; None when the draft was submitted, or the person left, meanwhile."""
    obligation = may_report(work, order["by"], order["obligation"])
    draft = work.drafts.get(order["draft"])
    if obligation is None or draft is None or not draft.open:
        return None
    found = held(work, library, obligation, draft, order["by"], now)
    return book_of(found.scene, obligation.id, draft.id, draft.revision)
