"""The words that say how a figure compares with what it was.

  so_sanh(id)  in parentheses after a space, or nothing: " (tăng 02 lớp so với cùng kỳ năm 2020)"
  so_ky(id)    the same without the start of the year, for a sentence that tells it itself
  diem(id)     how far a rate has moved since the start of the year: "0,06 điểm phần trăm", or
               nothing where it has not moved

What is not whole on both sides is not compared. Money is compared in per cent where that says
something, counts by the amount, and by per cent beside it where there were ten or more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.controls.marks import marked
from reporting.consolidation import changes_of
from reporting.consolidation.shown import show_percent
from reporting.kinds.shown import show_number

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import Change, ConsolidatedReport, Figure
    from reporting.consolidation.report import Amount

WORDS = ("so_sanh", "so_ky", "diem")


class Comparing:
    def __init__(self, report: ConsolidatedReport, printed: Printed) -> None:
        self._report = report
        self._printed = printed

    def vocabulary(self) -> dict[str, object]:
        return {
            "so_sanh": self._compared,
            "so_ky": lambda name: self._compared(name, opening=False),
            "diem": self._points,
        }

    def _compared(self, name: str, *, opening: bool = True) -> str:
        indicator = self._report.plan.indicator(name)
        figure = self._report.figures.get(indicator.id)
        changes = [
            change
            for change in changes_of(self._report, indicator.id)
            if (opening or change.against != "opening") and not _vain(figure, change)
        ]
        if not changes or figure is None:
            return ""
        told = "; ".join(self._told(figure, change) for change in changes)
        way = "so_sanh" if opening else "so_ky"
        return " " + marked(f"{indicator.id}:{way}", self._phrase("compared", changes=told))

    def _told(self, figure: Figure, change: Change) -> str:
        base = base_of(self._printed, change)
        if _counted(figure) and not change.before:
            return self._phrase("compared_none", base=base)
        if change.against == "within" or (_counted(figure) and not figure.value):
            return self._phrase("compared_was", base=base, before=self._said(figure, change.before))
        if not change.delta:
            return self._phrase("compared_same", base=base)
        way = "compared_up" if change.delta > 0 else "compared_down"
        return self._phrase(way, change=self._change(figure, change), base=base)

    def _change(self, figure: Figure, change: Change) -> str:
        delta = -change.delta if change.delta < 0 else change.delta
        if figure.indicator.kind == "ratio":
            assert isinstance(delta, Decimal), "rates differ in points"
            return self._phrase("points", points=show_number(delta))
        said = self._said(figure, delta)
        if change.share is None:
            return said
        percent = show_percent(change.share)
        if figure.indicator.kind == "money":
            return self._phrase("compared_percent", percent=percent)
        return self._phrase("compared_both", change=said, percent=percent)

    def _said(self, figure: Figure, amount: Amount) -> str:
        return self._printed.spoken(replace(figure, value=amount, parts={}), shortly=True)

    def _points(self, name: str) -> str:
        indicator = self._report.plan.indicator(name)
        for change in changes_of(self._report, indicator.id):
            if change.against == "opening" and change.delta:
                points = show_number(Decimal(abs(change.delta)))  # type: ignore[arg-type]
                return marked(f"{indicator.id}:diem", self._phrase("points", points=points))
        return ""

    def _phrase(self, name: str, **params: object) -> str:
        return self._printed.phrase(name, **params)


def base_of(printed: Printed, change: Change) -> str:
    """What a figure is compared with: "đầu năm", "cùng kỳ năm 2020"."""
    if change.past is None:
        return printed.phrase("base_opening")
    past = change.past
    if change.against != "year_ago":
        return printed.phrase(f"base_{change.against}", period=past.period)
    return printed.phrase(f"base_year_ago_{past.kind}", year=past.year)


def _counted(figure: Figure) -> bool:
    """Whether it counts what happened in a period, so that none of it is "nothing happened"."""
    return figure.indicator.measure == "flow" and figure.indicator.kind != "ratio"


def _vain(figure: Figure | None, change: Change) -> bool:
    """Nothing then and nothing now; or a part that is more than the whole, which is for the office
    to look into."""
    if change.against == "within" and change.delta < 0:
        return True
    nothing = figure is not None and _counted(figure) and not figure.value
    return nothing and not change.before
