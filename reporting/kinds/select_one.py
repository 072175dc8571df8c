"""One of the choices offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import Asked, Choice, Kind, Refused, Understanding
from reporting.kinds.reading.choices import match_choice, typed_number
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.standings import NOT_YET, standing_answer
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.text import Text


class SelectOne(Text):
    name: ClassVar[str] = "select_one"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        match = match_choice(text, asked.choices)
        if match.certain:
            return Answer(match.choices[0].name)
        standing = standing_of_choice(self, text, asked, zero=None)
        if standing is not None:
            return standing
        if match.choices:
            return self._unsure(match.choices, text, asked)
        return no_such_choice(text, asked)

    def _unsure(self, choices: Sequence[Choice], text: str, asked: Asked) -> Understanding:
        reason = "choice_ambiguous" if len(choices) > 1 else "choice_unsure"
        answers = [Answer(choice.name) for choice in choices]
        return doubted(self, asked, reason, answers, text=quote(text))

    def show(self, value: Value, asked: Asked) -> str:
        return label_of(value, asked) if isinstance(value, str) else ""


def label_of(name: str, asked: Asked) -> str:
    """The label of the choice, its name where the list no longer has it."""
    return next((choice.label for choice in asked.choices if choice.name == name), name)


def no_such_choice(text: str, asked: Asked) -> Refused:
    number = typed_number(text)
    if number is not None and asked.choices:
        return refused("choice_number", number=number, count=len(asked.choices))
    return refused("no_such_choice", text=quote(text))


def standing_of_choice(kind: Kind, text: str, asked: Asked, zero: Value) -> Understanding | None:
    """ "Chưa có số liệu", "không thuộc nhiệm vụ", "như cũ"; "không" only where nothing chosen is
    an answer (`zero` is not None)."""
    line = plain(text)
    outcome = None if line is None else standing_answer(kind, line, asked, zero)
    if zero is not None:
        return outcome
    if isinstance(outcome, Answer) and outcome.is_figure:
        return None
    return NOT_YET if getattr(outcome, "reason", "") == "zero_or_not_yet" else outcome
