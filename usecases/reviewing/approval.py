"""Approval in the bot: a draft is put before the unit's leader, who lets it go or asks to amend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.dialogues.asking import (
    ask_in_dialogue,
    cancel_row,
    end_dialogue,
    subject_id,
    too_long,
)
from usecases.documents import note_reading
from usecases.drafting.handing_in import hand_in, whole
from usecases.drafting.submit import give_receipt
from usecases.help import say_stranger
from usecases.messages import say
from usecases.records import MessageClass, ObligationState
from usecases.reviewing.arrival import tell_of_arrival
from usecases.reviewing.consent import leaders_of, leads
from usecases.reviewing.freezing import says_frozen
from usecases.reviewing.reading import changed_answers, page_words, shown_changes
from usecases.reviewing.records import ApprovalState
from usecases.reviewing.standing import state_by_review
from usecases.reviewing.telling import report_words, tell_unit

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.drafting.handing_in import Whole
    from usecases.drafting.scene import Scene
    from usecases.records import JSON, Button, Obligation, Person
    from usecases.reviewing.records import Approval

# What already counts stays as it is while a correction of it waits for the leader.
_STAYS = (ObligationState.SUBMITTED, ObligationState.ACCEPTED)


def ask_leader(desk: Desk, scene: Scene) -> None:
    """The leader gets the report to read; whoever reports hears who has it and is told of the
    answer. Nothing is ever submitted because time goes by."""
    work, obligation = desk.work, scene.obligation
    made = whole(desk, obligation, scene.draft)
    waiting = work.approvals.waiting(obligation.id)
    leaders = leaders_of(work, obligation.unit_id)
    names = [leader.name for leader in leaders]
    words = report_words(desk, obligation)
    asked_again = waiting is not None and waiting.content_sha256 == made.seen_sha256
    desk.say(say("awaiting_leader", **words, leaders=names, again=asked_again))
    if asked_again:
        return
    key = work.approvals.ask(
        obligation.id,
        scene.draft.id,
        made.seen_sha256,
        made.answers,
        by=scene.person.id,
        at=desk.turn.now,
    )
    approval = work.approvals.get(key)
    assert approval is not None, "it was made just now"
    if obligation.state not in _STAYS:
        work.obligations.set_state(obligation.id, ObligationState.AWAITING_LEADER)
    detail = {"approval": key, "sha256": made.seen_sha256}
    work.audit.note(
        desk.turn.now, scene.person.id, "leader_asked", f"obligation:{obligation.id}", detail
    )
    for leader in leaders:
        _put_before(desk, scene, leader, approval, made)


def _put_before(desk: Desk, scene: Scene, leader: Person, approval: Approval, made: Whole) -> None:
    assert leader.chat_id is not None, "who cannot be reached is not asked"
    message = say(
        "approval_request",
        message_class=MessageClass.REQUEST,
        dedupe_key=f"approval:{approval.id}:{leader.id}",
        **_request_words(desk, scene.obligation, approval, made, 0),
        buttons=_rows(approval.id, 0, 1),
    )
    desk.tell(leader.chat_id, message)
    params = {
        "obligation": scene.obligation.id,
        "draft": scene.draft.id,
        "chat": leader.chat_id,
        "inbox": desk.turn.inbox_key,
        "pdf": True,
    }
    desk.work.jobs.add("unit_document", params, desk.turn.now)


def _request_words(
    desk: Desk, obligation: Obligation, approval: Approval, made: Whole, page: int
) -> dict[str, JSON]:
    """With its first page goes what has changed since the leader was asked before."""
    answered, total = made.progress
    words = page_words(desk, obligation, made.answers, page, approval.draft_id)
    before = desk.work.approvals.put_before(approval) if words["page"] == 1 else None
    found = changed_answers(desk, obligation, before, made.answers) if before is not None else []
    return {
        **report_words(desk, obligation),
        "by": desk.work.people.get(approval.asked_by).name,
        "answered": answered,
        "total": total,
        "asked_before": before is not None,
        **words,
        **shown_changes(found),
    }


def _rows(key: int, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    turn = tuple(
        screen("approval", f"{key}:{target}", label=label)
        for label, target in (("page_before", page - 1), ("page_after", page + 1))
        if 0 <= target < pages
    )
    decide = (screen("approve", key), screen("ask_to_amend", key))
    return tuple(row for row in (turn, decide) if row)


def show_approval(desk: Desk, argument: str) -> None:
    """The report that waits for this leader, page by page."""
    key, _, page = argument.partition(":")
    found = _mine(desk, number_in(key))
    if found is None:
        return
    approval, obligation = found
    draft = desk.work.drafts.get(approval.draft_id)
    assert draft is not None, "an approval is of a draft"
    made = whole(desk, obligation, draft)
    words = _request_words(desk, obligation, approval, made, number_in(page))
    note_reading(desk, f"obligation:{obligation.id}")
    desk.say(
        say(
            "approval_request",
            **words,
            buttons=_rows(approval.id, words["page"] - 1, words["pages"]),
        )
    )


def approve(desk: Desk, argument: str) -> None:
    """`Duyệt`: the report goes out as the leader saw it, never one that changed since."""
    found = _mine(desk, number_in(argument))
    if found is None:
        return
    approval, obligation = found
    if says_frozen(desk, obligation):
        return
    person, work, now = desk.person, desk.work, desk.turn.now
    draft = work.drafts.get(approval.draft_id)
    assert person is not None and draft is not None
    if whole(desk, obligation, draft).seen_sha256 != approval.content_sha256:
        desk.say(say("approval_over", **report_words(desk, obligation)))
        return
    zone = desk.library.plan_of_round(obligation.round_id, work).timezone
    consent = {
        "mode": "bot",
        "leader": person.name,
        "on": desk.turn.at.astimezone(zone).date().isoformat(),
        "person": person.id,
    }
    work.approvals.decide(approval.id, ApprovalState.APPROVED, by=person.id, at=now, comment="")
    work.audit.note(now, person.id, "approved", f"obligation:{obligation.id}", consent)
    record = hand_in(desk, obligation, draft, approval.asked_by, consent)
    assert record is not None, "only an open draft waits"
    asker = work.people.get(approval.asked_by)
    desk.say(say("approved", **report_words(desk, obligation), code=record.receipt_code))
    if asker.chat_id is not None:
        give_receipt(desk, obligation, record, asker.chat_id)
    tell_of_arrival(desk, obligation, record, approval.asked_by)


def ask_to_amend(desk: Desk, argument: str) -> None:
    """`Đề nghị sửa`: what, is asked for."""
    found = _mine(desk, number_in(argument))
    if found is not None:
        approval, obligation = found
        words = report_words(desk, obligation)
        message = say("ask_amendment", **words, buttons=(cancel_row(),))
        ask_in_dialogue(desk, "amendment", {"approval": approval.id}, message)


def take_amendment(desk: Desk, dialogue: Dialogue, text: str) -> None:
    found = _mine(desk, subject_id(dialogue, "approval"))
    if found is None:
        end_dialogue(desk, dialogue)
        return
    if too_long(desk, dialogue, text):
        return
    approval, obligation = found
    person, work, now = desk.person, desk.work, desk.turn.now
    assert person is not None
    end_dialogue(desk, dialogue)
    work.approvals.decide(approval.id, ApprovalState.AMEND, by=person.id, at=now, comment=text)
    if obligation.state is ObligationState.AWAITING_LEADER:
        work.obligations.set_state(obligation.id, state_by_review(work, obligation))
    detail = {"approval": approval.id, "comment": text}
    work.audit.note(now, person.id, "amendment_asked", f"obligation:{obligation.id}", detail)
    words = report_words(desk, obligation)
    message = say(
        "amendment",
        message_class=MessageClass.REQUEST,
        **words,
        leader=person.name,
        comment=text,
        buttons=((screen("report", obligation.id, label="resume"),),),
    )
    told = tell_unit(desk, obligation.unit_id, message)
    desk.say(say("amendment_sent", **words, told=told))


def withdraw_if_changed(desk: Desk, obligation: Obligation) -> None:
    """An answer changed: what the leader has before them is no longer the report. The leader's
    buttons say so; whoever reports puts the new one before them."""
    work = desk.work
    may_wait = (*_STAYS, ObligationState.AWAITING_LEADER)
    approval = work.approvals.waiting(obligation.id) if obligation.state in may_wait else None
    if approval is None:
        return
    withdraw(desk, obligation, approval)
    desk.say(say("approval_withdrawn", **report_words(desk, obligation)))


def withdraw(desk: Desk, obligation: Obligation, approval: Approval) -> None:
    """What waited for the leader does so no longer; the obligation is what it was before."""
    work, person = desk.work, desk.person
    work.approvals.decide(
        approval.id,
        ApprovalState.WITHDRAWN,
        by=person.id if person else None,
        at=desk.turn.now,
        comment="",
    )
    if obligation.state is ObligationState.AWAITING_LEADER:
        work.obligations.set_state(obligation.id, state_by_review(work, obligation))


def _mine(desk: Desk, approval_id: int) -> tuple[Approval, Obligation] | None:
    """What waits for this leader; says so where nothing does. Another unit's looks like one that
    is not there."""
    person, work = desk.person, desk.work
    if person is None or not person.active():
        say_stranger(desk)
        return None
    approval = work.approvals.get(approval_id)
    obligation = work.obligations.get(approval.obligation_id) if approval else None
    if approval is None or obligation is None or not leads(person, obligation.unit_id):
        desk.say(say("not_there"))
        return None
    if approval.state is not ApprovalState.WAITING:
        desk.say(say("approval_over", **report_words(desk, obligation)))
        return None
    return approval, obligation
