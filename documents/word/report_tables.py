"""The tables of the consolidated report, by the names a plan's outline uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from documents.shown import Printed
from documents.word.commune_tables import CommuneTable, summary_table
from documents.word.earlier_columns import EarlierColumns
from documents.word.notes import notes
from documents.word.policy_table import PolicyTable
from documents.word.tables import NUMBER, Cell, Column, Piece, paragraph, plain_columns, table
from reporting.consolidation.shown import show_amount, show_percent, show_with_unit
from reporting.kinds.shown import plain_decimal, show_date, show_number
from reporting.text import capitalized

if TYPE_CHECKING:
    from datetime import date

    from reporting.consolidation import ConsolidatedReport, Figure, ItemTable, TargetResult

Layouts = Mapping[str, Mapping[str, Any]]  # templates/documents/tables.toml


class ReportTables:
    """Builds tables of one report; `layouts` says headings and columns."""

    def __init__(self, report: ConsolidatedReport, printed: Printed, layouts: Layouts) -> None:
        self._report = report
        self._printed = printed
        self._layouts = layouts

    def build(self, name: str, width: int) -> list[Piece]:
        """Table `name`, `width` twips wide, and those that belong to it, the last with its chart.
        KeyError for an unknown name."""
        built = self._built(name, width)
        below = (built[-1].notes, self._provisional(), self._early(name))
        said = " ".join(each for each in below if each)
        return [*built[:-1], replace(built[-1], notes=said, picture=self._picture(name))]

    def _provisional(self) -> str:
        """Whose figures wait for their leader and are counted all the same; "" for nobody's."""
        units = self._report.provisional
        if not units:
            return ""
        return self._printed.phrase("legend_provisional", units=self._printed.names(units))

    def _early(self, name: str) -> str:
        """Whose figures in this table are still for an earlier day than the cut-off, by day."""
        table = self._report.communes.get(name)
        units = {row.unit_id for row in table.units} if table else set(self._report.submitted)
        if name not in (*self._report.communes, "policies"):
            return ""
        days: dict[date, list[str]] = {}
        for unit_id, day in sorted(self._report.early.items(), key=lambda each: each[1]):
            if unit_id in units:
                days.setdefault(day, []).append(unit_id)
        return " ".join(
            self._printed.phrase(
                "legend_early_all" if units == set(named) else "legend_early",
                date=show_date(day),
                units=self._printed.names(named),
            )
            for day, named in days.items()
        )

    def _picture(self, name: str) -> str:
        """The chart under a table, "" for none: of a table per commune as the plan has it."""
        own = self._report.plan.tables.commune(name)
        if own is not None:
            return name if own.chart is not None else ""
        return str(self._layouts.get(name, {}).get("picture", ""))

    def _built(self, name: str, width: int) -> list[Piece]:
        tables, words = self._report.plan.tables, self._layouts["communes"]
        if (own := tables.commune(name)) is not None:
            return [CommuneTable(self._report, own, self._printed, words).build(width)]
        if (summary := tables.summary(name)) is not None:
            return [summary_table(self._report, summary, self._printed, width)]
        return {"targets": self._targets, "policies": self._policies}[name](width)

    def _targets(self, width: int) -> list[Piece]:
        layout, results = self._layouts["targets"], self._report.targets
        figures = [each.figure for each in results if each.figure is not None]
        earlier = EarlierColumns(self._report, self._printed, layout["earlier"], figures)
        rows = [self._target(n, result, earlier) for n, result in enumerate(results, 1)]
        body = table(earlier.among(plain_columns(layout)), rows, width)
        return [Piece("targets", Markup(""), body, notes(self._printed, rows))]

    def _target(self, number: int, result: TargetResult, earlier: EarlierColumns) -> list[Cell]:
        target = result.target
        return [
            Cell(str(number), NUMBER),
            Cell(target.label),
            Cell(target.planned_text),
            Cell(self._result(result), key=f"{target.id}:result"),
            Cell(_achieved(result), NUMBER, key=f"{target.id}:achieved"),
            *earlier.cells(result.figure, with_unit=True),
            Cell(self._judgement(result), key=f"{target.id}:judgement"),
        ]

    def _result(self, result: TargetResult) -> str:
        """What was reached: households for a reduction, the counts behind a rate."""
        layout, figure = self._layouts["targets"], result.figure
        if figure is None:
            return str(layout["not_asked"])
        if figure.value is None:
            return self._printed.cell(figure)
        shown = self._printed.figure(figure)
        if result.reduced is not None:
            shown = layout["reduction" if result.reduced >= 0 else "increase"].format(
                closing=shown,
                reduced=result.reduced,
                increased=-result.reduced,
                to_reduce=result.to_reduce,
                unit=figure.indicator.unit_of_measure,
            )
        if result.complete and result.rate is not None and result.rate.value is not None:
            rate = show_with_unit(result.rate.indicator, result.rate.value)
            shown += layout["rate"].format(rate=rate)
        if figure.indicator.aggregate == "ratio":
            shown += layout["counts"].format(**self._counts(figure))
        return shown

    def _counts(self, figure: Figure) -> dict[str, str]:
        """Numerator and denominator of a rate as they are printed."""
        plan, parts = self._report.plan, figure.parts.values()
        above = plan.indicator(figure.indicator.numerator)
        below = plan.indicator(figure.indicator.denominator)
        whole = sum((part.denominator or 0 for part in parts), 0)
        return {
            "numerator": show_amount(above, sum((part.value for part in parts), 0)),
            "denominator": show_with_unit(below, whole),
        }

    def _judgement(self, result: TargetResult) -> str:
        layout = self._layouts["targets"]
        if not result.complete:
            units = self._printed.names(result.missing)
            return str(layout["incomplete"].format(units=units))
        if result.reduced is not None and result.reduced < 0:
            return str(layout["increased"])
        if result.target.kind == "activity":
            return str(layout["done"]) if result.figure and result.figure.value else ""
        if result.reached is False and self._report.round.kind == "annual":
            return str(layout["below"])
        return str(layout["reached"]) if result.reached else ""

    def _policies(self, width: int) -> list[Piece]:
        """Every other figure of the report, then the repeats."""
        first = PolicyTable(self._report, self._printed, self._layouts["policies"]).build(width)
        return [first, *(self._items(items, width) for items in self._report.items)]

    def _items(self, items: ItemTable, width: int) -> Piece:
        name = f"{items.form_id}.{items.repeat.rpartition('/')[2]}"
        layout = self._layouts["items"]
        headings = [*items.label_headings, *items.amount_headings]
        columns = [
            Column(layout["number"], 7),
            *(Column(heading, 30) for heading in headings),
            Column(layout["reporters"], 45),
        ]
        rows = []
        for number, item in enumerate(items.items, 1):
            who = capitalized(self._printed.names(item.units))
            if item.missing:
                gap = self._printed.phrase("gap_not_yet", not_yet=self._printed.names(item.missing))
                who += "; " + gap.strip("()")
            labels = [Cell(label) for label in item.labels]
            amounts = [
                Cell(self._amount(amount), NUMBER, key=f"{name}.{number}.{at}:cell")
                for at, amount in enumerate(item.amounts, 1)
            ]
            rows.append([Cell(str(number), NUMBER), *labels, *amounts, Cell(who)])
        form = self._report.plan.forms[items.form_id]
        caption = paragraph("TenBang", form.repeats[items.repeat].label)
        return Piece(name, caption, table(columns, rows, width), notes(self._printed, rows))

    def _amount(self, amount: int | Decimal | None) -> str:
        if amount is None:
            return self._printed.phrase("cell_not_yet")
        return show_number(plain_decimal(amount) if isinstance(amount, Decimal) else amount)


def _achieved(result: TargetResult) -> str:
    """Nothing where it cannot be said, nor where the number has grown instead."""
    return "" if result.achieved is None or result.achieved < 0 else show_percent(result.achieved)
