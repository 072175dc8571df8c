"""The notice of a request, with the first question in it: it can be answered there and then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reporting.adhoc import about
from reporting.conversation import Opened, Say, advance
from reporting.kinds.shown import show_date
from usecases.adhoc.letters import people_of, tell_letter
from usecases.buttons import in_conversation, screen
from usecases.drafting.entering import conversation_of
from usecases.drafting.scene import context_of
from usecases.messages import say
from usecases.records import Message, MessageClass, OutgoingFile

if TYPE_CHECKING:
    from reporting.adhoc import Request, Superior
    from reporting.plan import Plan, Unit
    from usecases.adhoc.paper import Paper
    from usecases.adhoc.showing import Rows
    from usecases.desk import Desk
    from usecases.drafting.scene import Scene
    from usecases.records import JSON, Draft, Obligation, Person


def letter_words(superior: Superior) -> dict[str, JSON]:
    """The superior's letter as messages cite it."""
    return {
        "number": superior.number,
        "date": superior.date,
        "authority": superior.authority,
        "subject": about(superior.subject),
        "file": superior.file,
    }


def notice_words(
    plan: Plan, unit: Unit, request: Request, count: int, *, idle: bool
) -> dict[str, JSON]:
    """`count`: how many questions the unit starts with. `idle`: whether what the person types will
    answer the one in the notice."""
    assert request.due and request.until, "the request is whole"
    superior = request.superior
    return {
        "title": request.title,
        "office": plan.office.name,
        "unit": unit.name,
        "urgent": request.urgent,
        "letter": letter_words(superior) if superior else None,
        "due_at": request.due.astimezone(plan.timezone).isoformat(),
        "since": show_date(request.since or request.until),
        "until": show_date(request.until),
        "count": count,
        "idle": idle,
    }


def tell_unit(paper: Paper, obligation: Obligation, file: OutgoingFile | None) -> int:
    """Tells everybody who reports for the unit, the superior's letter first; how many could be
    told."""
    desk = paper.desk
    draft = desk.work.drafts.start(obligation.id, desk.turn.now)
    told = 0
    for person in people_of(desk.work, obligation):
        assert person.chat_id is not None, "looked at there"
        if file is not None:
            now = desk.turn.now
            tell_letter(desk.work, paper.id, paper.request, file, person.chat_id, now)
        _tell(desk, person, obligation, draft, paper.request)
        told += not person.blocked
    return told


def _tell(
    desk: Desk, person: Person, obligation: Obligation, draft: Draft, request: Request
) -> None:
    assert person.chat_id is not None, "looked at by the caller"
    scene = conversation_of(desk, person, obligation, draft)
    idle = not person.focus
    step = advance(scene.form, scene.state, Opened(), context_of(desk, scene))
    asked_message = None
    for effect in step.effects:
        if isinstance(effect, Say):
            asked_message = desk.tell(person.chat_id, _message(scene, effect, request, idle=idle))
    place = step.state.place.to_json()
    desk.work.conversations.keep(scene.conversation.id, place, desk.turn.now, asked_message)
    if idle:
        desk.work.people.focus(person.id, (scene.conversation.id,))


def ask_again(desk: Desk, person: Person, obligation: Obligation, draft: Draft) -> None:
    """Their open question once more, as it reads by now; their focus stays."""
    assert person.chat_id is not None, "looked at by the caller"
    scene = conversation_of(desk, person, obligation, draft)
    step = advance(scene.form, scene.state, Opened(), context_of(desk, scene))
    asked_message = scene.conversation.asked_message_id
    for effect in step.effects:
        if isinstance(effect, Say):
            asked_message = desk.tell(person.chat_id, _question(scene, effect))
    place = step.state.place.to_json()
    desk.work.conversations.keep(scene.conversation.id, place, desk.turn.now, asked_message)


def _question(scene: Scene, asking: Say) -> Message:
    conversation = scene.conversation.id
    return Message(
        kind=asking.kind,
        params=asking.params,
        buttons=_rows(scene, asking),
        message_class=MessageClass.REQUEST,
        conversation_id=conversation,
        asks=asking.asks,
    )


def _rows(scene: Scene, asking: Say) -> Rows:
    conversation = scene.conversation.id
    return tuple(
        tuple(in_conversation(button, conversation, scene.form) for button in row)
        for row in asking.buttons
    )


def _message(scene: Scene, asking: Say, request: Request, *, idle: bool) -> Message:
    """The notice around the question; any other first step is begun by a button."""
    plan, unit = scene.plan, scene.unit
    if asking.kind != "question":
        words = notice_words(plan, unit, request, 1, idle=idle)
        begin: Rows = ((screen("report", scene.obligation.id, label="start"),),)
        return say(
            "adhoc_notice",
            message_class=MessageClass.REQUEST,
            notice=words,
            question=None,
            around=None,
            address=unit.address,
            tone=unit.tone,
            buttons=begin,
        )
    question: Any = asking.params["question"]
    words = notice_words(plan, unit, request, question["total"], idle=idle)
    asked = _question(scene, asking)
    return replace(
        asked,
        kind="adhoc_notice",
        params={
            "notice": words,
            "question": question,
            "around": asking.params["around"],
            "address": unit.address,
            "tone": unit.tone,
        },
    )
