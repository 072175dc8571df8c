"""What a person walks through."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.forms.model import Question, Ref


@dataclass(frozen=True, slots=True)
class AskStep:
    ref: Ref
    question: Question


@dataclass(frozen=True, slots=True)
class NoteStep:
    """Something to read: a note, or a value the form works out and shows."""

    ref: Ref
    question: Question


@dataclass(frozen=True, slots=True)
class RepeatStep:
    """After the last instance of a repeat: another one? `zero` names the button for none at all."""

    ref: Ref
    label: str
    count: int
    settled: bool
    zero: str = ""


Step = AskStep | NoteStep | RepeatStep
