"""The tables of poor and near-poor households: asked only where something moved, and they close."""

from __future__ import annotations

import pytest

from reporting.answers import Answer, Standing
from reporting.forms import AskStep
from tests.unit.plan.town import (
    MOVEMENTS,
    PARTS,
    PLAN,
    TOWN,
    answers,
    commune,
    messages,
    opened,
    value,
)


def test_a_commune_without_movement_is_not_asked_the_tables() -> None:
    quiet = commune({"bien_dong": "khong"})
    asked = {step.question.name for step in quiet.steps() if isinstance(step, AskStep)}

    assert not asked & {"Nt", "Nr", "Np", "N1", "Ct", "Cr", "Cp", "C1", "khac"}
    assert [value(quiet, name) for name in ("HN_N1", "HN_N1D", "CN_C1", "CN_C1D")] == [
        23,
        9,
        75,
        23,
    ]
    assert [value(quiet, name) for name in ("HN_Nt", "HN_Np_c", "CN_Cp_n", "CN_Ct_n")] == [0] * 4


def test_the_worked_example_closes() -> None:
    for said, round_kind in ((MOVEMENTS, "six_month"), (MOVEMENTS | PARTS, "annual")):
        done = commune(said, round_kind)

        assert messages(done) == ""
        assert (value(done, "HN_N1"), value(done, "CN_C1")) == (13, 46)


def test_closing_figures_are_computed_for_one_tap() -> None:
    moved = {name: said for name, said in MOVEMENTS.items() if name not in ("N1D", "C1D")}

    def expected(name: str, said: dict[str, object], round_kind: str) -> object:
        open_ = commune(said, round_kind)
        return open_.expected(open_.form.by_name(name).nodeset)

    assert (expected("N1", moved, "six_month"), expected("C1", moved, "six_month")) == (13, 46)
    assert (expected("N1D", moved, "six_month"), expected("C1D", moved, "six_month")) == (
        None,
        None,
    )
    assert (expected("N1D", moved | PARTS, "annual"), expected("C1D", moved | PARTS, "annual")) == (
        6,
        15,
    )


def test_a_minority_figure_that_can_be_but_one_is_agreed_to_by_one_tap() -> None:
    """Nobody left or joined the near-poor: as many of a minority as at the opening."""
    said: dict[str, object] = {"bien_dong": "co", "khac": (), "Ct": 0, "Nt": 0, "N1": 23, "C1": 75}
    still = commune(said)

    assert still.expected(still.form.by_name("C1D").nodeset) == 23
    assert still.expected(still.form.by_name("N1D").nodeset) == 9


def test_what_follows_from_the_other_table_is_not_asked() -> None:
    done = commune(MOVEMENTS)
    again = commune({**MOVEMENTS, "khac": ("tai_ngheo", "phat_sinh", "tai_can", "phat_sinh_can")})

    assert (value(done, "CN_Ct_n"), value(done, "CN_Cp_n")) == (1, 5)
    assert not done.relevant(done.form.by_name("Cp_n").nodeset)
    assert value(again, "CN_Cp_n") is None  # some may have been near-poor before: unknown
    ref = again.form.by_name("Cr").nodeset
    asked = again.with_answers({ref: Answer(2)})
    assert asked.relevant(asked.form.by_name("Cp_n").nodeset)


def test_parts_of_movements_belong_to_the_annual_report_alone() -> None:
    def asked(round_kind: str) -> set[str]:
        steps = commune(MOVEMENTS, round_kind).steps()
        names = {step.question.name for step in steps if isinstance(step, AskStep)}
        return names & {*PARTS, "XP03", "XP04", "XP09a", "XP09b"}

    assert (asked("six_month"), len(asked("annual"))) == (set(), 9)


@pytest.mark.parametrize(
    ("closing", "fits"), [(-1, False), (0, True), (11, True), (12, False)], ids=str
)
def test_the_minority_at_closing_is_bounded_by_opening_and_movements(
    closing: int, *, fits: bool
) -> None:
    """9 at the opening, 12 of all households out and 2 in: some parts of these must exist."""
    done = commune({**MOVEMENTS, "N1D": closing})

    assert (messages(done) == "") is fits


