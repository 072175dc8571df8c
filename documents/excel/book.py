"""The consolidated report as a workbook: figures, what each unit gave and where it comes from."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.excel.ad_hoc import AdHocSheets
from documents.excel.sheet import FIRST_ROW, Book, Formula, Share, Value
from documents.shown import Printed
from reporting.answers import Standing
from reporting.kinds.shown import in_unit

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport, Figure, Narrative, Part, TargetResult
    from reporting.consolidation.report import Amount
    from reporting.plan import Indicator

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
_SUMMED = ("sum", "computed")


class ExcelDocuments:
    """`templates` holds `workbook.toml` and `phrases.toml`."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._layouts = tomllib.loads((templates / "workbook.toml").read_text("utf-8"))
        self._phrases = tomllib.loads((templates / "phrases.toml").read_text("utf-8"))

    def consolidated(self, report: ConsolidatedReport) -> bytes:
        """The .xlsx; the same report gives the same bytes."""
        return _Workbook(report, Printed(report.plan, self._phrases), self._layouts).write()

    def submissions(self, report: ConsolidatedReport) -> bytes:
        """Who has reported, for the office alone: no part of the report (Annex V)."""
        layout, plan = self._layouts["submissions"], report.plan
        written = io.BytesIO()
        title = layout["title"].format(period=report.round.period)
        book = Book(written, title, plan.office.name, report.at)
        sheet = book.sheet(layout)
        owing = [u for u in plan.units if u.id in report.submitted or u.id in report.unsubmitted]
        for number, unit in enumerate(owing, 1):
            sent = report.submitted.get(unit.id)
            if sent is None:
                sheet.add([number, unit.name, layout["unsent"]])
                continue
            at = sent.at.astimezone(plan.timezone)
            state = "provisional" if sent.provisional else "returned" if sent.returned else "sent"
            sheet.add([number, unit.name, layout[state], sent.version, sent.by, at])
        sheet.finish()
        book.close()
        return written.getvalue()


