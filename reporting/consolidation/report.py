"""What the consolidated report of one round says, and where every piece of it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.answers import Standing
from reporting.consolidation.carried import Carried
from reporting.consolidation.choices import StandIn
from reporting.consolidation.earlier import NOTHING_EARLIER, Earlier

if TYPE_CHECKING:
    from reporting.adhoc import Request
    from reporting.plan import Comparison, Indicator, Plan, Round, Target
    from reporting.submissions import Submitted

Amount = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit contributes to a figure, and its trace.

    A ratio's part has `denominator`, and `value` is then its numerator. `version` 0 means that the
    plan itself gives the figure (an opening figure by decision), not a report. `round_id` is set
    where an earlier report stands in for the one the unit owes."""

    unit_id: str
    question: str
    value: int | Decimal
    denominator: int | Decimal | None = None
    version: int = 0
    by: str = ""
    at: datetime | None = None
    estimated: bool = False
    round_id: str = ""
    given_on: date | None = None  # the day it is for, where that is before the cut-off


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator over some units.

    `value` is None when no unit gave a part (or a ratio's denominator is zero), and where parts
    stand side by side and are never added. `standings` holds
    what each unit said; a unit that has said nothing is absent from it. `missing` are the units
    that owe the figure and have not reported or have no figure yet, in plan order; a unit to which
    the question does not apply owes nothing. `unasked` are those of them to whom it did not arise
    ("how many came?" where no course was held): they have not said that it is not theirs."""

    indicator: Indicator
    value: Amount | None
    parts: Mapping[str, Part]
    standings: Mapping[str, Standing]
    missing: tuple[str, ...]
    unasked: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def estimated(self) -> bool:
        return any(part.estimated for part in self.parts.values())

    @property
    def stood_in(self) -> bool:
        """Whether an earlier report stands in for any of it."""
        return any(part.round_id for part in self.parts.values())

    @property
    def unreported(self) -> tuple[str, ...]:
        """The missing units that have said nothing at all."""
        return tuple(unit_id for unit_id in self.missing if unit_id not in self.standings)

    @property
    def not_yet(self) -> tuple[str, ...]:
        """The missing units that have said that they have no figure yet."""
        return tuple(unit_id for unit_id in self.missing if unit_id in self.standings)

    @property
    def apart(self) -> bool:
        """Whether the parts stand side by side and are never added."""
        return self.indicator.aggregate == "each"

    @property
    def standing(self) -> Standing | None:
        """The five ways a figure stands; None when nobody who owes it has reported."""
        if self.apart and self.parts:
            return Standing.FIGURE
        if self.value is not None:
            return Standing.FIGURE if self.value else Standing.ZERO
        if self.not_yet:
            return Standing.NOT_YET
        return None if self.missing else Standing.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text as the unit wrote it. `standing` ZERO with an empty text is the unit's "nothing to
    report"; NOT_APPLICABLE and NOT_YET have no text either."""

    unit_id: str
    section: str
    question: str
    text: str
    standing: Standing
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The source of truth says `figure`, `comparison` says `value` (the sum over its units), which
    is not what their relation allows."""

    figure: Figure
    comparison: Comparison
    value: int | Decimal
    parts: Mapping[str, int | Decimal]


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A promise of the plan beside what was reached.

    `figure` is the indicator the target is measured by (None when this round does not ask it);
    `achieved` is the share of the promise that was kept (1 = all) and `reached` the judgement, both
    None while a unit is missing and where there is nothing to measure."""

    target: Target
    figure: Figure | None = None
    rate: Figure | None = None
    reduced: int | None = None
    to_reduce: int | None = None
    achieved: Fraction | None = None
    reached: bool | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The units still owing a part of the figure or of the rate."""
        figures = [figure for figure in (self.figure, self.rate) if figure is not None]
        return tuple(dict.fromkeys(unit_id for figure in figures for unit_id in figure.missing))

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a commune table: a unit, an area ("thanh_thi", "nong_thon") or everything.
    `holds` tells whether closing = opening − out + in; None when an input is missing."""

    unit_id: str
    area: str
    figures: Mapping[str, Figure]
    holds: bool | None


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """Movements of poor or near-poor households per commune; figures keyed by indicator id."""

    id: str
    units: tuple[Row, ...]
    areas: tuple[Row, ...]
    total: Row

    @property
    def broken(self) -> tuple[Row, ...]:
        rows = (*self.units, *self.areas, self.total)
        return tuple(row for row in rows if row.holds is False)


@dataclass(frozen=True, slots=True)
class Item:
    """Rows of a repeat that are the same thing in the same unit of measure, added up. `missing`
    are the units that named the thing without an amount."""

    labels: tuple[str, ...]
    amounts: tuple[int | Decimal | None, ...]
    units: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A repeat of a form over all its units: what `labels` are called, what `amounts` are."""

    form_id: str
    repeat: str
    label_headings: tuple[str, ...]
    amount_headings: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """`submitted` and `unsubmitted` together are the units that owe the round a report. `request`
    is what an ad hoc round was opened for."""

    plan: Plan
    round: Round
    at: datetime
    submitted: Mapping[str, Submitted]
    unsubmitted: tuple[str, ...]
    figures: Mapping[str, Figure]
    narratives: Mapping[str, tuple[Narrative, ...]]
    contradictions: tuple[Contradiction, ...]
    targets: tuple[TargetResult, ...]
    communes: Mapping[str, CommuneTable]
    items: tuple[ItemTable, ...]
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)
    noted: tuple[str, ...] = ()  # units to be named at the beginning as not included
    left_out: tuple[Narrative, ...] = ()  # texts the office does not want printed
    request: Request | None = None
    carried: tuple[Carried, ...] = ()  # what earlier rounds have left open
    earlier: Earlier = NOTHING_EARLIER  # what the figures are compared with

    @property
    def provisional(self) -> tuple[str, ...]:
        """Units whose figures still wait for their leader."""
        return tuple(unit_id for unit_id, sent in self.submitted.items() if sent.provisional)

    @property
    def returned(self) -> tuple[str, ...]:
        """Units whose report was sent back and counts until the next one is there."""
        return tuple(unit_id for unit_id, sent in self.submitted.items() if sent.returned)

    @property
    def early(self) -> dict[str, date]:
        """Units with figures given before the cut-off on which they have not decided, each with
        the earliest day that any is for."""
        days = {unit_id: sent.as_of for unit_id, sent in self.submitted.items()}
        return {unit_id: day for unit_id, day in days.items() if day is not None}

    @property
    def complete(self) -> bool:
        return not self.unsubmitted
