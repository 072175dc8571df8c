"""From an answer that was understood to an answer that is kept, or a reason why not yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, FileValue, Standing
from reporting.conversation.effects import Discard, Fetch
from reporting.conversation.places import Doubt
from reporting.conversation.scene.contradictions import about, described, differs, read_by, waive
from reporting.conversation.scene.departures import why_of
from reporting.conversation.scene.separators import as_written_before
from reporting.conversation.scene.showing import (
    asked_of,
    item,
    kind_of,
    noted,
    plain,
    question_at,
    shown,
)
from reporting.conversation.themes.asking import Lead, ask
from reporting.conversation.themes.doubting import (
    ask_when,
    ask_why,
    doubt_answer,
    doubt_reading,
    doubt_rules,
)
from reporting.conversation.themes.walking import go_on
from reporting.conversation.themes.writing import LIMIT, joined, show_writing
from reporting.kinds.kind import Doubted, Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question
    from reporting.kinds.kind import JSON, Understanding

PERSONAL = "personal_data"  # the reason after which nothing of a message is kept
MANY = 5  # more questions by one answer are told
TYPED = 60  # characters of what was typed that a refusal repeats


def understood(scene: Scene, ref: Ref, question: Question, text: str) -> Understanding:
    outcome = kind_of(question).understand(text, asked_of(scene, ref, question))
    return as_written_before(scene, ref, question.kind, outcome)


def take(scene: Scene, ref: Ref, text: str, outcome: Understanding) -> Scene:
    """What the kind made of a typed text."""
    if isinstance(outcome, Refused):
        typed = "" if outcome.reason == PERSONAL else text
        scene = without_traces(scene, outcome)
        return refuse(scene, ref, typed, outcome.reason, outcome.params)
    if isinstance(outcome, Doubted):
        return doubt_reading(scene, ref, outcome)
    return accept(scene, ref, outcome)


def declined(scene: Scene, ref: Ref, messages: tuple[str, ...]) -> Scene | None:
    """Why the last of the messages of a text, put together with those before it, is not taken;
    None where it may be."""
    question = question_at(scene, ref)
    assert question is not None
    outcome = understood(scene, ref, question, joined(messages))
    return take(scene, ref, messages[-1], outcome) if isinstance(outcome, Refused) else None


def kept_so_far(scene: Scene, ref: Ref, messages: tuple[str, ...]) -> Scene:
    """A text that is in the draft already grows there with each message, whether or not anybody
    says that it is whole; one that is not waits for that."""
    question, text = question_at(scene, ref), joined(messages)
    if question is None or scene.state.answer(ref) is None or len(text) > LIMIT:
        return scene
    outcome = understood(scene, ref, question, text)
    entry = scene.state.entries[ref]
    if not isinstance(outcome, Answer) or entry.by_person != scene.context.person:
        return scene
    broken = scene.instance.with_answers({ref: outcome}).constraint(ref)
    return scene if broken else scene.keep(ref, outcome)


def without_traces(scene: Scene, outcome: Refused) -> Scene:
    """What came is forgotten where it was declined for personal data."""
    return scene.also(Discard()) if outcome.reason == PERSONAL else scene


def accept(
    scene: Scene, ref: Ref, answer: Answer, confirmed: Collection[Doubt] = frozenset()
) -> Scene:
    """Keeps `answer` to the open question `ref`, unless something must be said or asked first.
    `confirmed` are the doubts about this very answer that the person has settled."""
    answer = _as_explained(scene, ref, answer)
    return (
        _not_offered(scene, ref, answer)
        or _changed_by_colleague(scene, ref, answer)
        or _out_of_bounds(scene, ref, answer)
        or (_mismatched(scene, ref, answer) if Doubt.MISMATCH not in confirmed else None)
        or (_unusual(scene, ref, answer) if Doubt.WARN not in confirmed else None)
        or (_varying(scene, ref, answer) if Doubt.VARIES not in confirmed else None)
        or _kept(scene, ref, answer, for_now=Doubt.MISMATCH in confirmed)
    )


def refuse(scene: Scene, ref: Ref, typed: str, reason: str, params: Mapping[str, object]) -> Scene:
    """What was read, why it cannot be taken, how to mend it, and the question once more."""
    lead: Lead = {
        "is": "refused",
        "typed": typed if len(typed) <= TYPED else f"{typed[:TYPED].rstrip()}…",
        "reason": reason,
        "reason_params": {name: plain(value) for name, value in params.items()},
    }
    return _ask_back(scene, ref, lead)


def _ask_back(scene: Scene, ref: Ref, lead: Lead) -> Scene:
    """The question once more; a text written in several messages stays to be mended."""
    if scene.place.writing:
        return show_writing(scene, lead)
    return ask(scene, ref, lead, "refused", brief=True)


def _not_offered(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    """A standing, or "nothing to report", that this question does not take."""
    question = question_at(scene, ref)
    assert question is not None
    if answer.standing is Standing.ZERO:
        offered = bool(question.zero) or answer.value == 0
    else:
        offered = answer.standing is Standing.FIGURE or answer.standing in question.standings
    if offered:
        return None
    return refuse(scene, ref, "", f"{answer.standing}_not_offered", {})


def _changed_by_colleague(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    entry = scene.state.entries.get(ref)
    if entry is None or entry.answer in (None, answer):
        return None
    if entry.revision <= scene.place.asked_revision or entry.by_person == scene.context.person:
        return None
    return doubt_answer(scene, Doubt.COLLEAGUE, ref, answer)


def _out_of_bounds(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    broken = scene.instance.with_answers({ref: answer}).constraint(ref)
    if broken is None:
        return None
    others = tuple(other for other in read_by(broken) if other != ref)
    lead: Lead = {
        "is": "broken",
        "shown": shown(scene, ref, answer),
        "message": broken.message,
        "items": described(scene, others),
    }
    return _ask_back(scene, ref, lead)


def _mismatched(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    if not differs(scene, ref, answer):
        return None
    return doubt_answer(scene, Doubt.MISMATCH, ref, answer)


def _as_explained(scene: Scene, ref: Ref, answer: Answer) -> Answer:
    """The same figure once more keeps the reason it has."""
    before = scene.state.answer(ref)
    if before is None or answer.note or not (before.is_figure and answer.is_figure):
        return answer
    return replace(answer, note=before.note) if before.value == answer.value else answer


def _varying(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    """Nobody is asked twice about the same figure, unless it does not count without a reason."""
    why = why_of(scene, ref, answer)
    if why is None or answer.note:
        return None
    before = scene.state.answer(ref)
    again = before is not None and before.is_figure and before.value == answer.value
    if again and not why.required:
        return None
    return doubt_answer(scene, Doubt.VARIES, ref, answer)


def _unusual(scene: Scene, ref: Ref, answer: Answer) -> Scene | None:
    question = question_at(scene, ref)
    if question is None or question.attributes.get("reason"):
        return None  # the warning itself asks for a reason
    warnings = scene.instance.with_answers({ref: answer}).warnings(ref)
    if not warnings:
        return None
    messages: list[JSON] = [broken.message for broken in warnings]
    return doubt_answer(scene, Doubt.WARN, ref, answer, messages=messages)


def _kept(scene: Scene, ref: Ref, answer: Answer, *, for_now: bool) -> Scene:
    before = scene.walk.open_refs
    if scene.state.answer(ref) != answer:
        scene = scene.keep(ref, answer)
        if isinstance(answer.value, FileValue):
            scene = scene.also(Fetch(ref, answer.value))
    scene = scene.close(ref, {**item(scene, ref), "how": "answered"})
    scene = with_detour(scene, before)
    scene = scene.moved(replace(scene.place, asked=ref, pending=None, writing=(), chosen=()))
    if for_now:
        scene = waived(scene, ref)
    if answer.standing is Standing.NOT_APPLICABLE and not answer.note:
        return ask_why(scene, ref, noted(scene, ref))
    if answer.standing is Standing.NOT_YET and answer.promised is None:
        return ask_when(scene, ref, noted(scene, ref))
    return after_keeping(scene, ref, more=len({*scene.walk.open_refs} - {*before}))


def after_keeping(scene: Scene, ref: Ref, *, more: int = 0) -> Scene:
    """A contradiction is named as soon as all its questions are settled; then the next one. Where
    the answer brought `more` questions, so that the count jumps, it is said."""
    lead = {**noted(scene, ref), "more": more if more >= MANY else 0}
    if contradiction := about(scene, ref):
        return doubt_rules(scene, ref, [contradiction], lead)
    return go_on(scene, lead)


def with_detour(scene: Scene, before: Collection[Ref]) -> Scene:
    """While an answer is edited from the review: what that made relevant is asked next."""
    if not scene.place.back_to_review:
        return scene
    newly = [r for r in scene.walk.open_refs if r not in before and r not in scene.place.detour]
    return scene.moved(replace(scene.place, detour=(*scene.place.detour, *newly)))


def waived(scene: Scene, ref: Ref) -> Scene:
    """The contradictions about `ref`, as they are now, wait until the end."""
    while contradiction := about(scene, ref):
        scene = waive(scene, contradiction)
    return scene
