"""When a report is due and what days its figures are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from reporting.calendar import Due

ROUND_KINDS = ("six_month", "annual", "ad_hoc")
LEVELS = ("unit", "office", "town", "province")


class Windowed(Protocol):
    """A question, as far as windows go: the name of its window, "" for the usual one."""

    @property
    def window(self) -> str: ...


class Reporter(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Window:
    """The days figures are for, both ends included; `label` is how that is printed."""

    from_: date
    to: date
    label: str
    note: str = ""
    units: frozenset[str] = frozenset()  # ids of units whose whole report is for this window
    estimated: bool = False  # ends after the report is due: the last days are an estimate

    @property
    def since(self) -> str:
        """The first day as it is written in a document: "15/12/2020"."""
        return show_date(self.from_)

    @property
    def until(self) -> str:
        """The last day as it is written in a document: "14/6/2021"."""
        return show_date(self.to)


@dataclass(frozen=True, slots=True)
class Round:
    """`due` maps a level to the moment (aware) by which it must have sent on, days off passed over;
    `written` to how the plan says it. A plan may leave out the highest of LEVELS. `urgent`:
    reminders go out after hours too."""

    id: str
    kind: str  # one of ROUND_KINDS
    title: str  # "Báo cáo 6 tháng đầu năm 2021"
    period: str  # "6 tháng đầu năm 2021"
    next_period: str  # "6 tháng cuối năm 2021"
    window: Window
    cut_off: date
    opens: date
    due: Mapping[str, datetime]
    windows: Mapping[str, Window] = field(default_factory=dict)
    written: Mapping[str, Due] = field(default_factory=dict)
    urgent: bool = False

    def window_for(self, question: Windowed, unit: Reporter) -> Window:
        """The question's own window, else the unit's, else the round's."""
        if question.window:
            return self.windows[question.window]
        for window in self.windows.values():
            if unit.id in window.units:
                return window
        return self.window