class _Workbook:
    def __init__(
        self, report: ConsolidatedReport, printed: Printed, layouts: Mapping[str, Any]
    ) -> None:
        self._report = report
        self._printed = printed
        self._layouts = layouts
        self._words: Mapping[str, str] = layouts["words"]
        self._names = {unit.id: unit.short_name for unit in report.plan.units}

    def write(self) -> bytes:
        report = self._report
        written = io.BytesIO()
        title = f"{report.plan.programme}, {report.round.period}"
        book = Book(written, title, report.plan.office.name, report.at)
        self._figures(book)
        self._sources(book)
        self._texts(book)
        if report.request is None:
            self._targets(book)
            self._contradictions(book)
        else:
            AdHocSheets(report, self._layouts).write(book)
        book.close()
        return written.getvalue()

    def _figures(self, book: Book) -> None:
        layout = self._layouts["figures"]
        sheet = book.sheet(layout)
        last = FIRST_ROW - 1 + sum(1 for _ in self._parts())
        for figure in self._report.figures.values():
            indicator = figure.indicator
            sheet.add(
                [
                    indicator.id,
                    indicator.label,
                    indicator.section,
                    indicator.unit_of_measure,
                    self._amount(indicator, figure.value),
                    self._sum(figure, sheet.row + 1, last),
                    self._standing(figure),
                    len(figure.parts),
                    self._printed.names(figure.missing),
                ]
            )
        sheet.finish()

    def _sum(self, figure: Figure, row: int, last: int) -> Value:
        """Added up from the sheet of sources, for whoever wants to see it done."""
        value = self._amount(figure.indicator, figure.value)
        if figure.indicator.aggregate not in _SUMMED or not isinstance(value, int | float):
            return None
        name = self._layouts["sources"]["sheet"]
        ids, amounts = (f"'{name}'!${c}${FIRST_ROW}:${c}${last}" for c in "AD")
        return Formula(f"=SUMIFS({amounts},{ids},A{row})", value)

    def _sources(self, book: Book) -> None:
        sheet = book.sheet(self._layouts["sources"])
        for figure, unit_id, part in self._parts():
            sheet.add(self._source(figure, unit_id, part))
        sheet.finish()

    def _parts(self) -> Iterable[tuple[Figure, str, Part | None]]:
        for figure in self._report.figures.values():
            units = dict.fromkeys([*figure.parts, *figure.standings, *figure.missing])
            for unit_id in units:
                yield figure, unit_id, figure.parts.get(unit_id)

    def _source(self, figure: Figure, unit_id: str, part: Part | None) -> list[Value]:
        indicator, zone = figure.indicator, self._report.plan.timezone
        head: list[Value] = [indicator.id, indicator.label, self._names[unit_id]]
        standing = self._words[_named(figure.standings.get(unit_id))]
        if part is None:
            return [*head, None, None, indicator.unit_of_measure, None, None, standing]
        given = not part.version
        counted = indicator.aggregate == "ratio"
        return [
            *head,
            self._plain(part.value) if counted else self._amount(indicator, part.value),
            self._plain(part.denominator) if part.denominator is not None else None,
            None if counted else indicator.unit_of_measure,
            self._words["estimated"] if part.estimated else None,
            part.given_on,
            self._words["given"] if given else standing,
            part.question or indicator.question,
            part.version or None,
            part.by,
            part.at.astimezone(zone) if part.at is not None else None,
        ]

    def _texts(self, book: Book) -> None:
        sheet = book.sheet(self._layouts["texts"])
        for narratives in self._report.narratives.values():
            for each in narratives:
                sheet.add(self._text(each), continued=self._words["continued"])
        sheet.finish()

    def _text(self, each: Narrative) -> list[Value]:
        at = each.at.astimezone(self._report.plan.timezone)
        said = None if each.text else self._words[_named(each.standing)]
        name = self._names[each.unit_id]
        return [each.section, name, each.text, said, each.question, each.version, each.by, at]

    def _targets(self, book: Book) -> None:
        sheet = book.sheet(self._layouts["targets"])
        for result in self._report.targets:
            sheet.add(self._target(result))
        sheet.finish()

    def _target(self, result: TargetResult) -> list[Value]:
        figure = result.figure
        achieved: Value = None
        if result.achieved is not None:
            achieved = Share(float(result.achieved))
        return [
            result.target.id,
            result.target.label,
            result.target.planned_text,
            self._amount(figure.indicator, figure.value) if figure is not None else None,
            figure.indicator.unit_of_measure if figure is not None else None,
            result.reduced,
            result.to_reduce,
            achieved,
            self._printed.names(result.missing),
        ]

    def _contradictions(self, book: Book) -> None:
        if not self._report.contradictions:
            return
        sheet = book.sheet(self._layouts["contradictions"])
        for each in self._report.contradictions:
            indicator = each.figure.indicator
            sheet.add(
                [
                    indicator.label,
                    self._printed.names(each.figure.parts),
                    self._amount(indicator, each.figure.value),
                    self._printed.names(each.parts),
                    self._amount(indicator, each.value),
                    indicator.unit_of_measure,
                ]
            )
        sheet.finish()

    def _amount(self, indicator: Indicator, value: Amount | None) -> Value:
        if value is None:
            return None
        if isinstance(value, Fraction):
            return Share(float(value))
        if indicator.kind == "money":
            return self._plain(in_unit(int(value), indicator.unit_of_measure))
        return self._plain(value)

    def _plain(self, value: int | Decimal) -> Value:
        if isinstance(value, int):
            return value
        return int(value) if value == value.to_integral_value() else float(value)

    def _standing(self, figure: Figure) -> str:
        if figure.value is not None and not figure.complete:
            return self._words["partial"]
        said = self._words[_named(figure.standing)]
        return f"{said} ({self._words['estimated']})" if figure.estimated else said


def _named(standing: Standing | None) -> str:
    return "unreported" if standing is None else standing.value
