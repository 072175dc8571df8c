"""What is typed where words are asked for: a reason, or the day a figure is promised for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Doubt
from reporting.conversation.scene import words
from reporting.conversation.scene.departures import why_of
from reporting.conversation.scene.showing import NUMERIC, item, plain, question_at
from reporting.conversation.themes.asking_back import varying
from reporting.conversation.themes.doubting import show_doubt
from reporting.conversation.themes.keeping import accept, after_keeping, understood, without_traces
from reporting.conversation.themes.walking import go_on
from reporting.kinds import KINDS, show_date
from reporting.kinds.kind import Asked, Refused
from reporting.kinds.reading.dates import read_date, read_promise

if TYPE_CHECKING:
    from datetime import date

    from reporting.conversation.places import Pending, Ref
    from reporting.conversation.scene import Scene
    from reporting.conversation.themes.asking import Lead

SHORTEST = 4  # letters of a reason
# The doubts that come before VARIES in `keeping.accept`, and itself.
SETTLED = frozenset({Doubt.MISMATCH, Doubt.WARN, Doubt.VARIES})
FARTHEST = timedelta(days=366)  # a promise for later is a slip


def reason(scene: Scene, pending: Pending, text: str) -> Scene:
    """Why a question is none of the unit's."""
    ref = pending.ref
    answer = scene.state.answer(ref)
    if answer is None or answer.standing is not Standing.NOT_APPLICABLE:
        return go_on(without_doubt(scene))  # a colleague has answered it meanwhile
    said = read_reason(scene, text)
    if isinstance(said, Refused):
        return show_doubt(without_traces(scene, said), refused_reason(said))
    return settled(scene.keep(ref, replace(answer, note=said)), ref)


def promise(scene: Scene, pending: Pending, text: str) -> Scene:
    """A day in any form; or that there is none, or the figure after all."""
    ref = pending.ref
    answer = scene.state.answer(ref)
    if answer is None or answer.standing is not Standing.NOT_YET:
        return go_on(without_doubt(scene))  # a colleague has answered it meanwhile
    if words.means(text, words.NO_DAY):
        return settled(scene, ref)
    today = scene.context.now.date()
    day = read_promise(text, today)
    if day is not None and day - today <= FARTHEST:
        return settled(scene.keep(ref, replace(answer, promised=day)), ref)
    return _figure(scene, ref, text) or show_doubt(scene, _unread(text, today))


def _figure(scene: Scene, ref: str, text: str) -> Scene | None:
    """Somebody looked it up meanwhile."""
    question = question_at(scene, ref)
    if question is None or question.kind not in NUMERIC:
        return None
    outcome = understood(scene, ref, question, text)
    if not isinstance(outcome, Answer) or not outcome.is_figure:
        return None
    scene = scene.moved(replace(scene.place, asked=ref, asked_revision=scene.state.revision(ref)))
    return accept(without_doubt(scene), ref, outcome)


def _unread(text: str, today: date) -> Lead:
    """Why it cannot be the day: past or too far, or no day at all."""
    days = read_date(text, today).days
    if not days:
        return {"is": "promise_unread"}
    how = "promise_past" if days[0] < today else "promise_far"
    return {"is": how, "day": show_date(days[0])}


def explain(scene: Scene, pending: Pending, text: str) -> Scene:
    """Why a figure is so far off, or another figure."""
    ref = pending.ref
    question = question_at(scene, ref)
    if question is None:
        return go_on(without_doubt(scene), {"is": "no_longer_asked"})
    held = pending.options[0].answer
    if "refs" not in pending.params:
        outcome = understood(scene, ref, question, text)
        if isinstance(outcome, Answer) and _is_another(outcome, held, text):
            at_it = replace(scene.place, asked=ref, pending=None)
            return accept(scene.moved(at_it), ref, outcome)
    if not _tells(text):
        return show_doubt(scene, {"is": "reason_wanted"})
    said = read_reason(scene, text)
    if isinstance(said, Refused):
        return show_doubt(without_traces(scene, said), refused_reason(said))
    return _explained(scene, pending, said)


def _explained(scene: Scene, pending: Pending, said: str) -> Scene:
    ref, found = pending.ref, varying(scene, pending)
    if "refs" not in pending.params:
        scene = scene.moved(replace(scene.place, asked=ref))
        return accept(scene, ref, replace(found[0][1], note=said), SETTLED)
    for each, answer in found:
        scene = scene.keep(each, replace(answer, note=said))
    return settled(scene, ref)


def may_stay(scene: Scene, pending: Pending) -> bool:
    """Whether the figures may be kept without a reason."""
    whys = (why_of(scene, ref, answer) for ref, answer in varying(scene, pending))
    return not any(why is not None and why.required for why in whys)


def _is_another(outcome: Answer, held: Answer, text: str) -> bool:
    """A word for nothing is no figure here: "không" says that there is no reason."""
    if outcome.value == held.value:
        return False
    return outcome.standing is not Standing.ZERO or any(sign.isdigit() for sign in text)


def _tells(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters >= SHORTEST and not words.means(text, words.NO_DAY)


def read_reason(scene: Scene, text: str) -> str | Refused:
    """In one line; refused where no text of a report could say it, such as names of people."""
    outcome = KINDS["text"].understand(text, Asked(scene.context.now.date()))
    return outcome if isinstance(outcome, Refused) else " ".join(text.split())


def refused_reason(refused: Refused) -> Lead:
    params = {name: plain(value) for name, value in refused.params.items()}
    return {"is": "refused", "typed": "", "reason": refused.reason, "reason_params": params}


def settled(scene: Scene, ref: Ref) -> Scene:
    """The question back is answered, and its buttons go; on to what comes next."""
    scene = without_doubt(scene).close(ref, {**item(scene, ref), "how": "answered"})
    return after_keeping(scene, ref)


def without_doubt(scene: Scene) -> Scene:
    return scene.moved(replace(scene.place, pending=None))
