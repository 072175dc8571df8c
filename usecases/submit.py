"""`Nộp báo cáo`: a draft becomes the next submitted version, and the receipt goes out with it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

from reporting.answers import FileValue
from reporting.forms import Instance
from usecases.buttons import screen
from usecases.messages import say
from usecases.records import MessageClass, ObligationState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer, Value
    from reporting.conversation import Context, State
    from reporting.forms import Form
    from usecases.desk import Desk
    from usecases.records import SubmissionRecord
    from usecases.scene import Scene


def submit(desk: Desk, scene: Scene, context: Context, state: State) -> None:
    """Exactly one of several simultaneous presses closes the draft; the others find it closed."""
    work, turn = desk.work, desk.turn
    if not work.drafts.close(scene.draft.id):
        return
    instance = Instance.of(scene.form, state.answers(), context.surroundings)
    answers = instance.submittable()
    content = content_sha256(scene.form, answers)
    record = work.submissions.add(
        scene.obligation.id,
        scene.draft.id,
        receipt_code(content, scene.draft.id),
        answers,
        person_id=scene.person.id,
        at=turn.at,
        late=turn.at > scene.obligation.due_at,
        form_version=scene.obligation.form_version,
        content_sha256=content,
    )
    answered, total = instance.progress()
    work.obligations.set_progress(scene.obligation.id, answered, total)
    work.obligations.set_state(scene.obligation.id, ObligationState.SUBMITTED)
    detail = {"version": record.version, "code": record.receipt_code, "sha256": content}
    work.audit.note(
        turn.now, scene.person.id, "submitted", f"obligation:{record.obligation_id}", detail
    )
    _give_receipt(desk, scene, record)


def _give_receipt(desk: Desk, scene: Scene, record: SubmissionRecord) -> None:
    unit, zone = scene.unit, scene.plan.timezone
    desk.say(
        say(
            "receipt",
            message_class=MessageClass.RECEIPT,
            dedupe_key=f"receipt:{record.receipt_code}",
            buttons=((screen("document", scene.obligation.id),),),
            code=record.receipt_code,
            unit=unit.name,
            address=unit.address,
            tone=unit.tone,
            period=scene.round.period,
            version=record.version,
            at=record.at.astimezone(zone).isoformat(),
            due_at=scene.obligation.due_at.astimezone(zone).isoformat(),
            late=record.late,
            office=scene.plan.office.name,
        )
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
