"""`Xác nhận` under a workbook that was read back: its answers become the draft's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reporting.workbook import taken
from usecases.buttons import number_in, screen
from usecases.drafting.converse import RevisionConflict
from usecases.messages import say
from usecases.records import Message, ObligationState
from usecases.workbooks.returned import REF, fitting, read_back

if TYPE_CHECKING:
    from reporting.workbook import Change, Returned
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button, Draft, Obligation


def want_kept(desk: Desk, argument: str) -> None:
    """The file is read again by a job; whose it is, is looked up there, as when it came."""
    attachment, _, rest = argument.partition(":")
    revision, _, overrule = rest.partition(":")
    record = desk.work.attachments.get(number_in(attachment))
    person = desk.person
    if person is None or record is None or record.ref != REF or not record.sha256:
        desk.say(say("not_there"))
        return
    order = {
        "attachment": record.id,
        "by": person.id,
        "chat": desk.turn.sender.chat_id,
        "revision": number_in(revision),
        "overrule": overrule == "1",
        "at": desk.turn.at.isoformat(),
        "inbox": desk.turn.inbox_key,
    }
    desk.work.jobs.add("workbook_keep", order, desk.turn.now)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be kept, as it was shown; `instead`: what is said where that no longer fits."""

    draft_id: int = 0
    revision: int = 0
    changes: tuple[Change, ...] = ()
    progress: tuple[int, int] = (0, 0)
    obligation_id: int = 0
    problems: int = 0
    instead: Message | None = None


def decided(
    work: Work, library: Library, order: JSON, returned: Returned, now: datetime
) -> Decided:
    found = fitting(work, library, order["by"], returned, now)
    if isinstance(found, Message):
        return Decided(instead=found)
    if found.draft.revision != order["revision"]:
        return Decided(instead=read_back(work, library, order, returned, now))
    result = taken(found.scene, returned, overrule=order["overrule"])
    return Decided(
        found.draft.id,
        found.draft.revision,
        result.changes,
        result.progress,
        found.obligation.id,
        len(result.problems),
    )


def keep(work: Work, decision: Decided, order: JSON, sha256: str, now: datetime) -> Message:
    """Raises RevisionConflict when somebody answered in between; the job then looks again."""
    draft = work.drafts.get(decision.draft_id)
    obligation = work.obligations.get(decision.obligation_id)
    assert draft is not None and obligation is not None, "both were found a moment ago"
    if not draft.open or draft.revision != decision.revision:
        raise RevisionConflict(str(decision.draft_id))
    for change in decision.changes:
        kept = work.drafts.keep(
            draft.id,
            change.ref,
            change.answer,
            base_revision=change.revision,
            person_id=order["by"],
            at=datetime.fromisoformat(order["at"]),
            inbox_key=order["inbox"],
        )
        if kept is None:
            raise RevisionConflict(change.ref)
    work.obligations.set_progress(obligation.id, *decision.progress)
    if obligation.state is ObligationState.NOT_STARTED:
        work.obligations.set_state(obligation.id, ObligationState.STARTED)
    told = sum(change.cell is not None for change in decision.changes)
    detail = {"file": sha256, "answers": told, "overrule": order["overrule"]}
    work.audit.note(now, order["by"], "workbook_kept", f"obligation:{obligation.id}", detail)
    answered, total = decision.progress
    return say(
        "workbook_kept",
        kept=told,
        problems=decision.problems,
        answered=answered,
        total=total,
        buttons=((_resume(work, obligation, draft, order["by"]),),),
    )


def _resume(work: Work, obligation: Obligation, draft: Draft, person_id: int) -> Button:
    """Back to the conversation: the unit's own, or the office's that fills in for it."""
    if obligation.unit_id in work.people.get(person_id).units():
        return screen("report", obligation.id, label="resume")
    how = (draft.origin or {}).get("how", "")
    return screen("enter_for_by", f"{obligation.id}:{how}", label="resume")
