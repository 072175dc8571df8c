"""Texts gathered by section of the consolidated report, each with its trace, never run together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.consolidation.report import Narrative
from reporting.kinds.shown import show_date, with_unit
from reporting.unit_report import printed_label, show_plainly

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.forms import Question
    from reporting.plan import Plan, Round
    from reporting.submissions import Submitted

_LISTED = ("text", "date")
_COUNTED = ("integer", "decimal", "money", "percent", "range")


def gather_narratives(
    plan: Plan,
    round_: Round,
    submissions: Mapping[str, Submitted],
    left_out: Collection[tuple[str, str]] = (),
) -> tuple[dict[str, tuple[Narrative, ...]], tuple[Narrative, ...]]:
    """Section id -> what units wrote for it, in the plan's order of units and the form's of
    questions. What a unit was not asked is absent; what it answered with "nothing" is there.
    Beside it the texts that are `left_out` by (unit id, question)."""
    sections: dict[str, list[Narrative]] = {}
    not_printed = []
    for unit in plan.units:
        sent = submissions.get(unit.id)
        if sent is None:
            continue
        for narrative in (*_of_unit(plan, round_, sent), *_reasons(plan, round_, sent)):
            if narrative.text and (unit.id, narrative.question) in left_out:
                not_printed.append(narrative)
            else:
                sections.setdefault(narrative.section, []).append(narrative)
    printed = {section: tuple(narratives) for section, narratives in sections.items()}
    return printed, tuple(not_printed)


def _of_unit(plan: Plan, round_: Round, sent: Submitted) -> list[Narrative]:
    form = plan.form_for(plan.unit(sent.unit_id))
    narratives = []
    for question in form.questions:
        answer = sent.answers.get(question.nodeset)
        asked_now = not question.rounds or round_.kind in question.rounds
        is_listed = question.kind in _LISTED and question.section
        if not is_listed or answer is None or not asked_now:
            continue
        narratives.append(
            Narrative(
                sent.unit_id,
                question.section,
                question.name,
                _written(answer),
                answer.standing,
                sent.version,
                sent.by,
                sent.at,
            )
        )
    return narratives


def _reasons(plan: Plan, round_: Round, sent: Submitted) -> Iterator[Narrative]:
    """Why figures are far off what was known, in the unit's own words, each beside its figure."""
    section = plan.variance.section if plan.variance else ""
    for question in plan.form_for(plan.unit(sent.unit_id)).questions if section else ():
        answer = sent.answers.get(question.nodeset)
        asked_now = not question.rounds or round_.kind in question.rounds
        if answer is None or not (asked_now and answer.is_figure and answer.note):
            continue
        yield Narrative(
            sent.unit_id,
            section,
            question.name,
            f"{_figure(question, answer)} ({answer.note})",
            Standing.FIGURE,
            sent.version,
            sent.by,
            sent.at,
        )


def _figure(question: Question, answer: Answer) -> str:
    """With its name; a choice by its name alone."""
    name = printed_label(question)
    if question.kind not in _COUNTED:
        return name
    return f"{name} {with_unit(show_plainly(question, answer), question.unit_of_measure)}"


def _written(answer: Answer) -> str:
    if isinstance(answer.value, date):
        return show_date(answer.value)
    return answer.value if isinstance(answer.value, str) else ""
