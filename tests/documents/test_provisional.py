"""Figures that still wait for a leader are called so where they are printed."""

from __future__ import annotations

from dataclasses import replace

from reporting.consolidation import consolidate
from tests.documents import filling, opened


def test_provisional_figures_are_called_so_under_the_tables() -> None:
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    sent["xa-phuoc-tin"] = replace(sent["xa-phuoc-tin"], provisional=True)
    report = consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)
    said = "Số liệu của xã Phước Tín là số liệu tạm thời, chờ lãnh đạo đơn vị duyệt."
    assert said in opened.text(opened.consolidated(report))
    assert said not in opened.text(opened.full())
