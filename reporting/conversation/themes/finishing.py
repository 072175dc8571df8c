"""`Đã nhập xong` after a text in several messages, and what else can happen meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.places import Phase
from reporting.conversation.scene import words
from reporting.conversation.scene.showing import question_at
from reporting.conversation.themes.asking import Lead, ask
from reporting.conversation.themes.doubting import show_doubt
from reporting.conversation.themes.keeping import declined, kept_so_far, take, understood
from reporting.conversation.themes.walking import go_on
from reporting.conversation.themes.writing import add_text, joined, show_writing

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed, Typed
    from reporting.conversation.scene import Scene


def typed_more(scene: Scene, event: Typed) -> Scene:
    if event.replied_to not in ("", scene.place.asked):
        return unfinished(scene)
    if scene.place.writing and words.means(event.text, words.DONE):
        return _finish(scene)
    ref, messages = scene.place.asked, (*scene.place.writing, event.text)
    if refused := declined(scene, ref, messages):
        return refused
    return add_text(kept_so_far(scene, ref, messages), event.text)


def done(scene: Scene, event: Pressed) -> Scene | None:
    fits = event.ref == scene.place.asked and scene.place.writing
    return _finish(scene) if fits else None


def restart(scene: Scene, event: Pressed) -> Scene | None:
    """`Viết lại từ đầu`: the messages of this text are put away, the question asked again."""
    return ask(scene, event.ref) if event.ref == scene.place.asked else None


def unfinished(scene: Scene, event: object = None) -> Scene:  # noqa: ARG001 - any event
    """Nothing else is done before the text is: it would be lost."""
    lead: Lead = {"is": "finish_first"}
    if scene.place.phase is Phase.DOUBTING:
        return show_doubt(scene, lead)
    return show_writing(scene, lead)


def _finish(scene: Scene) -> Scene:
    ref = scene.place.asked
    question = question_at(scene, ref)
    if question is None:
        return go_on(scene, {"is": "no_longer_asked"})
    text = joined(scene.place.writing)
    return take(scene, ref, text, understood(scene, ref, question, text))