def test_the_minority_is_not_asked_where_there_can_be_none() -> None:
    form = PLAN.forms["xa-phuong"]
    known = {f"opening:{name}": Answer(figure) for name, figure in TOWN.items()}
    known |= {"opening:N0D": Answer(0, Standing.ZERO)}
    said = {"bien_dong": "co", "khac": (), "H1": 2100, "HD1": 50, "Nt": 2, "Nt_c": 0, "N1": 21}

    moved = opened(form, known).with_answers(answers(form, said))

    assert not moved.relevant(form.by_name("N1D").nodeset)
    assert value(moved, "HN_N1D") == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"N1": 12}, "Số hộ nghèo cuối kỳ chưa khớp"),
        ({"N1D": 14}, "số này ít nhất là 0 hộ, nhiều nhất là 11 hộ"),
        ({"Nt": 24}, "Không thể nhiều hơn số hộ nghèo đầu năm (23 hộ)"),
        ({"Cp": 3}, "Hộ thoát nghèo trở thành cận nghèo chưa khớp"),
        ({"Ct": 0}, "phải gồm cả 1 hộ cận nghèo rơi xuống hộ nghèo"),
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
        MOVEMENTS
        | {"khac": ("tai_ngheo", "phat_sinh", "phat_sinh_can", "co_hoc_ngheo")}
        | {"Nxt": 2, "Nxg": 1, "N1": 14, "N1D": 7, "Nx_ly_do": "Chuyển đến."}
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


HOUSES = {"bien_dong": "khong", "XP05": 3, "XP06": 1}


def test_the_source_of_houses_is_asked_when_there_are_houses() -> None:
    def asks(houses: int) -> bool:
        instance = commune({"bien_dong": "khong", "XP05": houses, "XP06": 0})
        return instance.relevant(instance.form.by_name("nha_nguon").nodeset)

    assert (asks(2), asks(0)) == (True, False)


def test_houses_of_one_source_need_one_answer() -> None:
    done = commune({**HOUSES, "nha_nguon": "hoi"})
    asked = {step.question.name for step in done.steps() if isinstance(step, AskStep)}

    assert not asked & {"XP05a", "XP05b", "XP05c", "XP05d", "XP06a"}
    assert [value(done, f"XP05{source}_t") for source in "abcd"] == [0, 3, 0, 0]
    assert [value(done, f"XP06{source}_t") for source in "abcd"] == [0, 1, 0, 0]


def test_houses_of_several_sources_are_asked_until_none_is_left() -> None:
    said = {**HOUSES, "nha_nguon": "nhieu", "XP05a": 2, "XP05b": 0, "XP05c": 0, "XP06a": 1}
    done = commune(said)

    def asks(name: str) -> bool:
        return done.relevant(done.form.by_name(name).nodeset)

    assert (asks("XP05d"), asks("XP06b")) == (True, False)
    assert done.expected(done.form.by_name("XP05d").nodeset) == 1
    assert [value(done, f"XP06{source}_t") for source in "abcd"] == [1, 0, 0, 0]
    assert "số nhà xây mới còn lại" in messages(commune({**said, "XP05a": 4}))


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


def test_a_year_is_doubted_when_it_forgets_a_rare_movement_of_the_half_year() -> None:
    form = PLAN.forms["xa-phuong"]
    known = {f"opening:{name}": Answer(figure) for name, figure in TOWN.items()}
    known |= {f"last:HN_{name}": Answer(1) for name in ("Nt", "Nr", "Np")}
    known |= {f"last:CN_{name}": Answer(0) for name in ("Ct", "Cr", "Cp")}
    ref = form.by_name("khac").nodeset

    def doubts(*chosen: str, round_kind: str = "annual") -> bool:
        said = answers(form, {"bien_dong": "co", "khac": chosen})
        return bool(opened(form, known, round_kind).with_answers(said).warnings(ref))

    assert doubts()
    assert doubts("tai_ngheo")
    assert not doubts("tai_ngheo", "phat_sinh")
    assert not doubts(round_kind="six_month")
