"""Where the person goes next, back, or when a question is left for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.conversation.scene.showing import label_of
from reporting.conversation.themes.asking import Lead, ask
from reporting.conversation.themes.reviewing import show_review
from reporting.conversation.themes.submitting import show_ready

if TYPE_CHECKING:
    from collections.abc import Collection

    from reporting.conversation.events import Pressed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene


def go_on(scene: Scene, lead: Lead | None = None) -> Scene:
    """The next thing to do: what an edit made relevant, the review the person came from, the
    first question not answered, those left for later, and in the end the submission."""
    open_refs = scene.walk.open_refs
    scene = _forget_settled(scene, open_refs)
    place = scene.place
    if place.sent_back:
        return ask(scene, place.sent_back[0], lead)
    if place.back_to_review:
        if place.detour:
            return ask(scene, place.detour[0], lead)
        return show_review(scene, place.page, lead)
    for ref in open_refs:
        if ref not in place.postponed:
            return ask(scene, ref, lead)
    if place.postponed:
        returning: Lead = {"is": "returning", "count": len(place.postponed), "before": lead}
        return ask(scene, place.postponed[0], returning)
    return show_ready(scene, lead)


def ask_again(scene: Scene, lead: Lead | None = None, kind: str = "question") -> Scene:
    """The open question once more, briefly; the next one if it is no longer asked."""
    ref = scene.place.asked
    if ref in scene.walk.refs:
        return ask(scene, ref, lead, kind, brief=True)
    return go_on(scene, lead)


def back(scene: Scene, event: Pressed) -> Scene | None:
    """`‹ Câu trước`: the question before the one that stands open, with its answer."""
    if event.ref != scene.place.asked:
        return None
    order = scene.walk.refs
    if event.ref not in order:
        return go_on(scene)
    if order[0] == event.ref:
        return ask_again(scene, {"is": "first_question"})
    return ask(scene, order[order.index(event.ref) - 1])


def keep_it(scene: Scene, event: Pressed) -> Scene | None:
    """`Giữ nguyên`: the answer shown stays."""
    ref = event.ref
    if scene.state.answer(ref) is None or event.revision != scene.state.revision(ref):
        return None
    return go_on(scene)


def later(scene: Scene, event: Pressed) -> Scene | None:
    """`Trả lời câu này sau`: it comes back before submission, and never blocks the way to it."""
    ref = event.ref
    if ref != scene.place.asked or ref not in scene.walk.open_refs:
        return None
    scene = scene.close(ref, {"label": label_of(scene, ref), "shown": None, "how": "later"})
    place = scene.place
    returned = ref in place.postponed
    postponed = place.postponed if returned else (*place.postponed, ref)
    detour = tuple(other for other in place.detour if other != ref)
    scene = scene.moved(replace(place, postponed=postponed, detour=detour))
    if returned and set(scene.walk.open_refs) <= set(postponed):
        return _after_returned(scene, ref)
    return go_on(scene)


def _after_returned(scene: Scene, ref: Ref) -> Scene:
    """`ref` had come back and is left once more: the next of them, then what remains."""
    waiting = [other for other in scene.place.postponed if other in scene.walk.open_refs]
    after = waiting[waiting.index(ref) + 1 :] if ref in waiting else waiting
    return ask(scene, after[0]) if after else show_ready(scene, None)


def _forget_settled(scene: Scene, open_refs: Collection[Ref]) -> Scene:
    """Drops from the place what was answered (by a colleague too) or is no longer asked; of what
    was sent back, the question that was just gone through."""
    place = scene.place
    if not (place.detour or place.postponed or place.sent_back):
        return scene
    detour = tuple(ref for ref in place.detour if ref in open_refs)
    postponed = tuple(ref for ref in place.postponed if ref in open_refs)
    sent_back = tuple(r for r in place.sent_back if r != place.asked and r in scene.walk.refs)
    place = replace(place, detour=detour, postponed=postponed, sent_back=sent_back)
    return scene.moved(place)
