"""Coming to a report: its draft, the person's conversation about it, and their focus on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation import Place
from reporting.forms import Instance, RepeatStep
from usecases.dialogues.focus import turn_to
from usecases.drafting.scene import build, surroundings_for

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.focus import turn_to
    from usecases.records import JSON, Draft, Obligation, Person
from usecases.drafting.scene import Scene


def entered(desk: Desk, obligation: Obligation, draft: Draft) -> Scene:
    """From now on this person's free text belongs to their conversation about `draft`."""
    person = desk.person
    assert person is not None, "whoever finds an obligation is somebody"
    scene = conversation_of(desk, person, obligation, draft)
    turn_to(desk, scene.conversation.id)
    return scene


def conversation_of(desk: Desk, person: Person, obligation: Obligation, draft: Draft) -> Scene:
    """`person`'s conversation about `draft`, begun where there is none; their focus stays."""
    conversations = desk.work.conversations
    conversation = conversations.of(person.id, draft.id) or conversations.start(
        person.id, draft.id, Place().to_json(), desk.turn.now
    )
    return build(desk, person, obligation, draft, conversation)


def correction(desk: Desk, obligation: Obligation, origin: JSON = None) -> Draft:
    """The open draft, else one copied from the last submitted version, which there must be; until
    it is submitted the obligation stays as it is. Lists that were submitted are complete. `origin`
    of the draft where the office goes on filling it in."""
    draft = desk.work.drafts.open_for(obligation.id)
    if draft is None:
        draft = _copied(desk, obligation)
    if origin is not None:
        desk.work.drafts.set_origin(draft.id, origin)
        draft = replace(draft, origin=origin)
    return draft


def _copied(desk: Desk, obligation: Obligation) -> Draft:
    latest = desk.work.submissions.latest(obligation.id)
    assert latest is not None, "the obligation has a version"
    form = desk.library.form(latest.form_version, desk.work)
    computed = {q.nodeset for q in form.questions if q.given or q.kind in ("calculate", "hidden")}
    answers = {ref: a for ref, a in latest.answers.items() if ref not in computed}
    instance = Instance.of(form, answers, surroundings_for(desk, obligation, form))
    lists = (step.ref for step in instance.steps() if isinstance(step, RepeatStep))
    before = desk.work.drafts.get(latest.draft_id)
    return desk.work.drafts.start(
        obligation.id,
        desk.turn.now,
        based_on_version=latest.version,
        answers=answers | {f"{ref}#done": Answer("", Standing.ZERO) for ref in lists},
        person_id=latest.person_id,
        said=before.answers if before else None,
    )
