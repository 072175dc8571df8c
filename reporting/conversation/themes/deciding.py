"""Answers to a question back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.conversation.places import Doubt
from reporting.conversation.scene.contradictions import waive
from reporting.conversation.scene.options import option_index
from reporting.conversation.scene.separators import learned
from reporting.conversation.themes import interrupting
from reporting.conversation.themes.answering import typed
from reporting.conversation.themes.asking import ask
from reporting.conversation.themes.continuing import typed_meanwhile
from reporting.conversation.themes.doubting import open_rules
from reporting.conversation.themes.explaining import (
    SETTLED,
    explain,
    may_stay,
    promise,
    reason,
    settled,
    without_doubt,
)
from reporting.conversation.themes.keeping import accept
from reporting.conversation.themes.submitting import show_ready
from reporting.conversation.themes.walking import go_on

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed, Typed
    from reporting.conversation.places import Pending
    from reporting.conversation.scene import Scene

# A doubt comes after those before it in `keeping.accept`: settling it settles them.
CONFIRMED = {
    Doubt.MISMATCH: frozenset({Doubt.MISMATCH}),
    Doubt.WARN: frozenset({Doubt.MISMATCH, Doubt.WARN}),
    Doubt.VARIES: SETTLED,
}
# Those that are answered in words.
IN_WORDS = {Doubt.WHY: reason, Doubt.WHEN: promise, Doubt.VARIES: explain}


def option(scene: Scene, event: Pressed) -> Scene | None:
    """One of the offered answers."""
    pending = scene.place.pending
    if pending is None or not _about(scene, pending, event):
        return None
    index = option_index(scene, pending, event.argument)
    if index is None or pending.ref not in scene.walk.refs:
        return None
    if pending.doubt is Doubt.VARIES and not may_stay(scene, pending):
        return None
    answer = pending.options[index].answer
    scene = learned(scene.moved(replace(scene.place, asked=pending.ref)), pending, answer)
    return accept(scene, pending.ref, answer, CONFIRMED.get(pending.doubt, frozenset()))


def again(scene: Scene, event: Pressed) -> Scene | None:
    """`Nhập lại`: the question itself once more."""
    pending = scene.place.pending
    if pending is None or pending.ref != event.ref or event.ref not in scene.walk.refs:
        return None
    return ask(scene, event.ref, brief=True)


def skip(scene: Scene, event: Pressed) -> Scene | None:
    """No reason, not now, leave it as it is."""
    pending = scene.place.pending
    if pending is None or not _about(scene, pending, event):
        return None
    if pending.doubt in (Doubt.WHY, Doubt.WHEN):
        return settled(scene, pending.ref)
    if pending.doubt is Doubt.VARIES:
        return None
    if pending.doubt is Doubt.RULE:
        for contradiction in open_rules(scene, pending):
            scene = waive(scene, contradiction)
    scene = without_doubt(scene)
    return go_on(scene) if pending.ref else show_ready(scene)


def typed_in_doubt(scene: Scene, event: Typed) -> Scene:
    """A reason or a day where one was asked for; else a new answer to the question in doubt."""
    pending = scene.place.pending
    if pending and pending.doubt is Doubt.CONTINUES and not event.replied_to:
        return typed_meanwhile(scene, event.text)
    if pending and pending.doubt in IN_WORDS and not event.replied_to:
        return IN_WORDS[pending.doubt](scene, pending, event.text)
    if event.replied_to or pending is None:
        return typed(without_doubt(scene), event)
    if pending.ref not in scene.walk.refs:
        return interrupting.again(scene, {"is": "press_button"})
    scene = scene.moved(replace(scene.place, asked=pending.ref))
    return typed(without_doubt(scene), event)


def _about(scene: Scene, pending: Pending, event: Pressed) -> bool:
    return pending.ref == event.ref and event.revision == scene.state.revision(event.ref)
