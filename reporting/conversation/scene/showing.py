"""How answers, questions and their surroundings are put into message parameters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.forms.refs import nodeset_of
from reporting.kinds import KINDS, show_date, show_number
from reporting.kinds.kind import Asked
from reporting.kinds.range import bounds_in

if TYPE_CHECKING:
    from reporting.answers import Value
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question
    from reporting.kinds.kind import JSON, Bounds, Kind

NUMERIC = frozenset({"integer", "decimal", "money", "percent", "range"})
FILES = frozenset({"image", "file", "audio", "video"})
SEVERAL = frozenset({"select_multiple", "rank"})

SHORT = 160  # characters of a text read back; the rest is counted, not lost
LABEL = 40  # characters of a label on a button


def question_at(scene: Scene, ref: Ref) -> Question | None:
    """The question behind a step a person can be asked now; None for anything else."""
    return scene.walk.questions.get(ref)


def is_narrative(question: Question | None) -> bool:
    """A text of several sentences, which people send in several messages."""
    return question is not None and question.kind == "text" and "multiline" in question.appearance


def asked_of(scene: Scene, ref: Ref, question: Question) -> Asked:
    return Asked(
        today=scene.context.now.date(),
        unit_of_measure=question.unit_of_measure,
        measure=question.measure,
        choices=scene.instance.choices(ref),
        last=scene.context.last.get(question.name),
        appearance=question.appearance,
        bounds=bounds_of(question),
    )


def bounds_of(question: Question) -> Bounds | None:
    return bounds_in(question.parameters) if question.kind == "range" else None


def described_bounds(question: Question) -> JSON:
    bounds = bounds_of(question)
    if bounds is None:
        return None
    step = "" if bounds.step == 1 else show_number(bounds.step)
    return {"low": show_number(bounds.low), "high": show_number(bounds.high), "step": step}


def brief_value(scene: Scene, ref: Ref, value: Value) -> str:
    """For a button: money without the amount in full."""
    question, text = _question(scene, ref), show_value(scene, ref, value)
    return text.partition(" (")[0] if question and question.kind == "money" else text


def is_number(scene: Scene, ref: Ref) -> bool:
    """Asked, given or worked out."""
    question = _question(scene, ref)
    answer = scene.instance.answer(ref) if question else None
    numeric = question is not None and question.kind in NUMERIC
    return numeric or isinstance(answer.value if answer else None, int | Decimal)


def show_value(scene: Scene, ref: Ref, value: Value) -> str:
    question = _question(scene, ref)
    if question is None:
        return ""
    return kind_of(question, value).show(value, asked_of(scene, ref, question))


def kind_of(question: Question, value: Value = None) -> Kind:
    """Of the question; of the value where a figure is worked out and never asked."""
    if question.kind in KINDS:
        return KINDS[question.kind]
    if isinstance(value, Decimal):
        return KINDS["decimal"]
    return KINDS["integer" if isinstance(value, int) else "text"]


def shown(scene: Scene, ref: Ref, answer: Answer | None, *, whole: bool = False) -> JSON:
    """An answer for the macro `answer` of _answer.j2; None when there is none."""
    question = _question(scene, ref)
    if answer is None or question is None:
        return None
    bare = answer.value is None or answer.value == ""
    text = "" if bare else show_value(scene, ref, answer.value)
    cut = not whole and len(text) > SHORT
    return {
        "standing": answer.standing.value,
        "text": text[:SHORT].rstrip() if cut else text,
        "length": len(text) if cut else 0,
        "zero": question.zero if answer.standing is Standing.ZERO else "",
        "estimated": answer.estimated,
        "note": answer.note,
        "promised": show_date(answer.promised) if answer.promised else "",
    }


def label_of(scene: Scene, ref: Ref) -> str:
    """Of a question or a repeat; "" for what is not there any more."""
    if ref in scene.walk.repeats:
        return scene.walk.repeats[ref].label
    try:
        return scene.instance.label(ref)
    except KeyError:
        return ""


def item_of(ref: Ref) -> Ref:
    """The innermost item of a list a node is in: "/data/giong[m1]/loai" -> "/data/giong[m1]";
    "" for none."""
    return ref[: ref.rfind("]") + 1]


def item_number(scene: Scene, ref: Ref) -> int:
    """Which item of its list a question belongs to, from 1; 0 outside lists."""
    own = item_of(ref)
    items = scene.instance.instances(own[: own.rfind("[")]) if own else ()
    return items.index(own) + 1 if own in items else 0


def heading(scene: Scene, ref: Ref) -> dict[str, JSON]:
    """The innermost group around a question, and the item where that is a list."""
    groups = scene.instance.group_labels(ref)
    return {"group": groups[-1] if groups else "", "item": item_number(scene, ref)}


def noted(scene: Scene, ref: Ref) -> dict[str, JSON]:
    """The read-back that opens the next message."""
    answer = scene.instance.answers.get(ref)
    return {"is": "noted", "label": label_of(scene, ref), "shown": shown(scene, ref, answer)}


def item(scene: Scene, ref: Ref) -> dict[str, JSON]:
    """One question with the answer it has now, given and computed ones included."""
    answer = scene.instance.answer(ref)
    return {"label": scene.instance.label(ref), "shown": shown(scene, ref, answer)}


def _question(scene: Scene, ref: Ref) -> Question | None:
    """Also of questions that are not asked: given, calculated, not relevant."""
    try:
        return scene.form.question(nodeset_of(ref))
    except KeyError:
        return None


def short_label(scene: Scene, ref: Ref) -> str:
    label = label_of(scene, ref)
    return label if len(label) <= LABEL else f"{label[:LABEL].rstrip()}…"


def number(argument: str) -> int:
    """A small number that came back with a button; 0 for anything else."""
    small = argument.isascii() and argument.isdecimal() and len(argument) <= 4
    return int(argument) if small else 0


def plain(value: object) -> JSON:
    """Parameters of a kind's reason as JSON: whatever is not plain is written as text."""
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return str(value)
