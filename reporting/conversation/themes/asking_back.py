"""Questions back whose answer is words of the person's own: why, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.contradictions import edit_rows
from reporting.conversation.scene.departures import described, why_of
from reporting.conversation.scene.keyboards import bound, in_rows
from reporting.conversation.scene.options import option_button
from reporting.conversation.scene.showing import label_of

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.conversation.effects import Rows
    from reporting.conversation.places import Pending, Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON

    Params = dict[str, JSON]


def show_why(scene: Scene, pending: Pending, params: Params) -> Scene:
    params |= {"label": label_of(scene, pending.ref)}
    skip = bound(scene, pending.ref, "skip", "no_reason")
    return scene.say("why_not_applicable", params, ((skip,),), asks=pending.ref)


def show_when(scene: Scene, pending: Pending, params: Params) -> Scene:
    params |= {"label": label_of(scene, pending.ref)}
    days = [option_button(scene, pending, i) for i in range(len(pending.options))]
    skip = bound(scene, pending.ref, "skip", "no_promise")
    return scene.say("when_available", params, (*in_rows(days), (skip,)), asks=pending.ref)


def show_varies(scene: Scene, pending: Pending, params: Params) -> Scene:
    """One figure, or several of one message; what has been settled meanwhile is left out."""
    found = [(ref, answer, why_of(scene, ref, answer)) for ref, answer in varying(scene, pending)]
    whys = [(ref, answer, why) for ref, answer, why in found if why is not None]
    params |= {"items": [described(scene, ref, answer, why) for ref, answer, why in whys]}
    required = any(why.required for _, _, why in whys)
    keep = () if required else (option_button(scene, pending, 0),)
    if len(whys) == 1 and whys[0][0] == pending.ref:
        rows: Rows = ((*keep, bound(scene, pending.ref, "again", "again")),)
    else:
        rows = (*edit_rows(scene, tuple(ref for ref, _, _ in whys)), keep)
    return scene.say("why_varies", params, tuple(row for row in rows if row), asks=pending.ref)


def varying(scene: Scene, pending: Pending) -> list[tuple[Ref, Answer]]:
    """The answers a VARIES doubt is about: the one held back, else those kept already."""
    refs = pending.params.get("refs")
    if not isinstance(refs, list):
        return [(pending.ref, pending.options[0].answer)]
    kept = [(str(ref), scene.state.answer(str(ref))) for ref in refs]
    return [(ref, answer) for ref, answer in kept if answer is not None and not answer.note]
