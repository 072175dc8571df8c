"""Answers to the open question: typed, pressed, ticked, attached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Phase
from reporting.conversation.scene import words
from reporting.conversation.scene.contradictions import described, edit_rows, formula, terms
from reporting.conversation.scene.keyboards import (
    bound,
    last_offered,
    last_words,
    position,
    ways,
    zero_of,
)
from reporting.conversation.scene.showing import (
    SEVERAL,
    brief_value,
    number,
    question_at,
    show_value,
)
from reporting.conversation.themes.asking import Lead, ask, turn_page
from reporting.conversation.themes.continuing import continued, kept_open
from reporting.conversation.themes.finishing import unfinished
from reporting.conversation.themes.interrupting import again
from reporting.conversation.themes.keeping import accept, declined, take, understood
from reporting.conversation.themes.many import typed_many
from reporting.conversation.themes.repeats import typed_at_repeat
from reporting.conversation.themes.reviewing import typed_number
from reporting.conversation.themes.steering import steered
from reporting.conversation.themes.walking import ask_again, go_on
from reporting.conversation.themes.writing import LONG, begin_writing
from reporting.kinds.kind import Refused

if TYPE_CHECKING:
    from reporting.answers import Value
    from reporting.conversation.events import Pressed, Typed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question
    from reporting.kinds.kind import Understanding


def typed(scene: Scene, event: Typed) -> Scene:
    """Typed text answers the question last asked, or the one replied to."""
    scene = _turned_to(scene, event.replied_to)
    ref = scene.place.asked
    bare = not (event.replied_to or event.forwarded)
    if bare and ref in scene.walk.refs and (led := steered(scene, ref, event.text)):
        return led
    if ref in scene.walk.repeats:
        return continued(scene, event.text, None) or typed_at_repeat(scene, event.text)
    question = question_at(scene, ref)
    if question is None:
        return go_on(scene, {"is": "no_longer_asked"} if ref else None)
    if event.forwarded:
        return _forwarded(scene, ref, question, event.text)
    several = typed_many(scene, ref, event.text)
    if several and several.place.pending:
        return several
    outcome = understood(scene, ref, question, event.text)
    if more := continued(scene, event.text, outcome):
        return more
    return several or _typed(scene, ref, question, event.text, outcome)


def _typed(scene: Scene, ref: Ref, question: Question, text: str, outcome: Understanding) -> Scene:
    if question.kind == "text" and len(text) > LONG and not isinstance(outcome, Refused):
        return begin_writing(scene, text)
    expected = scene.instance.expected(ref)
    if expected is not None and words.means(text, words.YES):
        return accept(scene, ref, _figure(expected))
    if expected and words.means(text, words.NO):
        return _say_differs(scene, ref)
    return kept_open(scene, take(scene, ref, text, outcome), ref, outcome, text)


def _forwarded(scene: Scene, ref: Ref, question: Question, text: str) -> Scene:
    """Somebody else's words may be a narrative, and then wait for `Đã nhập xong`; a figure is
    typed by whoever answers for it."""
    if question.kind != "text":
        return ask_again(scene, {"is": "unexpected", "what": "forwarded"}, "helped")
    if refused := declined(scene, ref, (text,)):
        return refused
    return begin_writing(scene, text)


def typed_between(scene: Scene, event: Typed) -> Scene:
    """No question stands open: a reply to one is an answer to it, a number in the list opens
    that answer, anything else is nothing yet."""
    if question_at(scene, event.replied_to):
        if scene.place.writing:
            return unfinished(scene)
        back = scene.place.phase is Phase.REVIEWING
        return typed(scene.moved(replace(scene.place, back_to_review=back)), event)
    if event.forwarded:
        return again(scene, {"is": "unexpected", "what": "forwarded"}, "helped")
    if more := continued(scene, event.text, None):
        return more
    if scene.place.phase is Phase.REVIEWING:
        return typed_number(scene, event)
    return again(scene, {"is": "no_question"})


def _turned_to(scene: Scene, ref: Ref) -> Scene:
    """A reply to an earlier question makes it the open one. What the person was shown then is
    not known, so an answer a colleague gave since counts as not seen."""
    if not ref or ref == scene.place.asked or question_at(scene, ref) is None:
        return scene
    entry = scene.state.entries.get(ref)
    seen = entry.revision if entry and entry.by_person == scene.context.person else 0
    return scene.moved(replace(scene.place, asked=ref, asked_revision=seen, chosen=()))


def pressed(scene: Scene, event: Pressed) -> Scene | None:
    """A button with a ready answer. It fits while nobody changed the answer to its question."""
    ref = event.ref
    question = question_at(scene, ref)
    if question is None or event.revision != scene.state.revision(ref):
        return None
    answer = _meant(scene, ref, question, event.argument)
    if answer is None:
        return None
    place = replace(scene.place, asked=ref, asked_revision=event.revision, pending=None)
    if place.phase is Phase.REVIEWING:
        place = replace(place, back_to_review=True)
    return accept(scene.moved(place), ref, answer)


def pressed_here(scene: Scene, event: Pressed) -> Scene | None:
    """The same, but only for the question that stands open: a doubt about another would go."""
    return pressed(scene, event) if event.ref == scene.place.asked else None


def _meant(scene: Scene, ref: Ref, question: Question, argument: str) -> Answer | None:
    match argument:
        case "zero":
            return zero_of(question) if question.zero else None
        case "not_yet" | "not_applicable":
            standing = Standing(argument)
            return Answer(None, standing) if standing in question.standings else None
        case "as_last":
            return last_offered(scene, question)
        case "ok":
            return Answer("OK") if question.kind == "acknowledge" else None
    expected = scene.instance.expected(ref)
    if expected is not None:
        fits = position(argument, [brief_value(scene, ref, expected)]) is not None
        return _figure(expected) if fits else None
    return _chosen(scene, ref, question, argument)


def _figure(value: Value) -> Answer:
    """A computed zero that is agreed to is a confirmed zero like any other."""
    return Answer(value, Standing.FIGURE if value else Standing.ZERO)


def _chosen(scene: Scene, ref: Ref, question: Question, argument: str) -> Answer | None:
    names = [choice.name for choice in scene.instance.choices(ref)]
    index = position(argument, names)
    return None if index is None or question.kind in SEVERAL else Answer(names[index])


def toggle(scene: Scene, event: Pressed) -> Scene | None:
    """Ticks or unticks one of several choices, in the order they were pressed."""
    ref = event.ref
    question = question_at(scene, ref)
    if question is None or question.kind not in SEVERAL or ref != scene.place.asked:
        return None
    names = [choice.name for choice in scene.instance.choices(ref)]
    index = position(event.argument, names)
    if index is None:
        return None
    name = names[index]
    had = tuple(other for other in scene.place.chosen if other != name and other in names)
    chosen = had if name in scene.place.chosen else (*had, name)
    scene = scene.close(ref, {"label": scene.instance.label(ref), "shown": None, "how": "again"})
    return ask(scene.moved(replace(scene.place, chosen=chosen)), ref, brief=True)


def done(scene: Scene, event: Pressed) -> Scene | None:
    """`Đã nhập xong` under ticked choices."""
    ref = event.ref
    question = question_at(scene, ref)
    if question is None or ref != scene.place.asked or not scene.place.chosen:
        return None
    if question.kind == "rank" and len(scene.place.chosen) < len(scene.instance.choices(ref)):
        return ask_again(scene, {"is": "rank_all"})
    return accept(scene, ref, Answer(scene.place.chosen))


def show_last_words(scene: Scene, event: Pressed) -> Scene | None:
    """`Sửa từ bản kỳ trước`: the old text to be copied; what is typed then takes its place."""
    ref = event.ref
    question = question_at(scene, ref)
    text = last_words(scene, question) if question is not None else ""
    if not text or ref != scene.place.asked or event.revision != scene.state.revision(ref):
        return None
    params: Lead = {"label": scene.instance.label(ref), "text": text}
    as_last = bound(scene, ref, "answer", "as_last", argument="as_last")
    return scene.say("last_words", params, ((as_last,), ways(scene, ref)), asks=ref)


def page(scene: Scene, event: Pressed) -> Scene | None:
    """Another page of a long list of choices."""
    if event.ref != scene.place.asked or not scene.instance.choices(event.ref):
        return None
    return turn_page(scene, event.ref, number(event.argument))


def differs(scene: Scene, event: Pressed) -> Scene | None:
    """`Không khớp`: the figures it was computed from can be changed, or another one typed."""
    ref = event.ref
    if ref != scene.place.asked or scene.instance.expected(ref) is None:
        return None
    return _say_differs(scene, ref)


def _say_differs(scene: Scene, ref: Ref) -> Scene:
    expected = scene.instance.expected(ref)
    params: Lead = {
        "label": scene.instance.label(ref),
        "expected": show_value(scene, ref, expected),
        "formula": formula(scene, ref),
        "items": described(scene, terms(scene, ref)),
    }
    rows = (*edit_rows(scene, terms(scene, ref)), (bound(scene, ref, "later", "later"),))
    return scene.say("differs", params, rows, asks=ref)
