"""What happens when: every phase and event has its function here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reporting.conversation.events import (
    Attached,
    Edited,
    Located,
    Opened,
    Pause,
    Pressed,
    Promised,
    Review,
    SentBack,
    Typed,
    Unexpected,
    Written,
)
from reporting.conversation.places import Phase
from reporting.conversation.scene import Scene
from reporting.conversation.themes import (
    answering,
    attaching,
    continuing,
    deciding,
    finishing,
    interrupting,
    many,
    repeats,
    reviewing,
    submitting,
    walking,
    writing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporting.conversation.effects import Step
    from reporting.conversation.events import Context, Event
    from reporting.conversation.places import State
    from reporting.forms import Form

    Handler = Callable[[Scene, Any], Scene]  # gets an event of the type it is listed under
    PressHandler = Callable[[Scene, Pressed], Scene | None]  # None: the button no longer fits


def advance(form: Form, state: State, event: Event, context: Context) -> Step:
    """Total: whatever the event, an answer and a state from which the conversation goes on."""
    scene = _submitted_by_colleague(Scene.of(form, state, context))
    after = TABLE[scene.place.phase][type(event)](scene, event)
    return _past_narrative(scene, after, event).step()


def _past_narrative(before: Scene, after: Scene, event: Event) -> Scene:
    """More of a narrative is looked for in the next message alone, stickers and the like apart."""
    gone = before.place.narrative and after.place.narrative == before.place.narrative
    if not gone or isinstance(event, Unexpected | Edited | Located):
        return after
    return after.moved(replace(after.place, narrative=""))


def _submitted_by_colleague(scene: Scene) -> Scene:
    """A draft that was submitted meanwhile is not changed any more."""
    closed = scene.context.closed
    return scene.moved(replace(scene.place, phase=Phase.SUBMITTED)) if closed else scene


def pressed(scene: Scene, event: Pressed) -> Scene:
    if _writing(scene) and event.action in LEAVING:
        return finishing.unfinished(scene)
    handler = PRESSES[scene.place.phase].get(event.action)
    return (handler(scene, event) if handler else None) or interrupting.old_button(scene, event)


def reviewed(scene: Scene, event: Review) -> Scene:
    return finishing.unfinished(scene) if _writing(scene) else interrupting.review(scene, event)


def _writing(scene: Scene) -> bool:
    """A text in several messages is not finished, be it that the person paused."""
    return bool(scene.place.writing) and scene.place.phase is not Phase.SUBMITTED


# Presses that would drop a text written in several messages.
LEAVING = frozenset({"answer", "back", "edit", "later", "more", "no_more", "review", "submit"})
ANYWHERE: Mapping[str, PressHandler] = {
    "open": interrupting.resume_open,
    "pause": interrupting.pause,
    "review": reviewing.turn_review,
    "document": interrupting.document,
    "excel": interrupting.workbook,
}
AT_QUESTION: Mapping[str, PressHandler] = {
    "back": walking.back,
    "later": walking.later,
    "keep_it": walking.keep_it,
    "edit": reviewing.edit,
    "toggle": answering.toggle,
    "done": answering.done,
    "page": answering.page,
    "differs": answering.differs,
    "last_words": answering.show_last_words,
    "more": repeats.more,
    "no_more": repeats.no_more,
    "write_more": writing.write_more,
}
AT_END: Mapping[str, PressHandler] = {
    "edit": reviewing.edit,
    "remove": repeats.remove,
    "submit": submitting.submit,
    "confirm_submit": submitting.confirm,
    "answer": answering.pressed,
    "write_more": writing.write_more,
}
IN_DOUBT: Mapping[str, PressHandler] = {
    "answer": answering.pressed_here,
    "option": deciding.option,
    "again": deciding.again,
    "skip": deciding.skip,
    "join": continuing.join,
    "not_more": continuing.not_more,
    "confirm_remove": repeats.confirm_remove,
    "confirm_many": many.confirm,
}
PRESSES: Mapping[Phase, Mapping[str, PressHandler]] = {
    Phase.ASKING: {**ANYWHERE, **AT_QUESTION, "answer": answering.pressed},
    Phase.DOUBTING: {**ANYWHERE, **AT_QUESTION, **IN_DOUBT},
    Phase.WRITING: {
        "open": interrupting.opened,
        "pause": interrupting.pause,
        "document": interrupting.document,
        "excel": interrupting.workbook,
        "done": finishing.done,
        "restart": finishing.restart,
    },
    Phase.REVIEWING: {**ANYWHERE, **AT_END},
    Phase.CONSENTING: {**ANYWHERE, **AT_END, "leader": submitting.other_leader},
    Phase.READY: {**ANYWHERE, **AT_END, "leader": submitting.other_leader},
    Phase.PAUSED: {**ANYWHERE, **AT_END},
    Phase.SUBMITTED: {
        "review": reviewing.turn_review,
        "document": interrupting.document,
        "correct": submitting.correct,
    },
}

_ALWAYS: Mapping[type[Event], Handler] = {
    SentBack: interrupting.sent_back,
    Promised: interrupting.promised,
    Opened: interrupting.opened,
    Typed: answering.typed_between,
    Pressed: pressed,
    Attached: attaching.attached_elsewhere,
    Located: attaching.located_elsewhere,
    Written: attaching.written,
    Unexpected: interrupting.unexpected,
    Edited: interrupting.edited,
    Review: reviewed,
    Pause: interrupting.pause,
}
TABLE: Mapping[Phase, Mapping[type[Event], Handler]] = {
    Phase.ASKING: {
        **_ALWAYS,
        Typed: answering.typed,
        Attached: attaching.attached,
        Located: attaching.located,
    },
    Phase.DOUBTING: {
        **_ALWAYS,
        Typed: deciding.typed_in_doubt,
        Attached: attaching.attached,
        Located: attaching.located,
    },
    Phase.WRITING: {
        **_ALWAYS,
        Typed: finishing.typed_more,
        Attached: attaching.attached,
    },
    Phase.REVIEWING: {**_ALWAYS},
    Phase.CONSENTING: {
        **_ALWAYS,
        Typed: submitting.say_leader,
        Attached: submitting.agreed_paper,
    },
    Phase.READY: {**_ALWAYS},
    Phase.PAUSED: {**_ALWAYS},
    Phase.SUBMITTED: {
        **_ALWAYS,
        SentBack: interrupting.submitted,
        Promised: interrupting.submitted,
        Opened: interrupting.submitted,
        Typed: interrupting.typed_after,
        Pause: interrupting.submitted,
    },
}
