from __future__ import annotations

import dataclasses
import json
from fractions import Fraction

import pytest

from reporting.answers import Answer, Standing
from reporting.consolidation import (
    Choices,
    ConsolidatedReport,
    StandIn,
    consolidate,
    indicators_json,
)
from reporting.plan import Comparison
from reporting.submissions import Submitted
from tests.unit.consolidation import world


def report(submissions: dict[str, Submitted]) -> ConsolidatedReport:
    return consolidate(world.plan(), world.ROUND, submissions, world.NOW)


def without(*units: str) -> dict[str, Submitted]:
    return {name: sent for name, sent in world.everyone().items() if name not in units}


def test_who_has_not_reported_is_named_in_plan_order() -> None:
    partial = report(without("xa-c", "phuong-a"))
    assert partial.unsubmitted == ("phuong-a", "xa-c")
    assert not partial.complete
    assert report(world.everyone()).complete


def test_achieved_is_households_reduced_over_households_planned() -> None:
    result = report(world.everyone()).targets[0]
    assert (result.reduced, result.to_reduce) == (8, 10)
    assert result.achieved == Fraction(4, 5)
    assert result.reached is False


def test_nothing_incomplete_is_judged() -> None:
    result = report(without("xa-c")).targets[0]
    assert not result.complete
    assert (result.reduced, result.achieved, result.reached) == (None, None, None)
    assert report(without("bank")).targets[1].achieved is None


def test_a_rate_is_measured_against_its_own_target() -> None:
    result = report(world.everyone()).targets[1]
    assert result.achieved == Fraction(3, 4)
    assert result.reached is False


def test_an_activity_has_nothing_to_reach() -> None:
    result = report(world.everyone()).targets[2]
    assert result.figure is not None
    assert result.figure.value == 4
    assert result.achieved is None
    assert result.reached is None


def test_commune_tables_have_areas_and_a_total_that_add_up() -> None:
    table = report(world.everyone()).communes["poor"]
    assert [row.unit_id for row in table.units] == list(world.COMMUNES)
    assert [row.area for row in table.areas] == ["thanh_thi", "nong_thon"]
    assert [row.figures["HN_N1"].value for row in table.areas] == [8, 7]
    assert table.total.figures["HN_N1"].value == 15
    assert table.total.figures["HN_r1"].value == Fraction(15, 9000)
    assert table.total.holds is True
    assert table.broken == ()


@pytest.mark.parametrize("closing", [1, 9])
def test_a_row_whose_figures_do_not_follow_is_broken(closing: int) -> None:
    submissions = world.everyone()
    submissions["xa-c"] = world.commune("xa-c", out=3, HN_N1=closing)
    table = report(submissions).communes["poor"]
    assert [(row.unit_id, row.area) for row in table.broken] == [
        ("xa-c", "nong_thon"),
        ("", "nong_thon"),
        ("", ""),
    ]


def test_a_row_with_a_missing_figure_is_not_checked() -> None:
    submissions = world.everyone()
    submissions["xa-c"] = world.commune("xa-c", HN_N1=Answer(None, Standing.NOT_YET))
    table = report(submissions).communes["poor"]
    assert table.units[2].holds is None
    assert table.total.holds is None
    assert table.units[0].holds is True


def test_another_source_that_disagrees_is_listed_and_never_added() -> None:
    submissions = world.everyone()
    submissions["office"] = world.sent("office", {"NV": 14})
    listed = report(submissions)
    (contradiction,) = listed.contradictions
    assert contradiction.figure.value == 15
    assert contradiction.value == 14
    assert contradiction.parts == {"office": 14}
    assert listed.figures["HN_N1"].value == 15


@pytest.mark.parametrize(
    ("relation", "other", "listed"),
    [
        ("at_most", 14, False), ("at_most", 15, False), ("at_most", 16, True),
        ("at_least", 14, True), ("at_least", 15, False), ("at_least", 16, False),
    ],
)  # fmt: skip
def test_a_part_or_a_whole_is_compared_as_one(relation: str, other: int, *, listed: bool) -> None:
    part = dataclasses.replace(
        next(i for i in world.INDICATORS if i.id == "HN_N1"),
        compare=(Comparison("NV", ("office",), relation),),
    )
    indicators = tuple(part if i.id == "HN_N1" else i for i in world.INDICATORS)
    submissions = world.everyone()
    submissions["office"] = world.sent("office", {"NV": other})
    made = consolidate(world.plan(indicators=indicators), world.ROUND, submissions, world.NOW)
    assert bool(made.contradictions) is listed


def test_agreeing_or_incomplete_sources_are_no_contradiction() -> None:
    assert report(world.everyone()).contradictions == ()
    submissions = without("xa-c")
    submissions["office"] = world.sent("office", {"NV": 14})
    assert report(submissions).contradictions == ()
    unknown = world.everyone()
    unknown["office"] = world.sent("office", {"NV": Answer(None, Standing.NOT_YET)})
    assert report(unknown).contradictions == ()


