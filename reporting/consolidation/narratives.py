"""Texts gathered by section of the consolidated report, each with its trace, never run together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from reporting.consolidation.report import Narrative

if TYPE_CHECKING:
    from reporting.plan import Plan, Round
    from reporting.submissions import Submitted


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
        for narrative in _of_unit(plan, round_, sent):
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
        if question.kind != "text" or not question.section or answer is None or not asked_now:
            continue
        text = answer.value if isinstance(answer.value, str) else ""
        narratives.append(
            Narrative(
                sent.unit_id,
                question.section,
                question.name,
                text,
                answer.standing,
                sent.version,
                sent.by,
                sent.at,
            )
        )
    return narratives
