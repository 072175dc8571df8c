"""Several figures in one message, where a form marks its groups `th:together`: one a line in the
order they were listed, or each with words of its label. Read back as a table before any counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Doubt, Pending
from reporting.conversation.scene.contradictions import about
from reporting.conversation.scene.departures import why_of
from reporting.conversation.scene.showing import label_of, question_at
from reporting.conversation.scene.together import together
from reporting.conversation.themes.asking import ask
from reporting.conversation.themes.doubting import ask_why_kept, doubt_rules, show_doubt
from reporting.conversation.themes.keeping import understood
from reporting.conversation.themes.walking import go_on
from reporting.conversation.written import answer_from_json, answer_to_json
from reporting.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.conversation.events import Pressed
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.kinds.kind import JSON

_BETWEEN = re.compile(r"[\n;]+|,\s+|,(?=[^\W\d_])")
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+")
_FEWEST = 3  # pieces of one line that are taken by their order alone


def typed_many(scene: Scene, ref: Ref, text: str) -> Scene | None:
    """None when the text is an answer to one question like any other."""
    wanted = together(scene, ref)
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    if len(wanted) < 2 or len(pieces) < 2:
        return None
    lines = "\n" in text.strip()
    found = _by_label(scene, wanted, pieces)
    if found is None and len(pieces) == len(wanted) and (lines or len(pieces) >= _FEWEST):
        found = dict(zip(wanted, _unnumbered(pieces), strict=True))
    if found is not None:
        return _read_back(scene, ref, found)
    if not lines:
        return None
    lead: dict[str, JSON] = {"is": "many_count", "given": len(pieces), "wanted": len(wanted)}
    return ask(scene, ref, lead, "refused")


def _unnumbered(pieces: Sequence[str]) -> list[str]:
    """Without "1.", "2." … where each line has its own."""
    numbers = [_NUMBERED.match(piece) for piece in pieces]
    if all(m is not None and int(m[1]) == at for at, m in enumerate(numbers, 1)):
        return [_NUMBERED.sub("", piece, count=1) for piece in pieces]
    return list(pieces)


def _by_label(scene: Scene, wanted: Sequence[Ref], pieces: Sequence[str]) -> dict[Ref, str] | None:
    """ "thoát 12, tái 1": each piece begins with words of one label, and of no two the same."""
    labels = {ref: fold(label_of(scene, ref)).split() for ref in wanted}
    found: dict[Ref, str] = {}
    for piece in pieces:
        words, figure = _apart(piece)
        named = [ref for ref, label in labels.items() if words and set(words) <= set(label)]
        shortest = min((len(labels[ref]) for ref in named), default=0)
        nearest = [ref for ref in named if len(labels[ref]) == shortest]
        if len(nearest) != 1 or nearest[0] in found:
            return None
        found[nearest[0]] = figure
    return found


def _apart(piece: str) -> tuple[list[str], str]:
    at = next((i for i, letter in enumerate(piece) if letter.isdigit()), len(piece))
    return fold(piece[:at]).split(), piece[at:].strip()


def _read_back(scene: Scene, ref: Ref, found: Mapping[Ref, str]) -> Scene:
    read: dict[Ref, Answer] = {}
    faults: dict[Ref, JSON] = {}
    for each, text in found.items():
        question = question_at(scene, each)
        assert question is not None, "only what is asked is answered together"
        outcome = understood(scene, each, question, text)
        if isinstance(outcome, Answer) and outcome.standing in {*question.standings, *_FIGURES}:
            read[each] = outcome
        else:
            faults[each] = text
    broken = _broken(scene, read)
    while broken:
        faults |= {each: found[each] for each in broken}
        read = {each: answer for each, answer in read.items() if each not in broken}
        broken = _broken(scene, read)
    instance = scene.instance.with_answers(dict(read))
    rows: list[JSON] = [
        {
            "ref": each,
            "typed": found[each],
            "answer": None if each in faults else _stored(scene, each, read[each]),
            "revision": scene.state.revision(each),
            "warnings": [b.message for b in instance.warnings(each)] if each in read else [],
        }
        for each in found
    ]
    pending = Pending(Doubt.MANY, ref, "", params={"rows": rows})
    return show_doubt(scene.moved(replace(scene.place, pending=pending)))


_FIGURES = (Standing.FIGURE, Standing.ZERO)


def _stored(scene: Scene, ref: Ref, answer: Answer) -> JSON:
    question = question_at(scene, ref)
    assert question is not None
    return answer_to_json(answer, question.kind)


def _broken(scene: Scene, read: Mapping[Ref, Answer]) -> list[Ref]:
    instance = scene.instance.with_answers(dict(read))
    return [ref for ref in read if not instance.relevant(ref) or instance.constraint(ref)]


def confirm(scene: Scene, event: Pressed) -> Scene | None:
    """Keeps what the table says; what a colleague has answered meanwhile stays."""
    pending = scene.place.pending
    if pending is None or pending.doubt is not Doubt.MANY or pending.ref != event.ref:
        return None
    before = scene
    scene = scene.moved(replace(scene.place, pending=None))
    kept: list[Ref] = []
    rows = pending.params.get("rows")
    for row in rows if isinstance(rows, list) else []:
        assert isinstance(row, dict)
        ref, stored = str(row["ref"]), row["answer"]
        question = question_at(before, ref)
        if question is None or not isinstance(stored, dict):
            continue
        if scene.state.revision(ref) == row["revision"]:
            scene = scene.keep(ref, answer_from_json(stored, question.kind))
            kept.append(ref)
    lead: dict[str, JSON] = {"is": "many_kept", "count": len(kept)}
    for ref in kept:
        if contradiction := about(scene, ref):
            return doubt_rules(scene, ref, [contradiction], lead)
    if refs := [ref for ref in kept if _varies(scene, ref)]:
        return ask_why_kept(scene, refs, lead)
    return go_on(scene, lead)


def _varies(scene: Scene, ref: Ref) -> bool:
    answer = scene.state.answer(ref)
    return answer is not None and why_of(scene, ref, answer) is not None
