"""Opening, pausing, old buttons, and whatever nobody asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reporting.conversation.effects import Button, GiveDocument, GiveWorkbook, Leave, Reopen
from reporting.conversation.places import Doubt, Phase, Place
from reporting.conversation.themes.asking import Lead, ask, dates
from reporting.conversation.themes.doubting import show_doubt
from reporting.conversation.themes.reviewing import show_review
from reporting.conversation.themes.submitting import (
    ask_to_confirm,
    show_ready,
    show_submitted,
)
from reporting.conversation.themes.walking import ask_again, go_on
from reporting.conversation.themes.writing import show_writing

if TYPE_CHECKING:
    from reporting.conversation.events import (
        Edited,
        Event,
        Pressed,
        Promised,
        Review,
        SentBack,
        Typed,
        Unexpected,
    )
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene

DOUBLE_TAP = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Usual:
    """Stands for a question without a window of its own."""

    window: str = ""


def opened(scene: Scene, event: Event) -> Scene:  # noqa: ARG001 - any event that opens
    """Begins, or goes on where the person was, and says for which days figures are asked."""
    place = scene.place
    begun = bool(place.asked or scene.state.entries)
    lead = _opening(scene, "resumed" if begun else "opening")
    if place.writing:
        return show_writing(scene, lead)
    if place.pending and _still_doubted(scene):
        return show_doubt(scene, lead)
    scene = scene.moved(replace(scene.place, pending=None))
    if _corrects(scene):
        return show_review(scene, 0, _opening(scene, "correcting"))
    if place.asked in scene.walk.open_refs or (
        place.back_to_review and place.asked in scene.walk.refs
    ):
        return ask(scene, place.asked, lead)
    return go_on(scene.moved(replace(scene.place, back_to_review=False)), lead)


def sent_back(scene: Scene, event: SentBack) -> Scene:
    """Exactly the questions that the office sent back, each with its answer as it is; the list of
    answers where the report as a whole is meant."""
    refs = tuple(ref for ref in event.refs if ref in scene.walk.refs)
    lead = _opening(scene, "sent_back")
    place = replace(scene.place, back_to_review=False, detour=(), pending=None, writing=())
    scene = scene.moved(replace(place, sent_back=refs))
    return ask(scene, refs[0], lead) if refs else show_review(scene, 0, lead)


def promised(scene: Scene, event: Promised) -> Scene:
    """Exactly the figures that were promised are open again, those left out that have come
    meanwhile."""
    refs = tuple(ref for ref in event.refs if _is_promised(scene, ref))
    if scene.place.writing:
        return show_writing(scene, {"is": "finish_first"})
    if not refs:
        return opened(scene, event)
    for ref in refs:
        scene = scene.keep(ref, None)
    place = replace(scene.place, back_to_review=False, detour=(), pending=None)
    lead = _opening(scene, "promised")
    return ask(scene.moved(replace(place, sent_back=refs)), refs[0], lead)


def _is_promised(scene: Scene, ref: Ref) -> bool:
    answer = scene.state.answer(ref)
    return ref in scene.walk.refs and answer is not None and answer.promised is not None


def _corrects(scene: Scene) -> bool:
    """A copy of what was submitted, in which this person has not begun: whoever corrects wants to
    pick the answer."""
    fresh = scene.place == Place()
    return fresh and bool(scene.context.submitted_version) and not scene.walk.open_refs


def _opening(scene: Scene, how: str) -> Lead:
    answered, total = scene.walk.progress()
    context = scene.context
    window = context.round.window_for(_Usual(), context.unit)
    return {
        "is": how,
        "unit": context.unit.name,
        "period": context.round.period,
        "window": dates(window),
        "estimated": window.estimated and window.to > context.now.date(),
        "answered": answered,
        "total": total,
        "version": context.submitted_version,
    }


def _still_doubted(scene: Scene) -> bool:
    pending = scene.place.pending
    if pending is None:
        return False
    return pending.doubt in (Doubt.RULE, Doubt.REMOVE) or pending.ref in scene.walk.refs


def resume_open(scene: Scene, event: Event) -> Scene:
    """`Trả lời các câu còn lại`, `Tiếp tục báo cáo`: what was left for later is asked."""
    waiting = scene.walk.open_refs
    if scene.place.phase in (Phase.READY, Phase.REVIEWING):
        place = replace(scene.place, back_to_review=False, pending=None)
        scene = scene.moved(place)
        return ask(scene, waiting[0]) if waiting else show_ready(scene)
    return opened(scene, event)


def again(scene: Scene, lead: Lead | None = None, kind: str = "question") -> Scene:
    """Shows what stands open now once more."""
    place = scene.place
    if place.phase is Phase.DOUBTING and _still_doubted(scene):
        return show_doubt(scene, lead)
    match place.phase:
        case Phase.WRITING:
            return show_writing(scene, lead)
        case Phase.REVIEWING:
            return show_review(scene, place.page, lead)
        case Phase.READY:
            return show_ready(scene, lead)
        case Phase.CONSENTING:
            return ask_to_confirm(scene, lead)
        case Phase.PAUSED:
            return show_paused(scene, lead)
        case Phase.SUBMITTED:
            return show_submitted(scene, lead)
    return ask_again(scene, lead, kind)


def submitted(scene: Scene, event: Event) -> Scene:  # noqa: ARG001 - nothing is open
    return show_submitted(scene)


def typed_after(scene: Scene, event: Typed) -> Scene:  # noqa: ARG001 - nothing is open
    return show_submitted(scene, {"is": "no_question"})


def old_button(scene: Scene, event: Pressed) -> Scene:
    """A button that no longer fits: where the person is now, be it in a correction of what was
    submitted. The second tap of a double tap says nothing, its first one has been answered."""
    entry = scene.last_entry(event.ref)
    if (
        entry
        and entry.by_person == scene.context.person
        and scene.revision(event.ref) > event.revision
        and timedelta() <= scene.context.at - entry.at <= DOUBLE_TAP
    ):
        return scene
    if scene.context.correcting:
        return scene.also(Reopen())
    return again(scene, {"is": "old_button"}, "where_you_are")


def unexpected(scene: Scene, event: Unexpected) -> Scene:
    return again(scene, {"is": "unexpected", "what": event.what}, "helped")


def edited(scene: Scene, event: Edited) -> Scene:  # noqa: ARG001 - the text is not used
    return again(scene, {"is": "unexpected", "what": "edited"}, "helped")


def pause(scene: Scene, event: Event) -> Scene:  # noqa: ARG001 - command or button
    """`Tạm dừng`: everything stays as it is, free text goes elsewhere."""
    scene = scene.moved(replace(scene.place, phase=Phase.PAUSED))
    return show_paused(scene).also(Leave())


def show_paused(scene: Scene, lead: Lead | None = None) -> Scene:
    answered, total = scene.walk.progress()
    params: Lead = {
        "lead": lead,
        "answered": answered,
        "total": total,
        "writing": len(scene.place.writing),
    }
    rows = (
        (Button("open", "resume"),),
        (Button("review", "review"), Button("document", "document")),
        (Button("excel", "excel"),),
    )
    return scene.say("paused", params, rows)


def review(scene: Scene, event: Review) -> Scene:
    return show_review(scene, event.page)


def document(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    return scene.also(GiveDocument())


def workbook(scene: Scene, event: Pressed) -> Scene:  # noqa: ARG001 - a press handler
    return scene.also(GiveWorkbook())
