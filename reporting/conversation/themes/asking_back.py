"""Questions back whose answer is words of the person's own: why, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.keyboards import bound, in_rows
from reporting.conversation.scene.options import option_button
from reporting.conversation.scene.showing import label_of

if TYPE_CHECKING:
    from reporting.conversation.places import Pending
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
