"""`chi_tieu(id)`: one promise of the plan and what became of it, as a line of the report. Nothing
incomplete is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.controls.marks import marked
from reporting.answers import Standing
from reporting.consolidation.shown import show_percent, show_with_unit
from reporting.kinds.shown import with_unit
from reporting.text import uncapitalized

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Figure, TargetResult
    from reporting.consolidation.report import Amount

WORDS = ("chi_tieu",)


class TargetWords:
    def __init__(self, report: ConsolidatedReport, printed: Printed) -> None:
        self._report = report
        self._printed = printed
        self._say = {"reduction": self._reduction, "ratio": self._ratio}

    def vocabulary(self) -> dict[str, object]:
        return {"chi_tieu": self._line}

    def _line(self, name: str) -> str:
        """Raises KeyError for a target the plan does not have."""
        result = {each.target.id: each for each in self._report.targets}[name]
        target = result.target
        activity = target.kind not in self._say
        said = self._phrase(
            "target_line_activity" if activity else "target_line",
            label=target.label,
            planned=target.planned_text,
            result=self._result(result) + self._gap(result),
        )
        return marked(f"{name}:chi_tieu", said)

    def _gap(self, result: TargetResult) -> str:
        figure = result.figure
        gap = self._printed.gap(figure) if figure is not None else ""
        if not gap or not result.missing:
            return ""
        judged = figure is None or figure.value is None or result.target.kind not in self._say
        return f" {gap}" + ("" if judged else self._phrase("target_not_judged"))

    def _result(self, result: TargetResult) -> str:
        figure = result.figure
        if figure is None:
            return self._phrase("target_not_asked")
        if figure.value is None:
            empty = figure.standing is Standing.NOT_APPLICABLE
            return self._phrase("target_not_applicable" if empty else "target_none")
        return self._say.get(result.target.kind, self._activity)(result, figure)

    def _reduction(self, result: TargetResult, figure: Figure) -> str:
        closing = self._printed.spoken(figure)
        until = self._report.round.window.until
        said = self._phrase("target_reduction", until=until, closing=closing)
        if result.rate is not None and result.rate.value is not None and result.complete:
            rate = show_with_unit(result.rate.indicator, result.rate.value)
            said += self._phrase("target_reduction_rate", rate=rate)
        return said + self._reduced(result, figure)

    def _reduced(self, result: TargetResult, figure: Figure) -> str:
        if result.reduced is None or result.to_reduce is None:
            return ""
        if result.reduced <= 0:
            increased = self._count(figure, -result.reduced)
            way = "target_increased" if result.reduced else "target_unchanged"
            return self._phrase(way, increased=increased)
        achieved = "" if result.achieved is None else show_percent(result.achieved)
        return self._phrase(
            "target_reduced",
            reduced=self._count(figure, result.reduced),
            to_reduce=self._count(figure, result.to_reduce),
            achieved=with_unit(achieved, "%"),
        )

    def _ratio(self, result: TargetResult, figure: Figure) -> str:
        plan, parts = self._report.plan, figure.parts.values()
        above = plan.indicator(figure.indicator.numerator)
        below = plan.indicator(figure.indicator.denominator)
        assert figure.value is not None, "asked before"
        said = self._phrase(
            "target_ratio" if figure.complete else "target_ratio_partial",
            rate=show_with_unit(figure.indicator, figure.value),
            numerator=self._count(
                replace(figure, indicator=above), sum((part.value for part in parts), 0)
            ),
            denominator=self._count(
                replace(figure, indicator=below), sum((part.denominator or 0 for part in parts), 0)
            ),
        )
        if result.reached is None:
            return said
        if result.reached:
            return said + self._phrase("target_reached")
        round_ = self._report.round
        below_words = f"target_below_{round_.kind}"
        return said + self._phrase(below_words, next_period=round_.next_period)

    def _activity(self, result: TargetResult, figure: Figure) -> str:  # noqa: ARG002 (as others)
        if not figure.value:
            return self._phrase("target_activity_none")
        label = uncapitalized(figure.indicator.label)
        return self._phrase("target_activity", label=label, done=self._printed.spoken(figure))

    def _count(self, figure: Figure, amount: Amount) -> str:
        return self._printed.spoken(replace(figure, value=amount, parts={}))

    def _phrase(self, name: str, **params: object) -> str:
        return self._printed.phrase(name, **params)
