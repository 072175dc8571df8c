"""Forms of other authorities: recognised, tried out and filled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from documents.package import UnfitFile, open_package
from documents.shown import Printed
from documents.templating.check import Flaw
from documents.templating.killable import SECONDS, Failed, render_apart
from reporting.consolidation import restrict
from reporting.kinds.shown import in_unit

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport, Figure
    from reporting.consolidation.report import Amount

_DEFINED = re.compile(rb'<definedName[^>]* name="([A-Za-z]\w*)')
_PREFIX = re.compile(r"^[A-Z]+_(?=\w)")
Told = int | float | str | dict[str, float]


def is_form(xlsx: bytes, indicators: Iterable[str]) -> bool:
    """Whether cells or names of a workbook are mapped to indicators. False for what is no .xlsx."""
    try:
        members = open_package(xlsx, "xl/workbook.xml")
    except UnfitFile:
        return False
    texts = (m for n, m in members.items() if n.startswith("xl/") and n.endswith(".xml"))
    names = {name.decode() for name in _DEFINED.findall(members["xl/workbook.xml"])}
    return any(b"{{" in text for text in texts) or bool(names & set(indicators))


class Forms:
    """`phrases` are those of `templates/documents/phrases.toml`."""

    def __init__(self, phrases: dict[str, str], seconds: float = SECONDS) -> None:
        self._phrases = phrases
        self._seconds = seconds

    def fill(self, form: bytes, report: ConsolidatedReport) -> bytes:
        """Raises Failed; its code "form_cells" has the cells as JSON in its text."""
        return render_apart("excel", form, self._context(report), seconds=self._seconds)

    def flaws(self, form: bytes, report: ConsolidatedReport) -> tuple[list[Flaw], bytes]:
        """What keeps the form from being used, and the filled sample (b"" with flaws)."""
        try:
            return [], self.fill(form, report)
        except Failed as error:
            if error.code != "form_cells":
                return [Flaw(error.code, error.text)], b""
            return [Flaw("cell", said, place) for place, said in json.loads(error.text)], b""

    def _context(self, report: ConsolidatedReport) -> dict[str, object]:
        printed = Printed(report.plan, self._phrases)
        figures = {name: _told(each, printed) for name, each in report.figures.items()}
        words = {
            "period": report.round.period,
            "year": report.plan.year,
            "place": report.plan.place,
            "office": report.plan.office.name,
        }
        return {"figures": {**_short_names(figures), **figures}, "words": words}


def _told(figure: Figure, printed: Printed) -> dict[str, object]:
    units = dict.fromkeys([*figure.parts, *figure.standings, *figure.missing])
    alone = {unit: restrict(figure, {unit}) for unit in units}
    return {
        "total": _amount(figure, printed),
        "units": {unit: _amount(each, printed) for unit, each in alone.items()},
    }


def _amount(figure: Figure, printed: Printed) -> Told:
    """The number, or the mark of what stands in its place."""
    value: Amount | None = figure.value
    if value is None:
        return printed.cell(figure)
    if isinstance(value, Fraction):
        return {"share": float(value)}
    if figure.indicator.kind == "money":
        value = in_unit(int(value), figure.indicator.unit_of_measure)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _short_names(figures: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """`N1` for `HN_N1`, where only one indicator can be meant."""
    short: dict[str, list[str]] = {}
    for name in figures:
        short.setdefault(_PREFIX.sub("", name), []).append(name)
    return {bare: figures[names[0]] for bare, names in short.items() if len(names) == 1}
