"""What a control holds, in the words of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.adhoc import FORM_ID

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport

_PHRASES = {
    "carried": "control_carried",
    "note": "control_note",
    "missing": "control_note",
    "notes": "control_notes",
}


class ControlLabels:
    """`label("HN_N1:so")` is the label of the indicator."""

    def __init__(self, report: ConsolidatedReport, printed: Printed) -> None:
        self._plan = report.plan
        self._printed = printed
        self._indicators = {each.id: each.label for each in report.plan.indicators}
        if FORM_ID in report.plan.forms:
            questions = report.plan.forms[FORM_ID].questions
            self._indicators |= {each.name: each.label for each in questions if not each.repeat}
        self._targets = {each.id: each.label for each in report.plan.targets}
        self._units = {each.id: each.short_name for each in report.plan.units}

    def label(self, key: str) -> str:
        name, _, way = key.rpartition(":")
        bare, _, of = name.partition("@")
        if way == "table":
            return self._printed.phrase("control_table")
        if way in _PHRASES:
            return self._printed.phrase(_PHRASES[way])
        known = self._indicators.get(bare) or self._targets.get(bare)
        unit = self._units.get(of, of)
        if known:
            return f"{known}, {unit}" if unit else known
        return self._printed.phrase("control_text", unit=unit) if unit else name
