"""Which figures of a report were given before the last day they are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reporting.forms import AskStep, Instance, Surroundings
from reporting.kinds import KINDS
from reporting.kinds.kind import Asked
from reporting.text import capitalized
from usecases.given import given_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.forms import Question
    from reporting.plan import Plan
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Obligation

COUNTED = ("integer", "decimal", "money", "percent")
PERIODIC = ("six_month", "annual")  # what is asked ad hoc is for the day it is given


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


@dataclass(frozen=True, slots=True)
class Decision:
    """What the unit said on or after the cut-off day of the figures it had given until `at`."""

    how: str  # kept | estimated
    at: datetime
    by: str


def decision_of(work: Work, obligation_id: int) -> Decision | None:
    stored = work.settings.get(_key(obligation_id))
    if stored is None:
        return None
    return Decision(stored["how"], datetime.fromisoformat(stored["at"]), stored["by"])


def note_decision(work: Work, obligation_id: int, decision: Decision) -> None:
    stored = {"how": decision.how, "at": decision.at.isoformat(), "by": decision.by}
    work.settings.put(_key(obligation_id), stored)


def _key(obligation_id: int) -> str:
    return f"figures_decided:{obligation_id}"


def provisional_of(
    work: Work, library: Library, obligation: Obligation, now: datetime
) -> list[Provisional]:
    """In the order of the form: of the open draft, else of what was submitted last."""
    plan = library.plan_of_round(obligation.round_id, work)
    if plan.round(obligation.round_id).kind not in PERIODIC:
        return []
    given = _given(work, obligation)
    decision = decision_of(work, obligation.id)
    if decision is not None:
        given = {ref: each for ref, each in given.items() if each[1] > decision.at}
    if not given:
        return []
    form = library.form(obligation.form_version, work)
    surroundings = Surroundings(
        now=now.astimezone(plan.timezone),
        round_kind=plan.round(obligation.round_id).kind,
        given=given_for(work, library, plan, obligation, form),
    )
    answers = {ref: answer for ref, (answer, _) in _given(work, obligation).items()}
    instance = Instance.of(form, answers, surroundings)
    asked = [step for step in instance.steps() if isinstance(step, AskStep) and step.ref in given]
    found = []
    for step in asked:
        answer, at = given[step.ref]
        day = at.astimezone(plan.timezone).date()
        if _is_provisional(plan, obligation, step.question, answer, day):
            label = capitalized(instance.label(step.ref))
            shown = _shown(step.question, answer, day)
            found.append(Provisional(step.ref, label, shown, day, answer))
    return found


def _given(work: Work, obligation: Obligation) -> Mapping[str, tuple[Answer, datetime]]:
    """By ref, each answer and when it was given."""
    draft = work.drafts.open_for(obligation.id)
    if draft is not None:
        kept = draft.answers.items()
        return {ref: (each.answer, each.at) for ref, each in kept if each.answer is not None}
    latest = work.submissions.latest(obligation.id)
    if latest is None:
        return {}
    return {ref: (answer, latest.at) for ref, answer in latest.answers.items()}


def _is_provisional(
    plan: Plan, obligation: Obligation, question: Question, answer: Answer, day: date
) -> bool:
    """A count given before its window ended, unless it is an estimate by its words or window."""
    if question.kind not in COUNTED or question.given or not answer.is_figure or answer.estimated:
        return False
    round_ = plan.round(obligation.round_id)
    window = round_.window_for(question, plan.unit(obligation.unit_id))
    return day < min(window.to, round_.cut_off)


def _shown(question: Question, answer: Answer, today: date) -> str:
    asked = Asked(today, question.unit_of_measure, question.measure)
    return KINDS[question.kind].show(answer.value, asked)
