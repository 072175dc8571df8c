"""What a unit has submitted, as the consolidation sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reporting.answers import Answer


@dataclass(frozen=True, slots=True)
class Submitted:
    """The latest submitted version of one unit's report for one round.

    `answers` maps concrete refs ("/data/g/KT01", "/data/giong[a1]/loai") to what was relevant when
    the unit submitted, given and calculated values included. A `returned` report still counts.
    `given_on` says of figures that are still for an earlier day than the cut-off, for which."""

    unit_id: str
    version: int
    at: datetime
    by: str  # display name of the person
    round_id: str
    answers: Mapping[str, Answer]
    form_id: str
    late: bool = False
    returned: bool = False
    provisional: bool = False  # waits for the unit's leader, and counts by the office's word
    given_on: Mapping[str, date] = field(default_factory=dict)

    @property
    def as_of(self) -> date | None:
        """The earliest day that any of its figures is for; None where all are for the cut-off."""
        return min(self.given_on.values(), default=None)

    def day_of(self, question: str) -> date | None:
        """Of a question outside repeats, the day before the cut-off that its figure is for."""
        named = (day for ref, day in self.given_on.items() if ref.rpartition("/")[2] == question)
        return next(named, None)

    def by_name(self) -> dict[str, Answer]:
        """Question name -> answer, for the questions outside repeats."""
        return {
            ref.rpartition("/")[2]: answer
            for ref, answer in self.answers.items()
            if "[" not in ref and "#" not in ref
        }
