"""What one cell says as an answer: by the kind of its question, exactly as in the chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.scene.showing import NUMERIC, asked_of, kind_of
from reporting.kinds.kind import Doubted, Refused
from reporting.kinds.reading.personal_data import has_personal_data
from reporting.kinds.reading.units import unit_scale
from reporting.workbook.book import CellValue, canonical

if TYPE_CHECKING:
    from reporting.conversation.scene import Scene
    from reporting.forms import Question, Ref
    from reporting.kinds.kind import Asked, Kind, Understanding

# Doubts about how a number is written; a cell holds the number itself.
DATE = "date"  # Excel has made a date of what somebody typed as a number
_SPELLING = frozenset({"ambiguous_separator", "english_separator", "decimal_zeros"})


def understood(scene: Scene, ref: Ref, question: Question, value: CellValue) -> Understanding:
    asked, kind = asked_of(scene, ref, question), kind_of(question)
    if question.kind in NUMERIC and isinstance(value, date | datetime):
        return Refused(DATE)
    if question.kind in NUMERIC and _is_number(value):
        return _number(kind, question, Decimal(canonical(value)), asked)
    if question.kind == "date" and isinstance(value, datetime):
        return kind.understand(value.date().strftime("%d/%m/%Y"), asked)
    if question.kind == "date" and isinstance(value, date):
        return kind.understand(value.strftime("%d/%m/%Y"), asked)
    return kind.understand(canonical(value), asked)


def offered(question: Question, answer: Answer) -> Refused | None:
    """A standing that the question does not take."""
    if answer.standing is Standing.ZERO:
        fits = bool(question.zero) or answer.value == 0
    else:
        fits = answer.standing is Standing.FIGURE or answer.standing in question.standings
    return None if fits else Refused(f"{answer.standing}_not_offered")


def with_note(answer: Answer, note: str) -> Answer | Refused:
    """The remark beside an answer is its reason; names of people are none."""
    if has_personal_data(note):
        return Refused("personal_data")
    return replace(answer, note=note) if note else answer


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(kind: Kind, question: Question, number: Decimal, asked: Asked) -> Understanding:
    """Written out without any sign between thousands; what may still be doubted is its size."""
    outcome = kind.understand(format(number, "f").replace(".", ","), asked)
    if isinstance(outcome, Doubted) and outcome.reason in _SPELLING:
        scale = unit_scale(question.unit_of_measure) if question.kind == "money" else 1
        for option in outcome.options:
            if option.answer.value == number * scale:
                return option.answer
    return outcome
