"""The sentences of the plan's `report.toml`, filled with the report's figures.

A sentence may use `plan`, `round` (`round.window.until` is the last day of the figures) and the
words of `documents.vocabulary`. What is missing from a figure is said once in the paragraph that
prints it: by `thieu`, or by itself before the closing full stop."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from documents.controls.marks import unmarked
from documents.vocabulary import Voice
from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport
    from reporting.plan import Plan, Round, Window

_SPACES = re.compile(r"[ \t\n]+")
_BEFORE_MARK = re.compile(r" +([.,;:)])")


class Sentences:
    """Renders paragraphs of one report. `templates` keeps what was compiled before, by source."""

    def __init__(
        self,
        environment: Environment,
        templates: dict[str, Template],
        report: ConsolidatedReport,
        printed: Printed,
    ) -> None:
        self._environment = environment
        self._templates = templates
        self._report = report
        self._printed = printed
        rounds = _Names(printed, report.at.date())
        self._frame = {"plan": plan_names(report.plan), "round": rounds.of(report.round)}

    def paragraph(self, source: str) -> str:
        """One paragraph as plain text, "" where nothing is to be printed. Raises
        `jinja2.TemplateError` for a sentence that is not one, and KeyError for an indicator the
        plan does not have."""
        return unmarked(self.marked(source, ""))

    def marked(self, source: str, place: str) -> str:
        """The same with what comes from the data marked; `place` names the paragraph."""
        if source not in self._templates:
            self._templates[source] = self._environment.from_string(source)
        voice = Voice(self._report, self._printed)
        text = self._templates[source].render(self._frame, **voice.vocabulary())
        plain = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text).strip())
        return voice.with_gaps(plain, place) if plain else ""


def plan_names(plan: Plan) -> dict[str, object]:
    """What sentences may say of the plan: plain texts, no objects."""
    names = ("id", "title", "place", "locality", "programme", "programme_short", "year")
    return {
        **{name: getattr(plan, name) for name in names},
        "poverty_standard": plan.poverty_standard,
        "office": {"name": plan.office.name, "short_name": plan.office.short_name},
    }


class _Names:
    """What sentences may say of a round on the day the report is written."""

    def __init__(self, printed: Printed, today: date) -> None:
        self._printed = printed
        self._today = today

    def of(self, round_: Round) -> dict[str, object]:
        return {
            "id": round_.id,
            "kind": round_.kind,
            "title": round_.title,
            "period": round_.period,
            "next_period": round_.next_period,
            "cut_off": show_date(round_.cut_off),
            "window": self._window(round_.window),
            "windows": {name: self._window(each) for name, each in round_.windows.items()},
        }

    def _window(self, window: Window) -> dict[str, object]:
        label = window.label
        if window.estimated and self._today < window.to:
            label = self._printed.phrase("estimated_window", label=label)
        return {
            "since": show_date(window.from_),
            "until": show_date(window.to),
            "label": label,
            "note": window.note,
        }
