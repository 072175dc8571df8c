"""A draft becomes the next submitted version, whoever lets it."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.answers import FileValue
from reporting.forms import Instance
from usecases.deciding.outdated import tell_outdated
from usecases.drafting.scene import surroundings_for
from usecases.matters.register import keep_matters
from usecases.presence import is_late
from usecases.reconciling.answering import tell_corrected
from usecases.records import ObligationState
from usecases.reviewing.records import ApprovalState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer, Value
    from reporting.forms import Form
    from usecases.desk import Desk
    from usecases.records import JSON, Draft, Obligation, SubmissionRecord


@dataclass(frozen=True, slots=True)
class Whole:
    """A draft worked out: what would be submitted, and its hash."""

    answers: Mapping[str, Answer]
    content_sha256: str
    seen_sha256: str  # the same with files by name: whether they are fetched already is not seen
    progress: tuple[int, int]


def whole(desk: Desk, obligation: Obligation, draft: Draft) -> Whole:
    form = desk.library.form(obligation.form_version, desk.work)
    kept = {ref: k.answer for ref, k in draft.answers.items() if k.answer is not None}
    instance = Instance.of(form, kept, surroundings_for(desk, obligation, form, draft.id))
    answers = instance.submittable()
    named = {ref: _by_name(answer) for ref, answer in answers.items()}
    return Whole(
        answers,
        content_sha256(form, answers),
        content_sha256(form, named),
        instance.progress(),
    )


def _by_name(answer: Answer) -> Answer:
    value = answer.value
    return replace(answer, value=value.name) if isinstance(value, FileValue) else answer


def hand_in(
    desk: Desk, obligation: Obligation, draft: Draft, person_id: int, consent: JSON
) -> SubmissionRecord | None:
    """Exactly one of several simultaneous presses closes the draft; None for the others."""
    work, turn = desk.work, desk.turn
    if not work.drafts.close(draft.id):
        return None
    made = whole(desk, obligation, draft)
    record = work.submissions.add(
        obligation.id,
        draft.id,
        receipt_code(made.content_sha256, draft.id),
        made.answers,
        person_id=person_id,
        at=turn.at,
        late=is_late(work, turn.at, obligation.due_at),
        form_version=obligation.form_version,
        content_sha256=made.content_sha256,
        consent=consent,
        origin=draft.origin,
    )
    work.obligations.set_progress(obligation.id, *made.progress)
    work.obligations.set_state(obligation.id, ObligationState.SUBMITTED)
    _end_waiting(desk, obligation, person_id)
    detail = {
        "version": record.version,
        "code": record.receipt_code,
        "sha256": made.content_sha256,
        "consent": consent,
        "origin": draft.origin,
    }
    work.audit.note(turn.now, person_id, "submitted", f"obligation:{obligation.id}", detail)
    tell_outdated(desk, obligation, record.version)
    tell_corrected(desk, obligation, record.version)
    keep_matters(work, desk.library, obligation, record)
    return record


def _end_waiting(desk: Desk, obligation: Obligation, person_id: int) -> None:
    """What was put before the leader is handed in now, or was by another way."""
    waiting = desk.work.approvals.waiting(obligation.id)
    if waiting is not None:
        desk.work.approvals.decide(
            waiting.id, ApprovalState.WITHDRAWN, by=person_id, at=desk.turn.now, comment=""
        )


def content_sha256(form: Form, answers: Mapping[str, Answer]) -> str:
    """Hash over form version and every answer in the order of their refs."""
    lines = [
        [
            ref,
            _plain(answer.value),
            answer.standing.value,
            answer.estimated,
            answer.note,
            str(answer.promised or ""),
        ]
        for ref, answer in sorted(answers.items())
    ]
    text = json.dumps([form.version, lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Value) -> list[str]:
    """The sort of a value and its text: 1 and "1" are two contents."""
    if isinstance(value, FileValue):
        return ["file", value.name, value.sha256 or value.file_id]
    if isinstance(value, tuple):
        return ["list", *value]
    return [type(value).__name__, "" if value is None else str(value)]


def receipt_code(content: str, draft_id: int) -> str:
    """Eight letters and digits that can be read out on the phone: base32 has no 0, 1, 8, 9."""
    digest = hashlib.sha256(f"{content}:{draft_id}".encode()).digest()
    letters = base64.b32encode(digest)[:8].decode("ascii")
    return f"{letters[:4]}-{letters[4:]}"
