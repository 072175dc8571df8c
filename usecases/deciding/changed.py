"""What has changed since a final, in words: for the chat, and whole for the correction notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.consolidation import read_amount, show_with_unit

if TYPE_CHECKING:
    from reporting.consolidation import Changed, ConsolidatedReport
    from reporting.plan import Indicator


@dataclass(frozen=True, slots=True)
class Told:
    """`sort` "figure" or "text"; `old` or `new` is "" where there was or is none. `unit` is the
    name of whoever said it, "" for what is added up."""

    sort: str
    unit: str
    label: str
    old: str
    new: str

    @property
    def whole_label(self) -> str:
        return f"{self.unit}, {self.label}" if self.unit else self.label


def told(report: ConsolidatedReport, each: Changed) -> Told:
    if each.sort == "figure":
        return _amounts("", report.plan.indicator(each.name), each)
    unit_id, _, name = each.name.partition(":")
    unit = report.plan.unit(unit_id)
    who = unit.label
    if each.sort == "part":
        return _amounts(who, report.plan.indicator(name), each)
    form = report.plan.form_for(unit)
    if each.sort == "list":
        labels = {node.rpartition("/")[2]: repeat.label for node, repeat in form.repeats.items()}
        return Told("text", who, labels.get(name, name), each.old or "", each.new or "")
    label = form.by_name(name).label
    return Told("text", who, label, each.old or "", each.new or "")


def _amounts(unit: str, indicator: Indicator, each: Changed) -> Told:
    old, new = (
        "" if amount is None else show_with_unit(indicator, amount)
        for amount in (read_amount(each.old), read_amount(each.new))
    )
    return Told("figure", unit, indicator.label, old, new)
