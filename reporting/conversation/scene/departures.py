"""Figures about which their unit is asked why: far off what was known before, cumulative ones that
fell, and answers that a soft rule of the form takes only with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation.scene.showing import label_of, question_at, shown
from reporting.kinds import show_number
from reporting.variance import departure

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON
    from reporting.variance import Departure

# Beside a base of almost nothing a percentage says nothing.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Why:
    """`required`: the answer counts only with a reason. `messages` are the form's own words."""

    required: bool
    departure: Departure | None = None
    messages: tuple[str, ...] = ()


def why_of(scene: Scene, ref: Ref, answer: Answer) -> Why | None:
    """None for an answer that raises no question, and for one that is no figure."""
    question = question_at(scene, ref)
    if question is None or not answer.is_figure:
        return None
    if question.attributes.get("reason"):
        broken = scene.instance.with_answers({ref: answer}).warnings(ref)
        if broken:
            return Why(required=True, messages=tuple(each.message for each in broken))
    context = scene.context
    found = departure(question, answer, context.surroundings.given, context.tolerance)
    return Why(found.fell, found) if found else None


def unexplained(scene: Scene) -> list[Ref]:
    """The answers that do not count without a reason and have none."""
    return [
        ref
        for ref in scene.walk.questions
        if (answer := scene.state.answer(ref)) is not None
        and not answer.note
        and (why := why_of(scene, ref, answer)) is not None
        and why.required
    ]


def described(scene: Scene, ref: Ref, answer: Answer, why: Why) -> dict[str, JSON]:
    """For the macro `varies` of _varies.j2."""
    found = why.departure
    percent = found.percent if found is not None else None
    far = percent is None or abs(percent) >= _MOST
    return {
        "label": label_of(scene, ref),
        "shown": shown(scene, ref, answer),
        "required": why.required,
        "messages": list(why.messages),
        "fell": found is not None and found.fell,
        "against": found.against if found else "",
        "base": shown(scene, ref, found.base) if found else None,
        "more": percent is not None and percent > 0,
        "percent": "" if percent is None or far else show_number(round(abs(percent))),
    }
