"""A difficulty or proposal of a unit, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    ANSWERED = "answered"  # by the office, in words
    CARRIED = "carried_over"  # by the office, to the next round
    ASKED = "asked"  # the unit, in a later round
    SETTLED = "settled"  # the unit says that it is
    REMAINS = "remains"  # the unit says that it is not
    WORDS = "words"  # the unit adds something


@dataclass(frozen=True, slots=True)
class Matter:
    """`sort` "difficulty" or "proposal"; `section` of the outline says to whom it is addressed.
    `text` is that of the version submitted last, "" where it was taken out since."""

    id: int
    round_id: str
    unit_id: str
    question: str
    section: str
    sort: str
    text: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """One step, taken in a round."""

    matter_id: int
    round_id: str
    step: Step
    words: str
    person_name: str
    at: datetime


def state_of(steps: list[Taken]) -> str:
    """ "open", "answered", "carried_over" or "settled"."""
    states = {
        Step.ANSWERED: "answered",
        Step.CARRIED: "carried_over",
        Step.SETTLED: "settled",
        Step.REMAINS: "carried_over",
    }
    return next((states[each.step] for each in reversed(steps) if each.step in states), "open")
