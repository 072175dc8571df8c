"""The tables of the consolidated report that a plan lays out itself: which figures stand in which
column. (`targets`, `policies` and `submissions` follow from the rest of the plan.)"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`show` is "number" or "name" of a row, or "" for a column of `figure`, an indicator's id.
    Neighbours with the same `group` share a heading. `width` is relative."""

    heading: str
    width: int
    group: str = ""
    show: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Ids of indicators: closing = opening + into − out. Those a round does not ask count as
    nothing."""

    opening: str
    closing: str
    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A chart with two bars for each commune."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CommuneLayout:
    """A row for each unit with an area, for each area, and for all; `unit` stands above it."""

    id: str
    unit: str
    columns: tuple[Column, ...]
    identity: Identity | None = None
    chart: BeforeAfter | None = None

    @property
    def figures(self) -> frozenset[str]:
        """Ids of all indicators the table or its chart says or checks."""
        named = {column.figure for column in self.columns if column.figure}
        if self.identity is not None:
            named |= {self.identity.opening, self.identity.closing}
            named |= {*self.identity.into, *self.identity.out}
        if self.chart is not None:
            named |= {self.chart.before, self.chart.after}
        return frozenset(named)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """`figures`: ids of indicators, one for each column behind the name."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryLayout:
    """Some figures at a glance; the first column holds the names of the lines."""

    id: str
    columns: tuple[Column, ...]
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    communes: tuple[CommuneLayout, ...] = ()
    summaries: tuple[SummaryLayout, ...] = ()

    def commune(self, name: str) -> CommuneLayout | None:
        return next((each for each in self.communes if each.id == name), None)

    def summary(self, name: str) -> SummaryLayout | None:
        return next((each for each in self.summaries if each.id == name), None)
