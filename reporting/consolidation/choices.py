"""What the office has decided about a round's report, as far as adding up is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.submissions import Submitted


@dataclass(frozen=True, slots=True)
class StandIn:
    """An earlier report of a unit, whose figures stand in, as estimates, for those of the one it
    owes. `period` is what that report was for."""

    submitted: Submitted
    period: str


@dataclass(frozen=True, slots=True)
class Choices:
    """By default nothing stands in for anything and every text is printed. What concerns a unit
    that has reported meanwhile has no effect."""

    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)  # by unit id
    noted: frozenset[str] = frozenset()  # units named at the beginning as not included
    left_out: frozenset[tuple[str, str]] = frozenset()  # (unit id, question) of texts not printed


NO_CHOICES = Choices()
