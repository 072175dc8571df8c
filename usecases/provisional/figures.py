"""The provisional figures of a report, as its unit is asked about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reporting.forms import AskStep, Instance, Surroundings
from reporting.kinds import KINDS
from reporting.kinds.kind import Asked
from reporting.text import capitalized
from usecases.drafting.given import given_for
from usecases.provisional.days import given_on, moments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.forms import Question
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation


@dataclass(frozen=True, slots=True)
class Provisional:
    """`given_on` is the day up to which the figure is known to be right."""

    ref: str
    label: str
    shown: str
    given_on: date
    answer: Answer

    def words(self) -> JSON:
        return {"label": self.label, "shown": self.shown, "given_on": self.given_on.isoformat()}


def provisional_of(
    work: Work, library: Library, obligation: Obligation, now: datetime
) -> list[Provisional]:
    """In the order of the form: of the open draft, else of what was submitted last."""
    plan = library.plan_of_round(obligation.round_id, work)
    answers, moments = _given(work, obligation)
    days = given_on(work, library, obligation, answers, moments)
    if not days:
        return []
    form = library.form(obligation.form_version, work)
    surroundings = Surroundings(
        now=now.astimezone(plan.timezone),
        round_kind=plan.round(obligation.round_id).kind,
        given=given_for(work, library, plan, obligation, form),
    )
    instance = Instance.of(form, answers, surroundings)
    return [
        Provisional(
            step.ref,
            capitalized(instance.label(step.ref)),
            _shown(step.question, answers[step.ref], days[step.ref]),
            days[step.ref],
            answers[step.ref],
        )
        for step in instance.steps()
        if isinstance(step, AskStep) and step.ref in days
    ]


def _given(
    work: Work, obligation: Obligation
) -> tuple[Mapping[str, Answer], Mapping[str, datetime]]:
    """What is provisional if anything is: by ref, and when each was given."""
    draft = work.drafts.open_for(obligation.id)
    if draft is not None:
        kept = {ref: each for ref, each in draft.answers.items() if each.answer is not None}
        answers = {ref: each.answer for ref, each in kept.items() if each.answer is not None}
        return answers, {ref: each.at for ref, each in kept.items()}
    latest = work.submissions.latest(obligation.id)
    return ({}, {}) if latest is None else (latest.answers, moments_of(work, latest.draft_id))


def _shown(question: Question, answer: Answer, today: date) -> str:
    """Money without the amount in full: it was read back when it was typed."""
    asked = Asked(today, question.unit_of_measure, question.measure)
    text = KINDS[question.kind].show(answer.value, asked)
    return text.partition(" (")[0] if question.kind == "money" else text
