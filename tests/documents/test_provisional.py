"""Figures that still wait for a leader are called so where they are printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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


def test_figures_given_before_the_cut_off_have_their_day_under_the_tables_they_are_in() -> None:
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    for unit, day in (("xa-phuoc-tin", 9), ("thi-doan", 9), ("kinh-te", 10)):
        [ref] = [r for r in sent[unit].answers if r.endswith(("/HN_K1", "/K1", "/DT01", "/KT01"))][
            :1
        ]
        sent[unit] = replace(sent[unit], given_on={ref: date(2021, 6, day)})
    text = opened.text(
        opened.consolidated(consolidate(plan, plan.round("2021-6T"), sent, filling.NOW))
    )
    said = "Số liệu đến ngày {}/6/2021, đơn vị chưa xác nhận lại đến ngày chốt: {}."
    assert text.count(said.format("09", "xã Phước Tín")) == 2
    assert text.count(said.format("09", "Thị Đoàn và xã Phước Tín")) == 1
    assert text.count(said.format("10", "Phòng Kinh tế")) == 1
    assert "chưa xác nhận lại" not in opened.text(opened.full())
