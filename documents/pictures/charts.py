"""The charts of a consolidated report. What is missing is said, not drawn as nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from documents.pictures.drawing import SCREEN, draw
from documents.shown import Printed
from reporting.consolidation.shown import show_percent
from reporting.kinds.shown import show_date, with_unit
from reporting.text import fold

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport, Figure, TargetResult
    from reporting.plan.tables import BeforeAfter

_FILES = {"targets": "chi-tieu", "submissions": "tien-do"}
_WORD = re.compile(r"[a-z0-9]+")
_MOST_SHARE = 1.15  # a bar goes no further
_MOST_ROWS = 40  # of a picture that can still be read, and drawn in little memory
_MOST_UNITS = 90
_FEWEST_DAYS, _MOST_DAYS = 5, 14


class Charts:
    """Draws one report with the phrases of `templates/documents/phrases.toml`."""

    def __init__(
        self, report: ConsolidatedReport, phrases: Mapping[str, str], zoom: float = SCREEN
    ) -> None:
        self._report = report
        self._zoom = zoom
        self._printed = Printed(report.plan, phrases)

    def titles(self) -> dict[str, str]:
        """The charts this report has: name → title. "targets" where a target can be measured, the
        tables of the plan that have one, and "submissions"."""
        tables = self._report.plan.tables.communes
        titles = {"targets": self._phrase("chart_targets")} if self._measured() else {}
        titles |= {each.id: self._title(each.chart) for each in tables if each.chart is not None}
        return titles | {"submissions": self._submissions_title()}

    def file(self, name: str) -> str:
        """What the picture's file is called: "bieu-do-chi-tieu"."""
        layout = self._report.plan.tables.commune(name)
        of = layout.chart.title if layout is not None and layout.chart is not None else ""
        return "-".join(["bieu-do", *(_WORD.findall(fold(of)) or [_FILES[name]])])

    def draw(self, name: str) -> bytes:
        """The PNG of one of `titles`. KeyError for another name."""
        layout = self._report.plan.tables.commune(name)
        if layout is not None and layout.chart is not None:
            return self._communes(name, layout.chart)
        return {"targets": self.targets, "submissions": self.submissions}[name]()

    def _title(self, chart: BeforeAfter) -> str:
        return self._phrase("chart_communes", title=chart.title)

    def _submissions_title(self) -> str:
        reported, missing = len(self._report.submitted), len(self._report.unsubmitted)
        return self._phrase("chart_submissions", reported=reported, owed=reported + missing)

    def _measured(self) -> list[TargetResult]:
        asked = [each for each in self._report.targets if each.figure is not None]
        return [each for each in asked if each.target.kind != "activity"]

    def targets(self) -> bytes:
        """How much of each promise that can be counted has been kept."""
        measured = [self._target(each) for each in self._measured()]
        return draw(
            "targets",
            zoom=self._zoom,
            title=self._phrase("chart_targets"),
            note=self._phrase("chart_note"),
            targets=measured,
        )

    def _target(self, result: TargetResult) -> dict[str, object]:
        achieved = result.achieved
        if achieved is None:
            name = "chart_incomplete" if result.missing else "chart_nothing"
            said = self._phrase(name)
            return {"label": result.target.label, "share": 0, "text": said, "state": "unknown"}
        if achieved < 0:
            said = self._phrase("chart_worse")
            return {"label": result.target.label, "share": 0, "text": said, "state": "worse"}
        return {
            "label": result.target.label,
            "share": min(float(achieved), _MOST_SHARE),
            "text": with_unit(show_percent(achieved), "%"),
            "state": "reached" if result.reached else "open",
        }

    def _communes(self, name: str, chart: BeforeAfter) -> bytes:
        """One figure of each commune at the start, and one now."""
        rows = [
            self._commune(row.unit_id, row.figures[chart.before], row.figures[chart.after])
            for row in self._report.communes[name].units
        ]
        rows = _changed_most(rows)
        most = max((max(row["before"], row["after"]) for row in rows), default=0)
        return draw(
            "communes",
            zoom=self._zoom,
            title=self._title(chart),
            before_label=self._phrase("chart_before"),
            after_label=self._phrase("chart_after"),
            missing_label=self._phrase("chart_missing"),
            rows=rows,
            most=most,
        )

    def _commune(self, unit_id: str, before: Figure, after: Figure) -> dict[str, Any]:
        return {
            "name": self._report.plan.unit(unit_id).label,
            "before": float(before.value or 0),
            "after": float(after.value or 0),
            "before_text": self._printed.cell(before),
            "after_text": self._printed.cell(after),
            "missing": after.value is None,
        }

    def submissions(self) -> bytes:
        """How many had reported by the end of each of the last days, and who has."""
        report, plan = self._report, self._report.plan
        owed = len(report.submitted) + len(report.unsubmitted)
        units = [
            {"name": unit.label, "sent": unit.id in report.submitted}
            for unit in plan.units
            if unit.id in report.submitted or unit.id in report.unsubmitted
        ]
        if len(units) > _MOST_UNITS:  # a province: whom to ask is what counts
            units = [each for each in units if not each["sent"]][:_MOST_UNITS]
        return draw(
            "submissions",
            zoom=self._zoom,
            title=self._submissions_title(),
            reported=len(report.submitted),
            owed=owed,
            days=self._days(owed),
            units=units,
        )

    def _days(self, owed: int) -> list[dict[str, object]]:
        zone = self._report.plan.timezone
        sent = [each.at.astimezone(zone).date() for each in self._report.submitted.values()]
        last = self._report.at.date()
        since = (last - min(sent, default=last)).days + 2
        shown = min(max(since, _FEWEST_DAYS), _MOST_DAYS)
        days = [last - timedelta(days=before) for before in reversed(range(shown))]
        by_day = Counter(sent)
        counted = sum(count for day, count in by_day.items() if day < days[0])
        rows: list[dict[str, object]] = []
        for day in days:
            counted += by_day[day]
            share = counted / owed if owed else 0
            label = show_date(day).rpartition("/")[0]
            rows.append({"label": label, "count": counted, "share": share})
        return rows

    def _phrase(self, name: str, **params: object) -> str:
        return self._printed.phrase(name, period=self._report.round.period, **params)


def _changed_most(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All of a town's, in their order; of more, those with the largest change."""
    if len(rows) <= _MOST_ROWS:
        return rows
    known = [row for row in rows if not row["missing"]]
    ranked = sorted(known, key=lambda row: abs(row["after"] - row["before"]), reverse=True)
    kept = {id(row) for row in ranked[:_MOST_ROWS]}
    return [row for row in rows if id(row) in kept]
