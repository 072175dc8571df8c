"""Figures given before the last day they are for: right up to the day they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reporting.answers import Answer
    from reporting.forms import Question

COUNTED = frozenset({"integer", "decimal", "money", "percent"})


def given_before(question: Question, answer: Answer | None, on: date, ends: date) -> bool:
    """Whether an answer of that day is provisional: a count given before `ends`, the last day it is
    for, unless it says of itself that it is an estimate."""
    if answer is None or question.kind not in COUNTED or question.given:
        return False
    return answer.is_figure and not answer.estimated and on < ends
