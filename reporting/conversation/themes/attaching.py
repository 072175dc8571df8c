"""Files and places that are sent: an answer where a question wants one, a text where it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.conversation.effects import ReadText
from reporting.conversation.places import Phase
from reporting.conversation.scene.showing import FILES, question_at
from reporting.conversation.themes.interrupting import again
from reporting.conversation.themes.keeping import accept, declined, refuse, take, understood
from reporting.conversation.themes.writing import add_texts

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from reporting.conversation.events import Attached, Event, Located, Written
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # what Telegram lets a bot download
_WORD = ".docx"
_WANTED = {"image": "not_an_image", "audio": "not_a_recording", "video": "not_a_video"}


def attached(scene: Scene, event: Attached) -> Scene:
    """An answer to a question that wants a file; a Word file is read where a text is asked."""
    ref = scene.place.asked
    question = question_at(scene, ref)
    if _of_known_album(scene, event) or question is None:
        return attached_elsewhere(scene, event)
    if question.kind == "text" and event.what == "file":
        return _read(scene, ref, event.file)
    if question.kind not in FILES:
        return attached_elsewhere(scene, event)
    if unfit := _unfit(scene, ref, question, event.file):
        return unfit
    place = replace(scene.place, album=event.album)
    return accept(scene.moved(place), ref, Answer(event.file))


def _unfit(scene: Scene, ref: Ref, question: Question, file: FileValue) -> Scene | None:
    if file.size > LARGEST:
        limit = {"name": file.name, "limit": LARGEST // MEGABYTE}
        return refuse(scene, ref, "", "file_too_large", limit)
    if question.kind in _WANTED and not file.mime.startswith(f"{question.kind}/"):
        return refuse(scene, ref, "", _WANTED[question.kind], {"name": file.name})
    return None


def _read(scene: Scene, ref: Ref, file: FileValue) -> Scene:
    if not file.name.lower().endswith(_WORD):
        return refuse(scene, ref, "", "not_a_word_file", {"name": file.name})
    if file.size > LARGEST:
        limit = {"name": file.name, "limit": LARGEST // MEGABYTE}
        return refuse(scene, ref, "", "file_too_large", limit)
    return scene.say("file_being_read", {"name": file.name}).also(ReadText(ref, file))


def written(scene: Scene, event: Written) -> Scene:
    """The text of a Word file, shown and waiting for `Đã nhập xong` like any long text. A person
    who has gone on meanwhile is not brought back: what they type would end up in it."""
    name: str = event.name
    if event.fault:
        return again(scene, {"is": "document_unread", "name": name, "code": event.fault}, "helped")
    if scene.place.asked != event.ref or scene.place.phase not in _OPEN:
        return again(scene, {"is": "document_late", "name": name}, "helped")
    question = question_at(scene, event.ref)
    if question is None or question.kind != "text":
        return again(scene, {"is": "no_longer_asked"}, "helped")
    if refused := declined(scene, event.ref, (*scene.place.writing, event.text)):
        return refused
    scene = scene.moved(replace(scene.place, pending=None))
    return add_texts(
        scene, (event.text,), {"is": "document_read", "name": name, "text": event.text}
    )


_OPEN = (Phase.ASKING, Phase.DOUBTING, Phase.WRITING)


def attached_elsewhere(scene: Scene, event: Attached) -> Scene:
    """No question wants it. Files sent in one go are answered once."""
    if event.album and scene.place.album == f"{event.album}!":
        return scene
    what = "album" if _of_known_album(scene, event) else event.what
    if event.album:
        scene = scene.moved(replace(scene.place, album=f"{event.album}!"))
    return again(scene, {"is": "unexpected", "what": what}, "helped")


def _of_known_album(scene: Scene, event: Attached) -> bool:
    return bool(event.album) and scene.place.album.rstrip("!") == event.album


def located(scene: Scene, event: Located) -> Scene:
    """A place from the phone's map, or one typed: they are read alike."""
    ref = scene.place.asked
    question = question_at(scene, ref)
    if question is None or question.kind != "geopoint":
        return located_elsewhere(scene, event)
    text = f"{event.latitude} {event.longitude}"
    return take(scene, ref, text, understood(scene, ref, question, text))


def located_elsewhere(scene: Scene, event: Event) -> Scene:  # noqa: ARG001 - wherever it is
    return again(scene, {"is": "unexpected", "what": "location"}, "helped")
