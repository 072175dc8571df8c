"""Up to which day a figure is right, as the review shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.showing import question_at
from reporting.provisional import given_before

if TYPE_CHECKING:
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene


def given_on(scene: Scene, ref: Ref) -> str:
    """ISO date for a figure given before the cut-off and not decided on since; "" for others."""
    context, question = scene.context, question_at(scene, ref)
    entry = scene.state.entries.get(ref)
    if context.cut_off is None or question is None or entry is None:
        return ""
    if context.decided_at is not None and entry.at <= context.decided_at:
        return ""
    on = entry.at.astimezone(context.now.tzinfo).date()
    ends = min(context.round.window_for(question, context.unit).to, context.cut_off)
    return on.isoformat() if given_before(question, entry.answer, on, ends) else ""
