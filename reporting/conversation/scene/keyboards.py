"""The buttons under a question."""

from __future__ import annotations

import zlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.effects import Button
from reporting.conversation.scene.showing import (
    NUMERIC,
    SEVERAL,
    asked_of,
    bounds_of,
    brief_value,
    is_narrative,
    kind_of,
    question_at,
)
from reporting.kinds.kind import Measure
from reporting.kinds.range import admitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reporting.conversation.effects import Rows
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question
    from reporting.kinds.kind import JSON, Choice

PAGE = 10  # choices of one page
NARROW = 16  # labels up to this length stand two in a row


def marked(index: int, meant: str) -> str:
    """An argument that a changed list cannot silently turn into another choice."""
    return f"{index}_{zlib.crc32(meant.encode()) & 0xFFFF:04x}"


def position(argument: str, meant: Sequence[str]) -> int | None:
    """The index in `meant` that `marked` stood for; None for an old or forged argument."""
    return next((i for i, text in enumerate(meant) if marked(i, text) == argument), None)


def rows_for(scene: Scene, ref: Ref, question: Question, page: int) -> Rows:
    rows = (
        *_figures(scene, ref, question),
        *_choices(scene, ref, question, page),
        *_standings(scene, ref, question),
        ways(scene, ref),
    )
    return tuple(row for row in rows if row)


def in_rows(buttons: Iterable[Button]) -> Rows:
    """Two narrow buttons a row, a wide one alone, order kept."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and len(last[0].text) <= NARROW and len(button.text) <= NARROW:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)


def bound(scene: Scene, ref: Ref, action: str, label: str = "plain", **more: str) -> Button:
    """A button that holds only while nobody changed the answer to `ref`."""
    return Button(action, label, ref=ref, revision=scene.revision(ref), **more)


def zero_of(question: Question) -> Answer:
    """The confirmed zero behind the button of `th:zero`."""
    if question.kind not in NUMERIC:
        return Answer("", Standing.ZERO)
    whole = question.kind in ("integer", "money")
    return Answer(0 if whole else Decimal(0), Standing.ZERO)


def fits(scene: Scene, ref: Ref, answer: Answer) -> bool:
    """Whether the question's own constraint lets it pass: what cannot be taken is not offered."""
    question = question_at(scene, ref)
    bounds = bounds_of(question) if question is not None else None
    inside = bounds is None or admitted(answer.value, bounds)
    return inside and scene.instance.admits(ref, answer)


def last_offered(scene: Scene, question: Question) -> Answer | None:
    """The answer behind `Như kỳ trước`: stocks and texts only, never a flow."""
    last = scene.context.last.get(question.name)
    fits = question.measure is Measure.STOCK or question.kind == "text"
    if last is None or not last.is_figure or not fits:
        return None
    return replace(last, note="", promised=None)  # the reason was of that round


def last_words(scene: Scene, question: Question) -> str:
    """The narrative of the last round, to be written anew from; "" where there is none."""
    last = last_offered(scene, question) if question.kind == "text" else None
    return str(last.value) if last and "multiline" in question.appearance else ""


def _figures(scene: Scene, ref: Ref, question: Question) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if answer := scene.state.answer(ref):
        keep_it = (bound(scene, ref, "keep_it", "keep_it"),)
        extensible = question.kind == "text" and answer.standing is Standing.FIGURE
        more = (bound(scene, ref, "write_more", "write_more"),) if extensible else ()
        rows.append((*keep_it, *more))
    expected = scene.instance.expected(ref)
    if expected is not None:
        text = brief_value(scene, ref, expected)
        agree = bound(scene, ref, "answer", "agree", text=text, argument=marked(0, text))
        return (*rows, (agree,), (bound(scene, ref, "differs", "differs"),))
    if question.kind == "acknowledge":
        rows.append((bound(scene, ref, "answer", "acknowledge", argument="ok"),))
    row = []
    if question.zero and fits(scene, ref, zero_of(question)):
        row.append(bound(scene, ref, "answer", f"zero_{question.zero}", argument="zero"))
    if last_offered(scene, question):
        row.append(bound(scene, ref, "answer", "as_last", argument="as_last"))
    rewrite = (bound(scene, ref, "last_words", "last_words"),)
    return (*rows, tuple(row), rewrite if last_words(scene, question) else ())


def _choices(scene: Scene, ref: Ref, question: Question, page: int) -> Rows:
    choices = scene.instance.choices(ref)
    if not choices:
        return ()
    pages = -(-len(choices) // PAGE)
    start = min(max(page, 0), pages - 1) * PAGE
    several = question.kind in SEVERAL
    buttons = [
        _choice(scene, ref, start + i, choice, several=several)
        for i, choice in enumerate(choices[start : start + PAGE])
    ]
    turn = tuple(
        bound(scene, ref, "page", label, argument=str(target))
        for label, target in (
            ("page_before", start // PAGE - 1),
            ("page_after", start // PAGE + 1),
        )
        if 0 <= target < pages
    )
    done = (bound(scene, ref, "done", "done"),) if several and scene.place.chosen else ()
    return (*in_rows(buttons), turn, done)


def _choice(scene: Scene, ref: Ref, index: int, choice: Choice, *, several: bool) -> Button:
    ticked = several and choice.name in scene.place.chosen
    action = "toggle" if several else "answer"
    argument = marked(index, choice.name)
    label = "ticked" if ticked else "plain"
    return bound(scene, ref, action, label, text=choice.label, argument=argument)


def _standings(scene: Scene, ref: Ref, question: Question) -> Rows:
    not_yet: tuple[Button, ...] = ()
    later: tuple[Button, ...] = ()
    not_applicable: tuple[Button, ...] = ()
    if Standing.NOT_YET in question.standings:
        not_yet = (bound(scene, ref, "answer", "not_yet", argument="not_yet"),)
    if scene.state.answer(ref) is None:
        later = (bound(scene, ref, "later", "later"),)
    if Standing.NOT_APPLICABLE in question.standings:
        button = bound(scene, ref, "answer", "not_applicable", argument="not_applicable")
        not_applicable = (button,)
    return ((*not_yet, *later), not_applicable)


def more_of_last(scene: Scene, lead: Mapping[str, JSON] | None) -> tuple[Button, ...]:
    """Under what follows a narrative just noted: a way to go on with it, for people write in
    several messages."""
    ref = scene.place.asked
    question, answer = scene.walk.questions.get(ref), scene.state.answer(ref)
    if lead is None or lead.get("is") != "noted" or question is None or answer is None:
        return ()
    if not is_narrative(question) or answer.standing is not Standing.FIGURE:
        return ()
    return (bound(scene, ref, "write_more", "write_more_above"),)


def other_door(lead: Mapping[str, JSON] | None) -> tuple[Button, ...]:
    """Where a report is begun or gone on with, it may be filled in as a workbook instead."""
    begins = lead is not None and lead.get("is") in ("opening", "resumed")
    return (Button("excel", "excel"),) if begins else ()


def ways(scene: Scene, ref: Ref) -> tuple[Button, ...]:
    """The row that leads away from a question."""
    pause = Button("pause", "pause")
    if scene.place.back_to_review:
        return (Button("review", "to_review", argument=str(scene.place.page)), pause)
    first = ref in scene.walk.refs[:1]
    return (pause,) if first else (bound(scene, ref, "back", "back"), pause)


def shown_choices(scene: Scene, ref: Ref, question: Question, names: tuple[str, ...]) -> str:
    return kind_of(question).show(names, asked_of(scene, ref, question))
