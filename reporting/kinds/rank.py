"""All choices, put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Choice, Understanding
from reporting.kinds.reading.choices import match_choice
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.select_multiple import SelectMultiple, parts_of
from reporting.kinds.select_one import no_such_choice, standing_of_choice
from reporting.text import clean

_ARROWS = re.compile(r"\s*(?:->|=>|>|→|/|-)\s*")


class Rank(SelectMultiple):
    name: ClassVar[str] = "rank"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        parts, run_together = _ordered(text, len(asked.choices))
        if not parts:
            return standing_of_choice(self, text, asked, None) or no_such_choice(text, asked)
        matches = [match_choice(part, asked.choices) for part in parts]
        for part, match in zip(parts, matches, strict=True):
            if not match.choices:
                return standing_of_choice(self, text, asked, None) or no_such_choice(part, asked)
        order = [match.choices[0] for match in matches]
        fault = _fault(order, asked)
        if fault is not None:
            return fault
        answer = Answer(tuple(choice.name for choice in order))
        if run_together or not all(match.certain for match in matches):
            return doubted(self, asked, "choice_unsure", [answer], text=quote(text))
        return answer


def _ordered(text: str, count: int) -> tuple[list[str], bool]:
    """The parts in order, and whether they were digits run together ("213")."""
    line = clean(text)
    if count > 1 and len(line) == count and line.isascii() and line.isdigit():
        return list(line), True
    return parts_of(_ARROWS.sub(",", line)), False


def _fault(order: Sequence[Choice], asked: Asked) -> Understanding | None:
    repeated = [choice.label for choice in order if order.count(choice) > 1]
    if repeated:
        return refused("rank_repeated", repeated=quote(repeated[0]))
    missing = [choice.label for choice in asked.choices if choice not in order]
    return refused("rank_incomplete", missing=quote("; ".join(missing))) if missing else None
