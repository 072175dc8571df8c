"""A draft as a workbook sees it: read for a job, by somebody who may report for the unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation import Context, Entry, Place, State
from reporting.conversation.scene import Scene
from reporting.forms import Surroundings
from usecases.drafting.given import given_for
from usecases.drafting.scene import may_write
from usecases.library import AD_HOC
from usecases.records import ObligationState

if TYPE_CHECKING:
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Draft, Obligation, Person


@dataclass(frozen=True, slots=True)
class Held:
    """One obligation's open draft, and the person who works on it."""

    person: Person
    obligation: Obligation
    draft: Draft
    scene: Scene


def may_report(work: Work, person_id: int, obligation_id: int) -> Obligation | None:
    """None for what is not there and for another unit's alike; the office fills in for a unit
    whose draft it has taken up (`Nhập thay`)."""
    person = work.people.get(person_id)
    obligation = work.obligations.get(obligation_id)
    if obligation is None or obligation.state is ObligationState.CANCELLED:
        return None
    if obligation.unit_id in person.units():
        return obligation
    draft = work.drafts.open_for(obligation.id)
    return obligation if draft is not None and may_write(person, obligation, draft) else None


def held(
    work: Work,
    library: Library,
    obligation: Obligation,
    draft: Draft,
    person_id: int,
    now: datetime,
) -> Held:
    plan = library.plan_of_round(obligation.round_id, work)
    form = library.form(obligation.form_version, work)
    person, unit = work.people.get(person_id), plan.unit(obligation.unit_id)
    given = given_for(work, library, plan, obligation, form)
    local = now.astimezone(plan.timezone)
    last = {n.removeprefix("last:"): a for n, a in given.items() if n.startswith("last:")}
    round_ = plan.round(obligation.round_id)
    context = Context(
        now=local,
        at=local,
        person=person.id,
        person_name=person.name,
        unit=unit,
        round=round_,
        surroundings=Surroundings(local, round_.kind, given, seed=draft.id),
        last=last,
        targets=plan.target_texts(unit),
        submitted_version=obligation.version,
        seed=draft.id,
        tolerance=plan.variance if round_.kind != AD_HOC else None,
    )
    entries = {
        kept.ref: Entry(kept.answer, kept.revision, kept.person_name, kept.person_id, kept.at)
        for kept in draft.answers.values()
    }
    scene = Scene.of(form, State(entries, Place()), context)
    return Held(person, obligation, draft, scene)
