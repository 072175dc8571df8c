"""What a question back offers: a button for each answer that it may be settled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.conversation.places import Doubt
from reporting.conversation.scene.keyboards import bound, marked
from reporting.conversation.scene.showing import brief_value, question_at

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.conversation.effects import Button
    from reporting.conversation.places import Pending, Ref
    from reporting.conversation.scene import Scene

LABELS = {
    Doubt.WARN: "keep_figure",
    Doubt.VARIES: "keep_figure",
    Doubt.MISMATCH: "keep_for_now",
    Doubt.COLLEAGUE: "take_mine",
    Doubt.WHEN: "promise",
}
OPTION = 60  # characters of a value on a button


def option_index(scene: Scene, pending: Pending, argument: str) -> int | None:
    """Which option a button stood for; None for one of an earlier doubt, or a forged one."""
    every = range(len(pending.options))
    return next((i for i in every if option_button(scene, pending, i).argument == argument), None)


def option_button(scene: Scene, pending: Pending, index: int) -> Button:
    answer = pending.options[index].answer
    text = option_text(scene, pending, index)
    label = LABELS.get(pending.doubt) or _option_label(scene, pending.ref, answer)
    argument = marked(index, f"{label} {answer.standing} {text}")
    return bound(scene, pending.ref, "option", label, text=text, argument=argument)


def option_text(scene: Scene, pending: Pending, index: int) -> str:
    option = pending.options[index]
    if option.shown or is_bare(option.answer):
        return option.shown
    return brief_value(scene, pending.ref, option.answer.value)[:OPTION]


def is_bare(answer: Answer) -> bool:
    """A standing without a value to read."""
    return answer.value is None or answer.value == ""


def _option_label(scene: Scene, ref: Ref, answer: Answer) -> str:
    if not is_bare(answer):
        return "estimated" if answer.estimated else "plain"
    if answer.standing is not Standing.ZERO:
        return answer.standing.value
    question = question_at(scene, ref)
    return f"zero_{question.zero}" if question and question.zero else "zero_nothing"
