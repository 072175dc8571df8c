"""One question at a time: the message that asks it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.conversation.places import Phase
from reporting.conversation.scene.keyboards import (
    bound,
    more_of_last,
    other_door,
    rows_for,
    shown_choices,
    ways,
)
from reporting.conversation.scene.showing import (
    NUMERIC,
    SEVERAL,
    described_bounds,
    heading,
    label_of,
    question_at,
    show_value,
    shown,
)
from reporting.conversation.scene.together import listed
from reporting.kinds import show_date
from reporting.kinds.kind import Measure

if TYPE_CHECKING:
    from reporting.conversation.effects import Button
    from reporting.conversation.events import Window
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.forms import Question, RepeatStep
    from reporting.kinds.kind import JSON

Lead = dict[str, "JSON"]


def ask(
    scene: Scene, ref: Ref, lead: Lead | None = None, kind: str = "question", *, brief: bool = False
) -> Scene:
    """Asks the question or the repeat `ref`, which must be a step of the instance now.

    `lead` opens the message (what was noted, or why it was not); `brief` leaves out what the
    person has just read."""
    fresh = scene.place.asked != ref or not brief
    above = more_of_last(scene, lead)
    scene = _standing_at(scene, ref, fresh=fresh)
    if repeat := scene.walk.repeats.get(ref):
        return _ask_repeat(scene, repeat, lead)
    question = question_at(scene, ref)
    if question is None:
        return scene
    return _say_question(scene, ref, question, lead, kind, brief=brief, above=above)


def turn_page(scene: Scene, ref: Ref, page: int) -> Scene:
    """The same question with another page of its choices."""
    question = question_at(scene, ref)
    assert question is not None
    return _say_question(scene, ref, question, None, "question", brief=True, page=page)


def _standing_at(scene: Scene, ref: Ref, *, fresh: bool) -> Scene:
    place = replace(
        scene.place,
        phase=Phase.ASKING,
        asked=ref,
        asked_revision=scene.state.revision(ref),
        pending=None,
        writing=(),
        chosen=_ticked(scene, ref) if fresh else scene.place.chosen,
    )
    return scene.moved(place)


def _ticked(scene: Scene, ref: Ref) -> tuple[str, ...]:
    answer = scene.state.answer(ref)
    return answer.value if answer and isinstance(answer.value, tuple) else ()


def _say_question(
    scene: Scene,
    ref: Ref,
    question: Question,
    lead: Lead | None,
    kind: str,
    *,
    brief: bool,
    page: int = 0,
    above: tuple[Button, ...] = (),
) -> Scene:
    params: dict[str, JSON] = {
        "lead": lead,
        "question": _described(scene, ref, question),
        "around": None if brief else _surroundings(scene, ref, question),
    }
    rows = rows_for(scene, ref, question, page)
    for between in (above, other_door(lead)):
        rows = (*rows[:-1], between, rows[-1]) if between else rows
    return scene.say(kind, params, rows, asks=ref)


def _described(scene: Scene, ref: Ref, question: Question) -> dict[str, JSON]:
    order = list(scene.walk.questions)
    expected = scene.instance.expected(ref)
    chosen = scene.place.chosen if question.kind in SEVERAL else ()
    return {
        "number": order.index(ref) + 1,
        "total": len(order),
        **heading(scene, ref),
        "label": scene.instance.label(ref),
        "hint": scene.instance.hint(ref),
        "kind": question.kind,
        "unit_of_measure": question.unit_of_measure,
        "optional": not scene.instance.required(ref),
        "expected": None if expected is None else show_value(scene, ref, expected),
        "chosen": shown_choices(scene, ref, question, chosen) if chosen else "",
        "together": [label_of(scene, each) for each in listed(scene, ref)],
        "bounds": described_bounds(question),
        "remark": scene.context.remarks.get(ref, ""),
        "current": shown(scene, ref, scene.state.answer(ref), whole=True),
    }


def _surroundings(scene: Scene, ref: Ref, question: Question) -> dict[str, JSON]:
    """What a full asking adds: notes, the days that count, what was reported last time, the
    target."""
    context = scene.context
    counted = question.kind in NUMERIC or bool(question.window)
    window = context.round.window_for(question, context.unit) if counted else None
    notes: list[JSON] = list(scene.walk.notes_before(ref))
    return {
        "notes": notes,
        "window": dates(window) if window else None,
        "stock": question.measure is Measure.STOCK,
        **_before(scene, ref, question),
        "target": context.targets.get(question.target, ""),
    }


def _before(scene: Scene, ref: Ref, question: Question) -> dict[str, JSON]:
    """What was reported before: `mid` says that the figure counts on from the half-year's."""
    given = scene.context.surroundings.given
    mid = given.get(f"mid:{question.name}") if question.measure is Measure.FLOW else None
    last = mid or scene.context.last.get(question.name)
    return {"last": shown(scene, ref, last), "mid": mid is not None}


def dates(window: Window) -> dict[str, JSON]:
    return {"from": show_date(window.from_), "to": show_date(window.to)}


def _ask_repeat(scene: Scene, repeat: RepeatStep, lead: Lead | None) -> Scene:
    ref = repeat.ref
    params: dict[str, JSON] = {
        "lead": lead,
        "group": scene.instance.label(ref.rpartition("/")[0]),
        "label": repeat.label,
        "count": repeat.count,
        "notes": list(scene.walk.notes_before(ref)),
    }
    none_at_all = f"zero_{repeat.zero or 'nothing'}"
    none_left = "no_more" if repeat.count else none_at_all
    rows = (
        (bound(scene, ref, "more", "more"), bound(scene, ref, "no_more", none_left)),
        ways(scene, ref),
    )
    return scene.say("repeat_question", params, rows, asks=ref)
