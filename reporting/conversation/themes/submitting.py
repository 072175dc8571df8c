"""The end: what the report holds, `Nộp báo cáo`, and correcting it afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.conversation.effects import Button, Leave, Reopen, Submit
from reporting.conversation.places import Phase, Place
from reporting.conversation.scene.contradictions import contradictions, unchecked
from reporting.conversation.scene.keyboards import more_of_last
from reporting.conversation.scene.showing import label_of
from reporting.conversation.themes.doubting import doubt_rules

if TYPE_CHECKING:
    from reporting.conversation.events import Pressed
    from reporting.conversation.scene import Scene
    from reporting.conversation.themes.asking import Lead
    from reporting.kinds.kind import JSON


def show_ready(scene: Scene, lead: Lead | None = None) -> Scene:
    """Nothing is asked any more: all is answered, or what remains was left for later."""
    above = more_of_last(scene, lead)
    place = replace(scene.place, phase=Phase.READY, asked="", pending=None, back_to_review=False)
    scene = scene.moved(replace(place, writing=(), chosen=()))
    notes: list[JSON] = list(scene.walk.notes_before(""))
    params = _summary(scene) | {"lead": lead, "notes": notes}
    kind = "remaining" if scene.walk.open_refs else "ready"
    remaining = (Button("open", "answer_remaining"),) if kind == "remaining" else ()
    submit = () if _blocking(scene) else (Button("submit", "submit"),)
    look = (Button("review", "review"), Button("document", "document"))
    away = (Button("excel", "excel"), Button("pause", "pause"))
    rows = (remaining, submit, above, look, away)
    return scene.say(kind, params, tuple(row for row in rows if row))


def _summary(scene: Scene) -> dict[str, JSON]:
    instance = scene.instance
    answered, total = instance.progress()
    return {
        "answered": answered,
        "total": total,
        "open": [label_of(scene, ref) for ref in scene.walk.open_refs],
        "blocking": len(_blocking(scene)),
        "not_yet": _labels(scene, Standing.NOT_YET),
        "not_applicable": _labels(scene, Standing.NOT_APPLICABLE),
        "contradictions": [
            each.message or label_of(scene, each.ref) for each in contradictions(scene)
        ],
        "unchecked": unchecked(scene),
        "version": scene.context.submitted_version,
        "period": scene.context.round.period,
        "unit": scene.context.unit.name,
    }


def _labels(scene: Scene, standing: Standing) -> list[JSON]:
    given = ((ref, scene.state.answer(ref)) for ref in scene.walk.questions)
    return [
        scene.instance.label(ref) for ref, answer in given if answer and answer.standing is standing
    ]


def _blocking(scene: Scene) -> list[str]:
    """What must be answered before submission; what is optional may stay open."""
    asked = (ref for ref in scene.walk.open_refs if ref in scene.walk.questions)
    return [ref for ref in asked if scene.instance.required(ref)]


def submit(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    """`Nộp báo cáo`: checks the whole report, then asks to confirm."""
    if _blocking(scene):
        return show_ready(scene)
    if found := contradictions(scene):
        return doubt_rules(scene, "", found)
    place = replace(scene.place, phase=Phase.READY, asked="", back_to_review=False)
    confirm = Button("confirm_submit", "confirm", revision=scene.state.draft_revision)
    rows = ((confirm,), (Button("review", "review"), Button("pause", "pause")))
    return scene.moved(place).say("confirm_submit", _summary(scene), rows)


def confirm(scene: Scene, event: Pressed) -> Scene | None:
    """Only what the person confirmed is submitted: any answer changed since asks again."""
    stale = event.revision != scene.state.draft_revision
    if stale or _blocking(scene) or contradictions(scene):
        return None
    return scene.moved(Place(Phase.SUBMITTED)).also(Submit()).also(Leave())


def show_submitted(scene: Scene, lead: Lead | None = None) -> Scene:
    place = replace(scene.place, phase=Phase.SUBMITTED)
    params = _summary(scene) | {"lead": lead}
    look = (Button("review", "review"), Button("document", "document"))
    return scene.moved(place).say("submitted", params, (look, (Button("correct", "correct"),)))


def correct(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    """`Sửa báo cáo`: goes on in a conversation of its own, about a copy of what was submitted."""
    return scene.also(Reopen())
