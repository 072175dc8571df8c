"""A workbook that comes back: taken in a turn, read by a job, shown as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.showing import FILES, plain
from reporting.forms import nodeset_of
from reporting.text import fold
from reporting.workbook import taken
from usecases.attachments import want_for_job
from usecases.buttons import screen
from usecases.drafting.converse import focus_of
from usecases.messages import say
from usecases.records import Message
from usecases.workbooks.place import held, may_report

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.answers import FileValue
    from reporting.workbook import Problem, Returned, Taken
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button
    from usecases.workbooks.place import Held

PERSONAL = "refused.personal_data"  # the reason for which a cell is declined
REF = "workbook"  # marks the attachment
NAMED = "bieu so lieu"
_SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def is_workbook(desk: Desk, file: FileValue) -> bool:
    """A spreadsheet of somebody who reports: by its name, or where no question wants a file. What
    the office sends outside of its own report is a directory."""
    person = desk.person
    if person is None or not person.units() or not file.name.lower().endswith(_SHEETS):
        return False
    if fold(file.name).startswith(NAMED):
        return True
    if focus_of(desk) is None:
        return not person.is_office()
    return not _wants_file(desk)


def _wants_file(desk: Desk) -> bool:
    conversation = focus_of(desk)
    if conversation is None:
        return False
    obligation = desk.work.obligations.get(conversation.obligation_id)
    assert obligation is not None, "a conversation is about an obligation"
    asked = nodeset_of(str(conversation.place.get("asked", "")))
    entry = desk.library.form(obligation.form_version, desk.work).entries.get(asked)
    return entry is not None and entry.question is not None and entry.question.kind in FILES


def want_returned(desk: Desk, file: FileValue) -> None:
    want_for_job(desk, file, REF, "workbook_returned")


def read_back(
    work: Work, library: Library, order: JSON, returned: Returned, now: datetime
) -> Message:
    """What the workbook would change, or why nothing is taken from it."""
    found = fitting(work, library, order["by"], returned, now)
    if isinstance(found, Message):
        return found
    return _table(found, taken(found.scene, returned), order["attachment"])


def fitting(
    work: Work, library: Library, person_id: int, returned: Returned, now: datetime
) -> Held | Message:
    """The draft that `returned` belongs to, or what to say: another unit's workbook and one of
    nothing look alike."""
    obligation = may_report(work, person_id, returned.obligation)
    if obligation is None:
        return say("not_there")
    again = ((screen("workbook", obligation.id),),)
    if returned.form != obligation.form_version:
        return say("workbook_old", why="form", buttons=again)
    draft = work.drafts.open_for(obligation.id)
    if draft is None and obligation.version:
        correct = ((screen("correct", obligation.id),),)
        return say("workbook_old", why="submitted", buttons=correct)
    if draft is None or draft.id != returned.draft:
        return say("workbook_old", why="draft", buttons=again)
    return held(work, library, obligation, draft, person_id, now)


def _table(found: Held, result: Taken, attachment: int) -> Message:
    unit, period = found.scene.context.unit, found.scene.context.round.period
    shown = [change for change in result.changes if change.cell is not None]
    return say(
        "workbook_read",
        unit=unit.name,
        address=unit.address,
        tone=unit.tone,
        period=period,
        changes=[{"at": _at(c.cell), "label": c.label, "shown": c.shown} for c in shown],
        conflicts=[
            {
                "at": _at(each.change.cell),
                "label": each.change.label,
                "shown": each.change.shown,
                "by": each.by,
                "theirs": each.theirs,
            }
            for each in result.conflicts
        ],
        problems=[_problem(each) for each in result.problems],
        warnings=[{"label": label, "message": message} for label, message in result.warnings],
        varying=list(result.varying),
        contradictions=list(result.contradictions),
        answered=result.progress[0],
        total=result.progress[1],
        buttons=_buttons(found, result, attachment),
    )


def holds_personal_data(answer: Message) -> bool:
    """Whether a cell of the workbook was declined for that: then the file is not kept either."""
    problems = answer.params.get("problems") or []
    return any(problem["reason"] == PERSONAL for problem in problems)


def _at(cell: object) -> str:
    return getattr(cell, "at", "")


def _problem(each: Problem) -> JSON:
    return {
        "sheet": each.cell.sheet,
        "at": each.cell.at,
        "label": each.label,
        "how": each.how,
        "reason": each.reason,
        "params": {name: plain(value) for name, value in (each.params or {}).items()},
    }


def _buttons(found: Held, result: Taken, attachment: int) -> tuple[tuple[Button, ...], ...]:
    """Each carries the revision of the draft that was compared: confirmed is what was shown."""
    said = f"{attachment}:{found.draft.revision}"
    keep = (screen("workbook_keep", f"{said}:0", label="confirm"),)
    go_on = (screen("report", found.obligation.id, label="resume"),)
    if any(problem.reason == PERSONAL for problem in result.problems):
        return (go_on,)  # the file is not kept: it comes back without them
    if result.conflicts:
        theirs = screen("workbook_keep", f"{said}:0", label="confirm_theirs")
        mine = screen("workbook_keep", f"{said}:1", label="confirm_mine")
        return ((theirs,), (mine,), go_on)
    return (keep, go_on) if result.changes else (go_on,)
