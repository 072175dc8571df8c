"""The earlier rounds that a report is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporting.consolidation.written import read, written

if TYPE_CHECKING:
    from reporting.consolidation.report import Amount

JSON = Any  # what json.dumps takes


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier round's report: amounts of the indicators that may be compared with today's.
    `final` is the number of the final they were frozen in, 0 for the reports as they are."""

    round_id: str
    period: str
    kind: str
    year: int
    amounts: Mapping[str, Amount]
    final: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """None: there is no such round, or nobody has reported for it."""

    last: Past | None = None
    year_ago: Past | None = None


NOTHING_EARLIER = Earlier()


def earlier_json(earlier: Earlier) -> JSON:
    """Amounts as text, exact; {} where there is nothing earlier."""
    return {
        name: {
            "round": past.round_id,
            "period": past.period,
            "kind": past.kind,
            "year": past.year,
            "final": past.final,
            "amounts": {key: written(value) for key, value in past.amounts.items()},
        }
        for name, past in (("last", earlier.last), ("year_ago", earlier.year_ago))
        if past is not None
    }


def earlier_from(kept: JSON) -> Earlier:
    """The reverse of `earlier_json`."""
    return Earlier(**{name: _past_from(each) for name, each in kept.items()})


def _past_from(kept: JSON) -> Past:
    amounts = {key: read(value) for key, value in kept["amounts"].items()}
    known = {key: value for key, value in amounts.items() if value is not None}
    return Past(kept["round"], kept["period"], kept["kind"], kept["year"], known, kept["final"])
