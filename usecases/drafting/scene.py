"""One person's conversation about one obligation, with everything `advance` looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporting.conversation import Consent, Context, Entry, Phase, Place, State, Walk, asked_first
from reporting.forms import Instance, Surroundings
from usecases.drafting.given import given_for
from usecases.library import AD_HOC
from usecases.provisional.days import cut_off_of, kept_until
from usecases.records import ObligationState
from usecases.reviewing.consent import consent_for
from usecases.reviewing.standing import remarks_on

if TYPE_CHECKING:
    from datetime import date

    from reporting.forms import Form
    from reporting.plan import Plan, Round, Unit
    from usecases.desk import Desk
    from usecases.records import Conversation, Draft, Obligation, Person


# Nobody submits from here: who has to agree need not be looked up.
_NO_CONSENT = (Phase.ASKING, Phase.DOUBTING, Phase.WRITING)


@dataclass(frozen=True)
class Scene:
    person: Person
    obligation: Obligation
    draft: Draft
    conversation: Conversation
    plan: Plan
    unit: Unit
    round: Round
    form: Form

    @cached_property
    def state(self) -> State:
        entries = {
            kept.ref: Entry(kept.answer, kept.revision, kept.person_name, kept.person_id, kept.at)
            for kept in self.draft.answers.values()
        }
        return State(entries, Place.from_json(self.conversation.place))


def scene_of(desk: Desk, conversation: Conversation) -> Scene | None:
    """None when the conversation is not this person's, or no longer may be: both look alike to
    whoever pressed."""
    person = desk.person
    if person is None or conversation.person_id != person.id:
        return None
    found = desk.work.drafts.with_obligation(conversation.draft_id)
    if found is None:
        return None
    draft, obligation = found
    if not may_write(person, obligation, draft) or _is_over(desk, obligation):
        return None
    return build(desk, person, obligation, draft, conversation)


def _is_over(desk: Desk, obligation: Obligation) -> bool:
    """Called off, or of an ad hoc round that the office has closed."""
    if obligation.state is ObligationState.CANCELLED:
        return True
    record = desk.work.rounds.get(obligation.round_id)
    is_ad_hoc = record is not None and record.kind == AD_HOC
    return is_ad_hoc and obligation.round_id in desk.work.requests.over()


def may_write(person: Person, obligation: Obligation, draft: Draft) -> bool:
    """A unit's own people, and the office in a draft that it fills in for a unit."""
    if obligation.unit_id in person.units():
        return True
    return draft.origin is not None and person.is_office()


def build(
    desk: Desk, person: Person, obligation: Obligation, draft: Draft, conversation: Conversation
) -> Scene:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    return Scene(
        person,
        obligation,
        draft,
        conversation,
        plan,
        plan.unit(obligation.unit_id),
        plan.round(obligation.round_id),
        desk.library.form(obligation.form_version, desk.work),
    )


def surroundings_for(
    desk: Desk, obligation: Obligation, form: Form, draft_id: int = 0
) -> Surroundings:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    return _surroundings(desk, plan, obligation, form, draft_id)


def _surroundings(
    desk: Desk, plan: Plan, obligation: Obligation, form: Form, draft_id: int
) -> Surroundings:
    return Surroundings(
        now=desk.turn.now.astimezone(plan.timezone),
        round_kind=plan.round(obligation.round_id).kind,
        given=given_for(desk.work, desk.library, plan, obligation, form),
        seed=draft_id,
    )


def context_of(desk: Desk, scene: Scene) -> Context:
    turn, decided = desk.turn, kept_until(desk.work, scene.obligation.id)
    surroundings = _surroundings(desk, scene.plan, scene.obligation, scene.form, scene.draft.id)
    last = {
        name.removeprefix("last:"): answer
        for name, answer in surroundings.given.items()
        if name.startswith("last:")
    }
    cut_off = cut_off_of(scene.plan, scene.obligation)
    now = surroundings.now
    first = asked_first(scene.form, scene.round, scene.unit, cut_off, now.date())
    return Context(
        now=now,
        at=turn.at.astimezone(scene.plan.timezone),
        person=scene.person.id,
        person_name=scene.person.name,
        unit=scene.unit,
        round=scene.round,
        surroundings=surroundings,
        last=last,
        targets=scene.plan.target_texts(scene.unit),
        submitted_version=scene.obligation.version,
        submitted_code=_code(desk, scene),
        closed=not scene.draft.open,
        correcting=not scene.draft.open
        and desk.work.drafts.open_for(scene.obligation.id) is not None,
        seed=scene.draft.id,
        walk=_walk(desk, scene, surroundings, first),
        consent=_consent(desk, scene),
        remarks=remarks_on(desk.work, scene.obligation),
        cut_off=cut_off,
        first=first,
        decided_at=decided,
        coming=_coming(desk),
        tolerance=scene.plan.variance if scene.round.kind != AD_HOC else None,
    )


def _code(desk: Desk, scene: Scene) -> str:
    """Read only where it is shown: when the draft is closed."""
    latest = None if scene.draft.open else desk.work.submissions.latest(scene.obligation.id)
    return latest.receipt_code if latest else ""


def _coming(desk: Desk) -> tuple[date, ...]:
    """Working days of this week and the next on which people promise things."""
    calendar = desk.library.current.calendar
    next_ = calendar.days.after(calendar.local(desk.turn.now).date(), 1)
    third = calendar.days.after(next_, 2)
    return next_, third, calendar.days.after(third, 2)


def _walk(desk: Desk, scene: Scene, surroundings: Surroundings, first: frozenset[str]) -> Walk:
    """The one kept since the last turn, if it still is of the draft as it was just read."""
    answers = scene.state.answers()
    known = desk.library.walks.take(scene.draft.id)
    if known is not None:
        if known.is_of(scene.form, answers, surroundings, first):
            return known
        known.instance.dissolve()
    return Walk(Instance.of(scene.form, answers, surroundings), first)


def _consent(desk: Desk, scene: Scene) -> Consent:
    if scene.state.place.phase in _NO_CONSENT or not scene.draft.open:
        return Consent()
    return consent_for(desk.work, scene.unit, scene.obligation, scene.draft.id)
