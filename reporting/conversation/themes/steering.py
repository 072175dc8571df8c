"""Typed words that lead somewhere: what a button would do, and a correction of the answer above."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.conversation.events import Pressed
from reporting.conversation.scene.directions import Direction, direction_in
from reporting.conversation.scene.keyboards import zero_of
from reporting.conversation.scene.showing import brief_value, question_at
from reporting.conversation.themes.asking import ask
from reporting.conversation.themes.doubting import doubt_reading
from reporting.conversation.themes.keeping import accept, understood
from reporting.conversation.themes.reviewing import show_review
from reporting.conversation.themes.walking import back, go_on, later
from reporting.kinds.kind import Doubted, Option, Refused

if TYPE_CHECKING:
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene


def steered(scene: Scene, ref: Ref, text: str) -> Scene | None:
    """Where `text` leads from the open question `ref`; None where it is to be read as an answer."""
    found = direction_in(text)
    if found is None:
        return None
    direction, value = found
    if direction is Direction.LATER:
        return _left(scene, ref)
    if direction is Direction.BACK:
        return _back(scene, ref)
    return _corrected(scene, ref, value)


def _left(scene: Scene, ref: Ref) -> Scene:
    """`Bỏ qua` is an answer where the question offers it as one."""
    question = question_at(scene, ref)
    if question is not None and question.zero == "skip":
        return accept(scene, ref, zero_of(question))
    return later(scene, Pressed("later", ref)) or go_on(scene)


def _back(scene: Scene, ref: Ref) -> Scene | None:
    if scene.place.back_to_review:
        return show_review(scene, scene.place.page)
    return back(scene, Pressed("back", ref))


def _corrected(scene: Scene, ref: Ref, value: str) -> Scene | None:
    """The answer this person gave last, with what it should be for a tap of theirs."""
    above = _answered_last(scene, ref)
    question = question_at(scene, above)
    if question is None:
        return _back(scene, ref)
    opened = ask(scene, above)
    outcome = understood(opened, above, question, value) if value else None
    if outcome is None or isinstance(outcome, Refused) or question.kind == "text":
        return opened
    place = replace(scene.place, asked=above, asked_revision=scene.state.revision(above))
    scene = scene.moved(replace(place, pending=None, chosen=()))
    if isinstance(outcome, Doubted):
        return doubt_reading(scene, above, outcome)
    now = _now(scene, above)
    return doubt_reading(scene, above, Doubted("correction", (Option("", outcome),), {"now": now}))


def _answered_last(scene: Scene, ref: Ref) -> Ref:
    """Of answers given in one second, the one asked last."""
    order = {asked: at for at, asked in enumerate(scene.walk.refs) if asked != ref}
    mine = [
        (entry.at, order[asked], asked)
        for asked, entry in scene.state.entries.items()
        if asked in order and entry.answer and entry.by_person == scene.context.person
    ]
    return max(mine)[2] if mine else ""


def _now(scene: Scene, ref: Ref) -> str:
    """What is kept, "" where it has no value to read."""
    answer = scene.state.answer(ref)
    if not isinstance(answer, Answer) or answer.value in (None, ""):
        return ""
    return brief_value(scene, ref, answer.value)
