"""The tables of poor and near-poor households: asked only where something moved, and they close."""

from __future__ import annotations

import pytest

from reporting.answers import Answer, Standing
from reporting.forms import AskStep
from tests.unit.plan.town import (
    MOVEMENTS,
    PLAN,
    TOWN,
    commune,
    messages,
    opened,
    value,
)


def test_a_commune_without_movement_is_not_asked_the_tables() -> None:
    quiet = commune({"bien_dong": "khong"})
    asked = {step.question.name for step in quiet.steps() if isinstance(step, AskStep)}

    assert not asked & {"Nt", "Nr", "Np", "N1", "Ct", "Cr", "Cp", "C1", "co_hoc"}
    assert [value(quiet, name) for name in ("HN_N1", "HN_N1D", "CN_C1", "CN_C1D")] == [
        23,
        9,
        75,
        23,
    ]
    assert [value(quiet, name) for name in ("HN_Nt", "HN_Np_c", "CN_Cp_n", "CN_CtD")] == [0] * 4


def test_the_worked_example_closes() -> None:
    done = commune(MOVEMENTS)

    assert messages(done) == ""
    assert (value(done, "HN_N1"), value(done, "CN_C1")) == (13, 46)


def test_closing_figures_are_computed_for_one_tap() -> None:
    moved = {name: said for name, said in MOVEMENTS.items() if name not in ("N1", "N1D", "C1")}
    open_ = commune(moved)

    def expected(name: str) -> object:
        return open_.expected(open_.form.by_name(name).nodeset)

    assert (expected("N1"), expected("C1"), expected("Ct_n"), expected("Cp_n")) == (13, 46, 1, 5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"N1": 12}, "Số hộ nghèo cuối kỳ chưa khớp"),
        ({"N1D": 14}, "Không thể nhiều hơn số hộ nghèo cuối kỳ (13 hộ)"),
        ({"Nt": 24}, "Không thể nhiều hơn số hộ nghèo đầu năm (23 hộ)"),
        ({"Cp": 3}, "Hộ thoát nghèo trở thành cận nghèo chưa khớp"),
        ({"Np_c": 2, "Ct_n": 1}, "rơi xuống nghèo chưa khớp"),
        ({"C1": 47}, "Số hộ cận nghèo cuối kỳ chưa khớp"),
        ({"H1": 50}, "nhiều hơn tổng số hộ dân cư"),
        ({"HD1": 14555}, "nhiều hơn số hộ không phải dân tộc thiểu số"),
        ({"HD1": 20}, "nhiều hơn tổng số hộ dân tộc thiểu số"),
        ({"K1": 12}, "Số khẩu không thể ít hơn số hộ"),
    ],
    ids=str,
)
def test_a_figure_that_does_not_fit_is_named(wrong: dict[str, object], said: str) -> None:
    assert said in messages(commune({**MOVEMENTS, **wrong}))


def test_moves_that_the_official_table_has_no_column_for_close_too() -> None:
    moved = commune(
        {**MOVEMENTS, "co_hoc": "co", "Nxt": 2, "NxtD": 1, "Nxg": 1, "NxgD": 0, "Cxt": 0, "Cxg": 0}
        | {"N1": 14, "N1D": 7, "Nx_ly_do": "Chuyển đến."}
    )

    assert messages(moved) == ""
    assert value(moved, "HN_Nxt") == 2


def test_a_figure_not_yet_known_is_not_yet_known_in_the_table() -> None:
    form = PLAN.forms["xa-phuong"]
    open_ = commune(MOVEMENTS).with_answers(
        {form.by_name("Nt").nodeset: Answer(None, Standing.NOT_YET)}
    )
    answer = open_.answer(form.by_name("HN_Nt").nodeset)

    assert answer is not None
    assert answer.standing is Standing.NOT_YET
    assert messages(open_) == ""
    assert open_.unchecked()


def test_new_poor_households_must_be_explained() -> None:
    def asks(new: int) -> bool:
        instance = commune({**MOVEMENTS, "Np": new})
        return instance.relevant(instance.form.by_name("Np_ly_do").nodeset)

    assert (asks(1), asks(0)) == (True, False)


def test_classifications_belong_to_the_annual_report_alone() -> None:
    names = {"N1b", "N1g", "N1tn", "N1th", "N1p", "KTE", "TH01", "TH10", "NN01", "NN09"}

    def asked(round_kind: str) -> set[str]:
        steps = commune(MOVEMENTS, round_kind).steps()
        return {step.question.name for step in steps if isinstance(step, AskStep)} & names

    assert (asked("six_month"), asked("annual")) == (set(), names)


def test_sources_of_houses_are_asked_when_there_are_houses() -> None:
    def asks(houses: int) -> bool:
        instance = commune({"bien_dong": "khong", "XP05": houses})
        return instance.relevant(instance.form.by_name("XP05a").nodeset)

    assert (asks(2), asks(0)) == (True, False)


def test_a_year_is_doubted_when_it_forgets_the_half_year() -> None:
    form = PLAN.forms["xa-phuong"]
    known = {f"opening:{name}": Answer(figure) for name, figure in TOWN.items()}
    known |= {f"last:{table}_{table[0].replace('H', 'N')}t": Answer(2) for table in ("HN", "CN")}
    known |= {f"last:HN_{name}": Answer(0) for name in ("Nr", "Np")}
    known |= {f"last:CN_{name}": Answer(0) for name in ("Cr", "Cp")} | {"last:CN_Ct": Answer(0)}
    ref = form.by_name("bien_dong").nodeset

    annual = opened(form, known, "annual").with_answers({ref: Answer("khong")})
    half = opened(form, known, "six_month").with_answers({ref: Answer("khong")})

    assert [warning.ref for warning in annual.warnings(ref)] == [ref]
    assert half.warnings(ref) == []
