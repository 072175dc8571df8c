"""Lists of unknown length: "Còn … nào nữa không?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Phase
from reporting.conversation.scene import words
from reporting.conversation.themes.asking import ask
from reporting.conversation.themes.doubting import doubt_removal
from reporting.conversation.themes.keeping import with_detour
from reporting.conversation.themes.walking import go_on

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene

PRESENT = Answer("", Standing.ZERO)  # an item exists; a list is complete


def more(scene: Scene, event: Pressed) -> Scene | None:
    return _more(scene, event.ref) if _fits(scene, event) else None


def no_more(scene: Scene, event: Pressed) -> Scene | None:
    return _no_more(scene, event.ref) if _fits(scene, event) else None


def _fits(scene: Scene, event: Pressed) -> bool:
    """A second tap must not add a second item."""
    return event.ref in scene.walk.repeats and event.revision == scene.revision(event.ref)


def typed_at_repeat(scene: Scene, text: str) -> Scene:
    ref = scene.place.asked
    if words.means(text, words.NO_MORE):
        return _no_more(scene, ref)
    if words.means(text, words.MORE):
        return _more(scene, ref)
    return ask(scene, ref, {"is": "press_button"})


def remove(scene: Scene, event: Pressed) -> Scene | None:
    """`Bỏ mục`: asks first."""
    if not _is_item(scene, event.ref):
        return None
    back = scene.place.back_to_review or scene.place.phase is Phase.REVIEWING
    return doubt_removal(scene.moved(replace(scene.place, back_to_review=back)), event.ref)


def confirm_remove(scene: Scene, event: Pressed) -> Scene | None:
    """The item's answers are kept as answers to questions no longer asked."""
    pending = scene.place.pending
    if pending is None or pending.ref != event.ref or not _is_item(scene, event.ref):
        return None
    return go_on(scene.keep(event.ref, None), {"is": "removed"})


def _more(scene: Scene, ref: Ref) -> Scene:
    before = scene.walk.open_refs
    scene = scene.grown(scene.instance.new_repeat(ref, _new_name(scene, ref)))
    scene = _close(scene, ref, "more")
    return go_on(with_detour(scene, before))


def _no_more(scene: Scene, ref: Ref) -> Scene:
    if scene.state.answer(_done(ref)) is None:
        scene = scene.keep(_done(ref), PRESENT)
    return go_on(_close(scene, ref, "no_more"), {"is": "list_complete"})


def _close(scene: Scene, ref: Ref, how: str) -> Scene:
    repeat = scene.walk.repeats.get(ref)
    return scene.close(ref, {"label": repeat.label if repeat else "", "shown": None, "how": how})


def _done(ref: Ref) -> Ref:
    return f"{ref}#done"


def _new_name(scene: Scene, ref: Ref) -> str:
    """Names are never used again, not even of items that were removed."""
    below = len(ref) + 1
    had = {r[below:].partition("]")[0] for r in scene.state.entries if r.startswith(f"{ref}[")}
    return f"m{len(had) + 1}"


def _is_item(scene: Scene, ref: Ref) -> bool:
    return bool(ref) and ref in scene.instance.instances(ref[: ref.rfind("[")])
