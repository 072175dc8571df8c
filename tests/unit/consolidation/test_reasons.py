"""Reasons of figures that are far off go to the section the plan names, each beside its figure."""

from __future__ import annotations

from dataclasses import replace

from reporting.answers import Answer, Standing
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.plan import Plan
from reporting.submissions import Submitted
from tests.unit.plan.town import NOW, PLAN

COMMUNE = PLAN.unit("xa-phuoc-tin")
FRONT = PLAN.unit("mttq")


def report(plan: Plan = PLAN, round_id: str = "2021-N", **notes: Answer) -> ConsolidatedReport:
    sent = {}
    for unit in (COMMUNE, FRONT):
        form = PLAN.form_for(unit)
        known = {question.name: question.nodeset for question in form.questions}
        said = {known[name]: answer for name, answer in notes.items() if name in known}
        sent[unit.id] = Submitted(unit.id, 2, NOW, "Bé", round_id, said, form.id)
    return consolidate(plan, plan.round(round_id), sent, NOW)


def written(found: ConsolidatedReport) -> list[tuple[str, str, str]]:
    return [(n.unit_id, n.question, n.text) for n in found.narratives.get("III.3", ())]


def test_they_are_printed_beside_their_figures_with_a_trace() -> None:
    found = report(
        H1=Answer(2400, note="sáp nhập ấp"),
        bien_dong=Answer("khong", note="kỳ 6 tháng báo cáo nhầm"),
        MT09=Answer(45_500_000, note="có nguồn ngoài Quỹ"),
        Nt=Answer(3),
    )
    assert written(found) == [
        ("mttq", "MT09", "Kinh phí hỗ trợ nhà ở 45,5 triệu đồng (có nguồn ngoài Quỹ)"),
        (
            "xa-phuoc-tin",
            "bien_dong",
            "Biến động hộ nghèo, cận nghèo trong kỳ (kỳ 6 tháng báo cáo nhầm)",
        ),
        ("xa-phuoc-tin", "H1", "Tổng số hộ dân cư cuối kỳ 2.400 hộ (sáp nhập ấp)"),
    ]
    [first, *_] = found.narratives["III.3"]
    assert (first.version, first.by, first.at) == (2, "Bé", NOW)


def test_what_is_no_figure_and_what_the_round_does_not_ask_is_left_out() -> None:
    none = Answer(None, Standing.NOT_APPLICABLE, note="không phụ trách")
    assert written(report(MT13=none)) == []
    assert written(report(round_id="2021-6T", XP03=Answer(40, note="kỳ khác"))) == []


def test_a_plan_that_names_no_section_prints_none() -> None:
    assert PLAN.variance is not None
    silent = replace(PLAN, variance=replace(PLAN.variance, section=""))
    assert written(report(silent, H1=Answer(2400, note="sáp nhập ấp"))) == []
