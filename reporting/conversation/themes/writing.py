"""A long text in several messages: nothing is cut, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.conversation.effects import Button
from reporting.conversation.places import Phase
from reporting.conversation.scene.keyboards import bound
from reporting.conversation.scene.showing import question_at

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed
    from reporting.conversation.scene import Scene
    from reporting.conversation.themes.asking import Lead

LONG = 3500  # characters from which more may follow: clients split a paste at 4,096
LIMIT = 20_000
SPLIT = 4000  # a message at least this long was cut by the client, not by the writer
ENDINGS = ".!?:;…"


def begin_writing(scene: Scene, text: str) -> Scene:
    """The open text question collects messages until `Đã nhập xong`."""
    return add_text(scene.moved(replace(scene.place, writing=(), pending=None)), text)


def add_text(scene: Scene, text: str) -> Scene:
    return add_texts(scene, (text,))


def add_texts(scene: Scene, texts: tuple[str, ...], lead: Lead | None = None) -> Scene:
    writing = (*scene.place.writing, *texts)
    if len(joined(writing)) > LIMIT:
        length = len(joined(texts))
        return show_writing(scene, {"is": "too_long", "length": length, "limit": LIMIT})
    return show_writing(scene.moved(replace(scene.place, writing=writing)), lead)


def show_writing(scene: Scene, lead: Lead | None = None) -> Scene:
    place = replace(scene.place, phase=Phase.WRITING)
    scene = scene.moved(place)
    ref = place.asked
    params: Lead = {
        "lead": lead,
        "label": scene.instance.label(ref),
        "messages": len(place.writing),
        "length": len(joined(place.writing)),
        "limit": LIMIT,
    }
    done = (bound(scene, ref, "done", "done"),) if place.writing else ()
    rows = (done, (bound(scene, ref, "restart", "restart"), Button("pause", "pause")))
    return scene.say("writing", params, tuple(row for row in rows if row), asks=ref)


def write_more(scene: Scene, event: Pressed) -> Scene | None:
    """`Viết thêm`: the text kept so far is the first of the messages."""
    ref = event.ref
    question = question_at(scene, ref)
    answer = scene.state.answer(ref)
    if question is None or question.kind != "text" or event.revision != scene.state.revision(ref):
        return None
    if answer is None or answer.standing is not Standing.FIGURE:
        return None
    place = replace(scene.place, asked=ref, asked_revision=event.revision)
    return begin_writing(scene.moved(place), str(answer.value))


def joined(messages: tuple[str, ...]) -> str:
    """One text of all messages. A message which the client cut within a sentence goes on in
    the same paragraph; any other begins a new one."""
    text = ""
    for before, message in zip(("", *messages), messages, strict=False):
        within = len(before) >= SPLIT and before.rstrip()[-1:] not in ENDINGS
        between = " " if within else "\n"
        text = f"{text.rstrip()}{between}{message}" if text else message
    return text