def test_texts_are_gathered_by_section_and_keep_their_trace() -> None:
    submissions = world.everyone()
    submissions["xa-c"] = world.commune("xa-c", TL2="Làm tốt.\n\nGương điển hình.", TL9="cuối năm")
    submissions["xa-d"] = world.commune("xa-d", TL2="")
    narratives = report(submissions).narratives["III.1"]
    assert [(n.unit_id, n.text, n.standing) for n in narratives] == [
        ("xa-c", "Làm tốt.\n\nGương điển hình.", Standing.FIGURE),
        ("xa-d", "", Standing.ZERO),
    ]
    assert narratives[0].by == "Người của xa-c"
    assert narratives[0].question == "TL2"


def test_repeats_are_added_by_kind_and_unit_of_measure() -> None:
    def row(key: str, kind: str, measure: str, amount: Answer) -> dict[str, Answer]:
        node = f"/data/giong[{key}]"
        return {
            f"{node}/loai": world.said(kind),
            f"{node}/dvt": world.said(measure),
            f"{node}/so": amount,
        }

    submissions = world.everyone()
    first = row("a", "Điều ghép", "cay", Answer(500)) | row("b", "Gà", "con", Answer(40))
    second = row("a", "điều  ghép", "cay", Answer(250))
    third = row("a", "Điều ghép", "cay", Answer(None, Standing.NOT_YET))
    for unit, rows in (("phuong-a", first), ("xa-c", second), ("xa-d", third)):
        submissions[unit] = world.commune(unit, 0, 0, **rows)
    (table,) = report(submissions).items
    assert table.label_headings == ("Loại", "Đơn vị tính")
    assert table.amount_headings == ("Số lượng",)
    cashew, hens = table.items
    assert (cashew.labels, cashew.amounts) == (("Điều ghép", "cây"), (750,))
    assert (cashew.units, cashew.missing) == (("phuong-a", "xa-c", "xa-d"), ("xa-d",))
    assert (hens.labels, hens.amounts, hens.missing) == (("Gà", "con"), (40,), ())


def test_indicators_json_has_the_shape_machines_compare() -> None:
    entries = json.loads(json.dumps(indicators_json(report(without("xa-c")))))
    assert entries["HN_N1"] == {
        "label": "Hộ nghèo cuối kỳ",
        "unit_of_measure": "hộ",
        "value": 8,
        "aggregate": "sum",
        "parts": {"phuong-a": 4, "phuong-b": 4, "xa-d": 0},
        "missing": ["xa-c"],
    }
    assert entries["HN_r1"]["parts"]["phuong-a"] == {"numerator": 4, "denominator": 3000}
    assert entries["HN_r1"]["value"] == 8 / 7000
    assert entries["CS"]["value"] == 0.75


def test_money_is_said_in_dong() -> None:
    figures = {i.id: i for i in world.INDICATORS}
    money = dataclasses.replace(figures["CS02"], kind="money", unit_of_measure="triệu đồng")
    plan = world.plan(indicators=(figures["CS01"], money))
    submissions = world.everyone()
    submissions["bank"] = world.sent("bank", {"CS01": 1, "CS02": 1_250_000_000})
    entry = indicators_json(consolidate(plan, world.ROUND, submissions, world.NOW))["CS02"]
    assert isinstance(entry, dict)
    assert (entry["value"], entry["unit_of_measure"]) == (1_250_000_000, "đồng")


# What the office decided


def test_an_earlier_report_stands_in_for_figures_and_is_marked() -> None:
    sent = world.everyone()
    earlier = world.commune("xa-c", out=1, TL2="Kỳ trước")
    del sent["xa-c"]
    old = dataclasses.replace(earlier, round_id="2020-N")
    choices = Choices(stand_ins={"xa-c": StandIn(old, "năm 2020")}, noted=frozenset({"xa-c"}))
    made = consolidate(world.plan(), world.ROUND, sent, world.NOW, choices=choices)
    figure = made.figures["HN_N1"]
    assert figure.complete
    assert figure.estimated
    assert figure.parts["xa-c"].round_id == "2020-N"
    assert figure.parts["phuong-a"].round_id == ""
    assert not made.figures["HN_N0"].parts["xa-c"].estimated  # by decision, not by report
    assert made.figures["HN_r1"].parts["xa-c"].estimated
    assert made.unsubmitted == ("xa-c",)
    assert made.noted == ("xa-c",)
    assert "III.1" not in made.narratives
    assert made.contradictions == ()
    assert made.communes["poor"].total.holds is None


def test_what_a_unit_sends_takes_the_place_of_what_stood_in() -> None:
    sent = world.everyone()
    choices = Choices(
        stand_ins={"xa-c": StandIn(world.commune("xa-c", out=9), "năm 2020")},
        noted=frozenset({"xa-c"}),
    )
    made = consolidate(world.plan(), world.ROUND, sent, world.NOW, choices=choices)
    assert made == consolidate(world.plan(), world.ROUND, sent, world.NOW)


def test_a_text_the_office_leaves_out_is_kept_beside_the_printed_ones() -> None:
    sent = {
        **world.everyone(),
        "xa-c": world.commune("xa-c", TL2="Làm tốt"),
        "xa-d": world.commune("xa-d", TL2="Hay"),
    }
    choices = Choices(left_out=frozenset({("xa-c", "TL2")}))
    made = consolidate(world.plan(), world.ROUND, sent, world.NOW, choices=choices)
    assert [each.unit_id for each in made.narratives["III.1"]] == ["xa-d"]
    assert [each.text for each in made.left_out] == ["Làm tốt"]
