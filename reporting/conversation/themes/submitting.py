"""The end: what the report holds, `Nộp báo cáo`, and correcting it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.conversation.effects import AskLeader, Button, Fetch, Leave, Reopen, Submit
from reporting.conversation.places import Phase, Place
from reporting.conversation.scene.contradictions import contradictions, unchecked
from reporting.conversation.scene.departures import unexplained
from reporting.conversation.scene.keyboards import more_of_last
from reporting.conversation.scene.showing import label_of
from reporting.conversation.themes.doubting import ask_why_kept, doubt_rules
from reporting.kinds import show_date
from reporting.kinds.reading.agreement import read_agreement

if TYPE_CHECKING:
    from reporting.conversation.events import Attached, Pressed, Typed
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
    answered, total = scene.walk.progress()
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
    if refs := unexplained(scene):
        return ask_why_kept(scene, refs, None)
    return ask_to_confirm(scene)


def ask_to_confirm(scene: Scene, lead: Lead | None = None) -> Scene:
    """The report in short, and who agreed to it; nobody's name is made up: an unknown one is asked
    for first."""
    on_paper = scene.context.consent.mode == "paper"
    phase = Phase.CONSENTING if on_paper else Phase.READY
    place = replace(scene.place, phase=phase, asked="", back_to_review=False)
    scene = scene.moved(place)
    if on_paper and not leader_of(scene):
        return _ask_for_leader(scene, lead)
    confirm = Button("confirm_submit", "confirm", revision=scene.state.draft_revision)
    other = ((Button("leader", "other_leader"),),) if on_paper else ()
    rows = ((confirm,), *other, (Button("review", "review"), Button("pause", "pause")))
    params = _summary(scene) | {"lead": lead, "consent": _consent(scene)}
    return scene.say("confirm_submit", params, rows)


def leader_of(scene: Scene) -> str:
    return scene.place.leader or scene.context.consent.leader


def agreed_on(scene: Scene) -> date:
    """The day this person named, else the day of this turn."""
    stated = scene.place.agreed_on
    return date.fromisoformat(stated) if stated else scene.context.at.date()


def _consent(scene: Scene) -> dict[str, JSON]:
    mode, leader = scene.context.consent.mode, leader_of(scene)
    return {"mode": mode, "leader": leader, "on": show_date(agreed_on(scene))}


def _ask_for_leader(scene: Scene, lead: Lead | None = None) -> Scene:
    rows = ((Button("pause", "not_agreed_yet", argument="leader"),), (Button("review", "review"),))
    params: Lead = {"lead": lead, "leader": leader_of(scene), "today": show_date(agreed_on(scene))}
    return scene.say("ask_leader_name", params, rows)


def other_leader(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    """`Lãnh đạo khác, ngày khác`: who agreed, and when, in words."""
    return _ask_for_leader(scene.moved(replace(scene.place, phase=Phase.CONSENTING)))


def say_leader(scene: Scene, event: Typed) -> Scene:
    """Who agreed, and when: "Nguyễn Văn A 14/6". What cannot be read is asked again."""
    today = scene.context.at.date()
    said = read_agreement(event.text, today, leader_of(scene))
    if isinstance(said, str):
        return _ask_for_leader(scene, {"is": said})
    place = replace(scene.place, leader=said.leader, agreed_on=said.day.isoformat())
    return ask_to_confirm(scene.moved(place))


def agreed_paper(scene: Scene, event: Attached) -> Scene:
    """A picture of the paper the leader signed or marked; it is no answer to any question."""
    return ask_to_confirm(scene.also(Fetch("", event.file)), {"is": "paper_kept"})


def confirm(scene: Scene, event: Pressed) -> Scene | None:
    """Only what the person confirmed is submitted: any answer changed since asks again."""
    stale = event.revision != scene.state.draft_revision
    if stale or _blocking(scene) or contradictions(scene) or unexplained(scene):
        return None
    match scene.context.consent.mode:
        case "bot":
            paused = replace(scene.place, phase=Phase.PAUSED)
            return scene.moved(paused).also(AskLeader()).also(Leave())
        case "paper" if not leader_of(scene):
            return None
        case "paper":
            handed_in = Submit(leader_of(scene), agreed_on(scene))
        case _:
            handed_in = Submit()
    return scene.moved(Place(Phase.SUBMITTED)).also(handed_in).also(Leave())


def show_submitted(scene: Scene, lead: Lead | None = None) -> Scene:
    place = replace(scene.place, phase=Phase.SUBMITTED)
    params = _summary(scene) | {"lead": lead, "code": scene.context.submitted_code}
    look = (Button("review", "review"), Button("document", "document"))
    return scene.moved(place).say("submitted", params, (look, (Button("correct", "correct"),)))


def correct(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    """`Sửa báo cáo`: goes on in a conversation of its own, about a copy of what was submitted."""
    return scene.also(Reopen())
