"""More of a narrative, typed after it was taken: no message of it may answer another question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Doubt, Pending, Phase
from reporting.conversation.scene import words
from reporting.conversation.scene.showing import is_narrative, question_at
from reporting.conversation.themes.doubting import show_doubt
from reporting.conversation.themes.keeping import declined
from reporting.conversation.themes.walking import ask_again
from reporting.conversation.themes.writing import add_texts, begin_writing
from reporting.conversation.written import texts as texts_of
from reporting.kinds.kind import Doubted, Refused

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON, Understanding

FREE = frozenset({"text", "barcode"})  # kinds that take any words for an answer
_AT_QUESTION = (Phase.ASKING, Phase.DOUBTING)
_AFTER = (Phase.ASKING, Phase.READY, Phase.REVIEWING)
FEWEST = 3  # words of a text that is no slip of a figure
SURELY = 8  # words of a text that is prose, be there a figure in it


def kept_open(scene: Scene, after: Scene, ref: Ref, outcome: Understanding, text: str) -> Scene:
    """`after` took the narrative in. Where the next question takes any words, nothing would tell
    a second message from its answer: the narrative stays open until `Đã nhập xong`, and is in the
    draft all the same should nobody press it. Otherwise it costs no step, and what is no answer to
    that question may be more of this one."""
    if not isinstance(outcome, Answer) or outcome.standing is not Standing.FIGURE:
        return after
    taken = after.state.answer(ref) == outcome and after.place.phase in _AFTER
    if not taken or not is_narrative(question_at(scene, ref)):
        return after
    following = question_at(after, after.place.asked)
    if after.place.phase is Phase.ASKING and following is not None and following.kind in FREE:
        return begin_writing(scene.keep(ref, outcome), text)
    return after.moved(replace(after.place, narrative=ref))


def continued(scene: Scene, text: str, outcome: Understanding | None) -> Scene | None:
    """A question back where `text`, no answer to what stands open (`outcome` None: to nothing),
    may be more of the narrative before it."""
    fewest = SURELY if isinstance(outcome, Doubted) else FEWEST
    answers = isinstance(outcome, Answer)
    if not scene.place.narrative or answers or len(text.split()) < fewest:
        return None
    if isinstance(outcome, Refused) and outcome.reason == "personal_data":
        return None
    return _doubt(scene, scene.place.narrative, (text,))


def _doubt(scene: Scene, ref: Ref, texts: tuple[str, ...]) -> Scene:
    so_far = _so_far(scene, ref)
    if so_far is None:
        return ask_again(scene)
    if refused := declined(scene, ref, (so_far, *texts)):
        return refused
    asked = scene.place.asked if scene.place.phase in _AT_QUESTION else ""
    params: dict[str, JSON] = {"texts": list(texts), "asked": asked}
    pending = Pending(Doubt.CONTINUES, ref, "text", params=params)
    back = scene.place.back_to_review or scene.place.phase is Phase.REVIEWING
    return show_doubt(scene.moved(replace(scene.place, pending=pending, back_to_review=back)))


def _so_far(scene: Scene, ref: Ref) -> str | None:
    answer = scene.state.answer(ref)
    return str(answer.value) if answer and answer.standing is Standing.FIGURE else None


def join(scene: Scene, event: Pressed) -> Scene | None:
    """`Phần tiếp của câu trên`: the narrative is open again, with these messages in it."""
    return _joined(scene) if _about(scene, event) else None


def not_more(scene: Scene, event: Pressed) -> Scene | None:
    """The text belongs nowhere: the question that stood open once more."""
    return _left(scene) if _about(scene, event) else None


def typed_meanwhile(scene: Scene, text: str) -> Scene:
    """A third message before the question back was answered; yes and no may be typed too."""
    pending = scene.place.pending
    assert pending is not None
    if words.means(text, words.YES):
        return _joined(scene)
    if words.means(text, words.NO):
        return _left(scene)
    if len(text.split()) < FEWEST:
        return show_doubt(scene, {"is": "press_button"})
    scene = scene.moved(replace(scene.place, asked=str(pending.params.get("asked", ""))))
    return _doubt(scene, pending.ref, (*texts_of(pending.params.get("texts")), text))


def _about(scene: Scene, event: Pressed) -> bool:
    pending = scene.place.pending
    return (
        pending is not None
        and pending.doubt is Doubt.CONTINUES
        and pending.ref == event.ref
        and event.revision == scene.state.revision(event.ref)
    )


def _joined(scene: Scene) -> Scene:
    pending = scene.place.pending
    assert pending is not None
    so_far = _so_far(scene, pending.ref)
    if so_far is None or question_at(scene, pending.ref) is None:
        return _left(scene)
    revision = scene.state.revision(pending.ref)
    place = replace(scene.place, asked=pending.ref, asked_revision=revision, pending=None)
    texts = texts_of(pending.params.get("texts"))
    return add_texts(scene.moved(replace(place, writing=())), (so_far, *texts))


def _left(scene: Scene) -> Scene:
    pending = scene.place.pending
    assert pending is not None
    asked = str(pending.params.get("asked", ""))
    return ask_again(scene.moved(replace(scene.place, asked=asked, pending=None)))
