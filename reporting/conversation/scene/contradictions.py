"""Answers that do not fit each other: rules of the form, and closing figures."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.conversation.effects import Button
from reporting.conversation.scene.showing import (
    is_number,
    item,
    label_of,
    question_at,
    short_label,
)
from reporting.kinds import in_unit, show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporting.answers import Answer
    from reporting.conversation.effects import Rows
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Broken
    from reporting.kinds.kind import JSON

_PATH = re.compile(r"/[^\s+*()\[\],=<>!'\"|]+")

_TERM = re.compile(rf"([+-]?)\s*({_PATH.pattern})\s*")
_SIGNS = {"+": "+", "-": "−"}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`message` is the form's own words, "" for a closing figure; `refs` are all questions that
    can be changed, `read` all nodes that were looked at, `near` those of both that are named."""

    ref: Ref
    message: str
    refs: tuple[Ref, ...]
    read: tuple[Ref, ...]
    near: tuple[Ref, ...]


def contradictions(scene: Scene) -> list[Contradiction]:
    """All of them, rules first; a closing figure that a rule already covers is not repeated."""
    return list(_with_closing(scene, scene.instance.broken()))


def _with_closing(scene: Scene, rules: list[Broken]) -> Iterator[Contradiction]:
    for broken in rules:
        yield _of(scene, broken)
    covered = {broken.ref for broken in rules}
    for ref in scene.walk.closing:
        answer = scene.state.answer(ref)
        if ref not in covered and answer and differs(scene, ref, answer):
            involved = (ref, *terms(scene, ref))
            yield Contradiction(ref, "", involved, involved, involved)


def unchecked(scene: Scene) -> list[JSON]:
    """Rules an input of which is not a figure: the question, and which others are missing.
    (Their messages say what is wrong, which is not known here.)"""
    listed: dict[str, JSON] = {}
    for broken in scene.instance.unchecked():
        label = _name(scene, broken) or broken.message
        others = [label_of(scene, ref) for ref in read_by(broken) if _lacks(scene, ref)]
        missing: list[JSON] = [each for each in dict.fromkeys(others) if each not in ("", label)]
        listed.setdefault(label, {"label": label, "missing": missing})
    return list(listed.values())


def _name(scene: Scene, broken: Broken) -> str:
    """What people know a rule by: its own node, or where that is worked out and has no label, the
    first figure behind it."""
    known = [broken.ref, *sorted(broken.refs, key=lambda ref: not is_number(scene, ref))]
    return next((label for ref in known if (label := label_of(scene, ref))), "")


def _lacks(scene: Scene, ref: Ref) -> bool:
    return scene.instance.standing(ref) not in (Standing.FIGURE, Standing.ZERO)


def about(scene: Scene, ref: Ref) -> Contradiction | None:
    """The first that involves `ref` and was not left for later as it now is."""
    for contradiction in _with_closing(scene, scene.instance.broken_about(ref)):
        involved = ref in contradiction.refs or ref == contradiction.ref
        if involved and key(scene, contradiction) not in scene.place.waived:
            return contradiction
    return None


def key(scene: Scene, contradiction: Contradiction) -> str:
    """Names a contradiction with the figures it has: new figures make it a new one."""
    figures = [scene.instance.value(ref) for ref in contradiction.read]
    return f"{contradiction.ref}~{zlib.crc32('|'.join(figures).encode()) & 0xFFFFFF:06x}"


def waive(scene: Scene, contradiction: Contradiction) -> Scene:
    """It waits until the end, as long as its figures stay as they are."""
    place = scene.place
    return scene.moved(replace(place, waived=(*place.waived, key(scene, contradiction))))


def differs(scene: Scene, ref: Ref, answer: Answer) -> bool:
    """Whether a figure is not the one the form computes for it from the other answers."""
    if not answer.is_figure:
        return False
    expected = scene.instance.expected(ref)
    return expected is not None and answer.value != expected


def terms(scene: Scene, ref: Ref) -> tuple[Ref, ...]:
    """What a closing figure is computed from, in the order of the expression."""
    question = question_at(scene, ref)
    expression = question.attributes.get("expected", "") if question else ""
    known = [each for node in _PATH.findall(expression) for each in _known(scene, node)]
    return tuple(dict.fromkeys(known))


def _known(scene: Scene, node: Ref) -> Sequence[Ref]:
    """A node without a label, which nobody knows, stands for the figures behind it, else for the
    choice that made it nothing."""
    if label_of(scene, node):
        return [node]
    behind = scene.instance.behind(node)
    return [ref for ref in behind if is_number(scene, ref)] or behind


def formula(scene: Scene, ref: Ref) -> str:
    """ "23 − 12 + 1 + 1", when the figure is computed by plain additions and subtractions; what
    adds nothing and is not asked is left out."""
    question = question_at(scene, ref)
    expression = question.attributes.get("expected", "") if question else ""
    if question is None or not expression or _TERM.sub("", expression).strip():
        return ""
    unit = question.unit_of_measure if question.kind == "money" else ""
    terms = [
        (sign or "+", _figure(scene, term, unit))
        for sign, term in _TERM.findall(expression)
        if label_of(scene, term) or scene.instance.value(term) not in ("", "0")
    ]
    signed = " ".join(f"{_SIGNS[sign]} {figure}" for sign, figure in terms)
    return signed.removeprefix("+ ")


def _figure(scene: Scene, term: Ref, unit: str) -> str:
    """Bare; money counted in `unit`, the unit of the closing figure ("" for no money)."""
    answer = scene.instance.answer(term)
    value = answer.value if answer else 0
    if not isinstance(value, int | Decimal):
        return ""
    return show_number(in_unit(int(value), unit) if unit else value)


def described(scene: Scene, refs: tuple[Ref, ...]) -> list[JSON]:
    """With their answers: the figures, where there are any; else whatever was said. A node
    without a label is nothing a person knows."""
    known = [ref for ref in refs if label_of(scene, ref)]
    figures = [ref for ref in known if is_number(scene, ref)]
    return [item(scene, ref) for ref in figures or known]


def edit_rows(scene: Scene, refs: tuple[Ref, ...]) -> Rows:
    """A button for each question that can be changed (given figures cannot), figures first."""
    offered = [ref for ref in dict.fromkeys(refs) if ref in scene.walk.refs]
    offered.sort(key=lambda ref: not is_number(scene, ref))
    return tuple(
        (Button("edit", "edit", text=short_label(scene, ref), ref=ref),) for ref in offered
    )


def _of(scene: Scene, broken: Broken) -> Contradiction:
    nodes = (broken.ref, *(ref for ref, _ in broken.values))
    near = dict.fromkeys(each for node in nodes for each in _known(scene, node))
    return Contradiction(broken.ref, broken.message, broken.refs, read_by(broken), tuple(near))


def read_by(broken: Broken) -> tuple[Ref, ...]:
    """The questions in it, then what else was looked at: given and computed figures."""
    return tuple(dict.fromkeys((*broken.refs, *(ref for ref, _ in broken.values))))
