"""The sentences of the plan's `report.toml`, filled with the report's figures.

A sentence may use `plan`, `round` (`round.window.until` is the last day of the figures) and
  f[id]      a figure: `.shown` the bare number, `.value`, `.complete`, `.gap`
  so(id)     number with unit of measure: "15 hộ", "ước 15 hộ"
  tien(id)   money in the size one says it in: "1,25 tỷ đồng"
  tyle(id)   per cent: "0,10%"
  co(id)     whether there is a value
  thieu(id)  who is missing, in parentheses after a space, or nothing
What is missing from a figure is said once in the paragraph that prints it: by `thieu`, or by itself
before the closing full stop. A figure that the round does not ask has no value and no gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.consolidation.report import Amount
    from reporting.plan import Plan, Round, Window

_SPACES = re.compile(r"[ \t\n]+")
_BEFORE_MARK = re.compile(r" +([.,;:)])")
_END = re.compile(r"[.;:]*$")


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
        self._frame = {"plan": plan_names(report.plan), "round": round_names(report.round)}

    def paragraph(self, source: str) -> str:
        """One paragraph, "" where nothing is to be printed. Raises `jinja2.TemplateError` for a
        sentence that is not one, and KeyError for an indicator the plan does not have."""
        if source not in self._templates:
            self._templates[source] = self._environment.from_string(source)
        voice = _Voice(self._report, self._printed)
        text = self._templates[source].render(self._frame, **voice.vocabulary())
        plain = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text).strip())
        return voice.with_gaps(plain) if plain else ""


class SpokenFigure:
    """What a sentence sees of a figure. To print it is to owe its gap."""

    def __init__(
        self, figure: Figure | None, printed: Printed, use: Callable[[Figure], None]
    ) -> None:
        self._figure = figure
        self._printed = printed
        self._use = use

    @property
    def value(self) -> Amount | None:
        return self._figure.value if self._figure else None

    @property
    def complete(self) -> bool:
        """Whether everybody who owes it gave it; a figure without a value is not complete."""
        return self._figure is not None and self._figure.complete and self.value is not None

    @property
    def gap(self) -> str:
        return self._printed.gap(self._figure) if self._figure else ""

    @property
    def shown(self) -> str:
        if self._figure is None:
            return self._printed.phrase("not_asked")
        self._use(self._figure)
        return self._printed.number(self._figure)

    def __str__(self) -> str:
        return self.shown


class _Voice:
    """The vocabulary of one paragraph, and which figures it has printed."""

    def __init__(self, report: ConsolidatedReport, printed: Printed) -> None:
        self._report = report
        self._printed = printed
        self._used: dict[str, Figure] = {}
        self._told: set[str] = set()  # gaps as they stand in the text

    def vocabulary(self) -> dict[str, object]:
        return {
            "f": _Figures(self.figure),
            "so": self.say,
            "tyle": self.say,
            "tien": lambda name: self.say(name, shortly=True),
            "co": lambda name: self.figure(name).value is not None,
            "thieu": self.tell_gap,
        }

    def figure(self, name: str) -> SpokenFigure:
        return SpokenFigure(self._find(name), self._printed, self._use)

    def say(self, name: str, *, shortly: bool = False) -> str:
        figure = self._find(name)
        if figure is None:
            return self._printed.phrase("not_asked")
        self._use(figure)
        return self._printed.figure(figure, shortly=shortly)

    def tell_gap(self, name: str) -> str:
        figure = self._find(name)
        gap = self._printed.gap(figure) if figure else ""
        self._told.add(gap)
        return f" {gap}" if gap else ""

    def with_gaps(self, text: str) -> str:
        """`text` with the gaps nobody has told, before its last mark."""
        gaps: dict[str, list[str]] = {}
        for figure in self._used.values():
            gap = self._printed.gap(figure)
            if gap and gap not in self._told:
                gaps.setdefault(gap, []).append(figure.indicator.label)
        if not gaps:
            return text
        note = next(iter(gaps)) if len(gaps) == 1 else self._labelled(gaps)
        return _END.sub(lambda mark: f" {note}{mark.group()}", text, count=1)

    def _labelled(self, gaps: Mapping[str, list[str]]) -> str:
        phrase = self._printed.phrase
        notes = [
            phrase("gap_note", label=", ".join(labels), gap=gap.strip("()"))
            for gap, labels in gaps.items()
        ]
        return phrase("gap_labelled", notes="; ".join(notes))

    def _use(self, figure: Figure) -> None:
        self._used[figure.indicator.id] = figure

    def _find(self, name: str) -> Figure | None:
        """None for an indicator this round does not ask."""
        return self._report.figures.get(self._report.plan.indicator(name).id)


class _Figures:
    """`f["HN_N1"]`."""

    def __init__(self, find: Callable[[str], SpokenFigure]) -> None:
        self._find = find

    def __getitem__(self, name: str) -> SpokenFigure:
        return self._find(name)


def plan_names(plan: Plan) -> dict[str, object]:
    """What sentences may say of the plan: plain texts, no objects."""
    names = ("id", "title", "place", "locality", "programme", "programme_short", "year")
    return {
        **{name: getattr(plan, name) for name in names},
        "poverty_standard": plan.poverty_standard,
        "office": {"name": plan.office.name, "short_name": plan.office.short_name},
    }


def round_names(round_: Round) -> dict[str, object]:
    return {
        "id": round_.id,
        "kind": round_.kind,
        "title": round_.title,
        "period": round_.period,
        "next_period": round_.next_period,
        "cut_off": show_date(round_.cut_off),
        "window": _window_names(round_.window),
        "windows": {name: _window_names(window) for name, window in round_.windows.items()},
    }


def _window_names(window: Window) -> dict[str, object]:
    return {
        "since": show_date(window.from_),
        "until": show_date(window.to),
        "label": window.label,
        "note": window.note,
    }
