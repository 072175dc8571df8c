"""What an ad hoc workbook has beside figures, sources and texts: the answers unit by unit as they
were given, the lists, and the figures that were held already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from documents.word.ad_hoc.answers import CHOOSING, AdHocAnswers
from reporting.kinds.shown import in_unit, show_date

if TYPE_CHECKING:
    from documents.excel.sheet import Book, Value
    from reporting.answers import Answer
    from reporting.consolidation import ConsolidatedReport
    from reporting.forms import Question
    from reporting.unit_report import Line

_WIDTH = 18  # of a question's column


class AdHocSheets:
    """`layouts` is templates/documents/workbook.toml. The report must have a request."""

    def __init__(self, report: ConsolidatedReport, layouts: Mapping[str, Any]) -> None:
        assert report.request is not None, "of an ad hoc round"
        self._report = report
        self._request = report.request
        self._answers = AdHocAnswers(report, report.request)
        self._layouts = layouts
        self._words: Mapping[str, str] = layouts["words"]
        self._names = {unit.id: unit.short_name for unit in report.plan.units}

    def write(self, book: Book) -> None:
        self._units(book)
        self._lists(book)
        self._held(book)

    def _units(self, book: Book) -> None:
        """One row a unit, one column a question."""
        questions = [*self._answers.columns, *self._answers.chosen]
        headings = [_heading(question) for question in questions]
        layout = _with_columns(self._layouts["ad_hoc_answers"], headings)
        sheet = book.sheet(layout)
        for unit in self._answers.units:
            sent = self._report.submitted.get(unit.id)
            if sent is None:
                blanks: list[Value] = [None] * len(questions)
                sheet.add([unit.short_name, self._words["unreported"], *blanks])
                continue
            answers = sent.by_name()
            state = self._words["late"] if sent.late else self._words["sent"]
            said = [self._value(question, answers.get(question.name)) for question in questions]
            sheet.add([unit.short_name, state, *said, *self._trace(unit.id)])
        sheet.finish()

    def _value(self, question: Question, answer: Answer | None) -> Value:
        if answer is None:
            return None
        if not answer.is_figure:
            return self._words[answer.standing.value]
        value = answer.value
        if question.kind in CHOOSING:
            labels = self._answers.choices(question)
            chosen = value if isinstance(value, tuple) else (value,)
            return "; ".join(labels.get(str(name), str(name)) for name in chosen)
        if isinstance(value, date):
            return show_date(value)
        if question.kind == "money" and isinstance(value, int):
            value = in_unit(value, question.unit_of_measure)
        return _plain(value)

    def _lists(self, book: Book) -> None:
        for number, repeat in enumerate(self._answers.form.repeats.values(), 1):
            rows = list(self._rows(repeat.label))
            found = (
                self._answers.rows(unit_id, repeat.label) for unit_id in self._report.submitted
            )
            headings = next((each.headings for each in found if each), ())
            layout = _with_columns(self._layouts["ad_hoc_list"], headings)
            layout["sheet"] = layout["sheet"].format(number=number)
            sheet = book.sheet(layout)
            for row in rows:
                sheet.add(row)
            sheet.finish()

    def _rows(self, label: str) -> Iterator[list[Value]]:
        for unit_id in self._report.submitted:
            listed = self._answers.rows(unit_id, label)
            for row in listed.rows if listed else ():
                said = [self._entry(line) for line in row]
                yield [label, self._names[unit_id], *said, *self._trace(unit_id)]

    def _entry(self, line: Line) -> Value:
        if not line.shown:
            return self._words[_said(line.standing)]
        if line.kind in ("integer", "decimal", "money"):  # as we write numbers: 1.250,5
            return _plain(Decimal(line.shown.replace(".", "").replace(",", ".")))
        return line.shown

    def _held(self, book: Book) -> None:
        if not self._request.held:
            return
        sheet = book.sheet(self._layouts["ad_hoc_held"])
        for each in self._request.held:
            for unit_id, shown in each.parts.items():
                exact = each.amounts.get(unit_id)
                sheet.add(
                    [
                        each.wording,
                        self._names[unit_id],
                        shown if exact is None else _plain(Decimal(exact)),
                        each.unit_of_measure,
                        each.period,
                        each.versions.get(unit_id),
                    ]
                )
        sheet.finish()

    def _trace(self, unit_id: str) -> list[Value]:
        sent = self._report.submitted[unit_id]
        at = sent.at.astimezone(self._report.plan.timezone)
        return [sent.version or None, sent.by, at]


def _with_columns(layout: Mapping[str, Any], headings: Sequence[str]) -> dict[str, Any]:
    """The layout with the columns of the questions in the place of its "…"."""
    at = layout["headings"].index("…")
    before, after = layout["headings"][:at], layout["headings"][at + 1 :]
    widths = [*layout["widths"][:at], *[_WIDTH] * len(headings), *layout["widths"][at:]]
    return {**layout, "headings": [*before, *headings, *after], "widths": widths}


def _heading(question: Question) -> str:
    label = question.attributes.get("printed") or question.label
    return f"{label} ({question.unit_of_measure})" if question.unit_of_measure else label


def _said(standing: Any) -> str:
    return "not_yet" if standing is None else str(standing.value)


def _plain(value: Any) -> Value:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, int) else str(value)
