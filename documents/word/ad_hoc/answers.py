"""What the units have answered to an ad hoc request, question by question, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from reporting.adhoc import FORM_ID, choice_labels, names_of
from reporting.answers import Standing
from reporting.forms import Instance, Surroundings
from reporting.unit_report import Line, Prose, Rows, unit_report

if TYPE_CHECKING:
    from reporting.adhoc import Request
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.forms import Form, Question
    from reporting.plan import Unit

NUMERIC = frozenset({"integer", "decimal", "money", "percent", "range", "date"})
CHOOSING = frozenset({"select_one", "select_multiple"})
_BESIDE = frozenset({"text", *CHOOSING})  # printed elsewhere than in the table of units


class Saying(Protocol):
    """Puts `params` into the phrase of that name."""

    def __call__(self, name: str, **params: object) -> str: ...


class AdHocAnswers:
    """`units` are those that were asked, in the plan's order."""

    def __init__(self, report: ConsolidatedReport, request: Request) -> None:
        self.report = report
        self.request = request
        self.form: Form = report.plan.forms[FORM_ID]
        owed = {*report.submitted, *report.unsubmitted}
        self.units: list[Unit] = [unit for unit in report.plan.units if unit.id in owed]

    @cached_property
    def said(self) -> Mapping[str, Mapping[str, Line | Prose]]:
        """Unit → question → what the unit's own report would print."""
        return {
            unit_id: {each.question: each for each in pieces if isinstance(each, Line | Prose)}
            for unit_id, pieces in self._pieces.items()
        }

    def rows(self, unit_id: str, label: str) -> Rows | None:
        """A unit's rows of the list that is called so; None where it has said nothing of it."""
        pieces = self._pieces.get(unit_id, ())
        return next(
            (each for each in pieces if isinstance(each, Rows) and each.label == label), None
        )

    @cached_property
    def columns(self) -> list[Question]:
        return [q for q in self._printed if q.kind not in _BESIDE]

    @cached_property
    def chosen(self) -> list[Question]:
        return [q for q in self._printed if q.kind in CHOOSING]

    @cached_property
    def written(self) -> list[Question]:
        return [q for q in self._printed if q.kind == "text" and q.section]

    @cached_property
    def _printed(self) -> list[Question]:
        """What was asked for, as the office put it in order; then what came with it, where any unit
        had something to say."""
        asked = [q for q in self.form.questions if q.asked and not q.repeat]
        order = {name: at for at, name in enumerate(names_of(self.request.questions))}
        wanted = sorted((q for q in asked if q.name in order), key=lambda q: order[q.name])
        said = {name for answers in self.said.values() for name in answers}
        return [*wanted, *(q for q in asked if q.name not in order and q.name in said)]

    def figures(self, question: Question) -> list[Figure]:
        figures = self.report.figures.values()
        return [each for each in figures if each.indicator.question == question.name]

    def choices(self, question: Question) -> dict[str, str]:
        return choice_labels(self.form, question, self.report.at)

    def is_left_out(self, unit_id: str, question: Question) -> bool:
        """Whether the office does not want it printed."""
        return any(
            (each.unit_id, each.question) == (unit_id, question.name)
            for each in self.report.left_out
        )

    @cached_property
    def _pieces(self) -> dict[str, list[object]]:
        return {unit_id: list(self._read(unit_id)) for unit_id in self.report.submitted}

    def _read(self, unit_id: str) -> Iterable[object]:
        report, sent = self.report, self.report.submitted[unit_id]
        unit = report.plan.unit(unit_id)
        instance = Instance.of(self.form, sent.answers, Surroundings(sent.at, "ad_hoc"))
        made = unit_report(
            report.plan, unit, report.round, instance, at=report.at, version=max(sent.version, 1)
        )
        return (piece for section in made.sections for piece in section.pieces)


def label_of(question: Question) -> str:
    """As a report names it, without the stop of a sentence."""
    return (question.attributes.get("printed") or question.label).rstrip(" .:?")


def mark_of(standing: Standing | None) -> str:
    if standing is Standing.NOT_APPLICABLE:
        return "not_applicable"
    return "not_yet"
