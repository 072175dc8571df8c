"""What the consolidated report counts, and what the plan promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another source that speaks of the same thing: the `question` of `units`, compared and never
    added. `relation` says how its sum must stand to the indicator: "equal" where both count the
    same, "at_most" where it counts a part, "at_least" where it counts more than the indicator."""

    question: str
    units: tuple[str, ...]
    relation: str = "equal"

    def agrees(self, value: Decimal | int, indicator: Decimal | int | Fraction) -> bool:
        if self.relation == "at_most":
            return value <= indicator
        return value >= indicator if self.relation == "at_least" else value == indicator


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the consolidated report with exactly one source of truth.

    aggregate  source
    sum        the figures `question` of `units` added up
    count_yes  how many of `units` chose `choice` for `question`
    each       the figures `question` of `units` side by side, never added (no plan file has these)
    ratio      the indicator `numerator` over the indicator `denominator`, over units giving both
    computed   indicators `plus` minus indicators `minus`, over units giving all of them
    """

    id: str
    label: str
    unit_of_measure: str
    kind: str  # "integer" | "money" | "decimal" | "ratio"
    aggregate: str
    measure: str = ""  # "stock" | "flow" | ""
    question: str = ""
    choice: str = ""
    units: tuple[str, ...] = ()  # ids, plan order; for ratio and computed those of the parts
    numerator: str = ""
    denominator: str = ""
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    opening: str = ""  # id of the indicator that says how much it was at the start of the year
    compare: tuple[Comparison, ...] = ()
    section: str = ""  # id of the section of the outline it is printed in
    rounds: frozenset[str] = frozenset()  # round kinds; empty = every round


@dataclass(frozen=True, slots=True)
class UnitTarget:
    """One unit's share of a reduction: from `start` down to `planned`."""

    start: int
    planned: int


@dataclass(frozen=True, slots=True)
class Target:
    """One promise of section III of the plan.

    kind       what is compared
    reduction  stock `indicator_start` was to fall from `start` to `planned`, shares in `per_unit`;
               `rate` is the ratio indicator, `start_rate` and `planned_rate` are per cent as
               written in the plan; achieved = reduced so far / to be reduced
    ratio      the ratio `indicator` was to reach `planned_rate` per cent
    activity   `indicator` counts what was done; there is no number to reach
    """

    id: str  # also the name forms use in th:target and "target:<id>"
    label: str
    kind: str
    planned_text: str  # how the promise is printed in the column "kế hoạch"
    unit_of_measure: str = ""
    indicator: str = ""
    indicator_start: str = ""
    indicator_end: str = ""
    rate: str = ""
    start: int | None = None
    planned: int | None = None
    start_rate: Decimal | None = None
    planned_rate: Decimal | None = None
    per_unit: Mapping[str, UnitTarget] = field(default_factory=dict)
