from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import Answer, Standing
from reporting.consolidation import ConsolidatedReport, consolidate, restrict
from reporting.submissions import Submitted
from tests.unit.consolidation import world

NOT_YET = Answer(None, Standing.NOT_YET)
NOT_APPLICABLE = Answer(None, Standing.NOT_APPLICABLE)


def report(submissions: dict[str, Submitted]) -> ConsolidatedReport:
    return consolidate(world.plan(), world.ROUND, submissions, world.NOW)


def without(*units: str) -> dict[str, Submitted]:
    return {name: sent for name, sent in world.everyone().items() if name not in units}


def test_a_sum_adds_all_units_and_traces_each() -> None:
    figure = report(world.everyone()).figures["HN_N1"]
    assert figure.value == 15
    assert figure.complete
    assert {unit: part.value for unit, part in figure.parts.items()} == {
        "phuong-a": 4,
        "phuong-b": 4,
        "xa-c": 7,
        "xa-d": 0,
    }
    part = figure.parts["xa-c"]
    assert (part.version, part.by, part.at) == (1, "Người của xa-c", world.NOW)
    assert part.question == "HN_N1"


def test_a_unit_that_has_not_reported_is_named_where_it_matters_and_nowhere_else() -> None:
    figures = report(without("xa-c")).figures
    assert figures["HN_N1"].missing == ("xa-c",)
    assert figures["HN_N1"].value == 8
    assert figures["HN_r1"].missing == ("xa-c",)
    assert figures["CS02"].missing == ()


def test_an_opening_figure_by_decision_is_known_before_the_unit_reports() -> None:
    figure = report(without("xa-c")).figures["HN_N0"]
    assert figure.value == 23
    assert figure.complete
    assert figure.parts["xa-c"].version == 0


def test_a_ratio_uses_only_units_that_gave_both_parts() -> None:
    submissions = world.everyone()
    submissions["xa-c"] = world.commune("xa-c", H1=NOT_YET)
    figure = report(submissions).figures["HN_r1"]
    assert figure.value == Fraction(8, 7000)
    assert figure.missing == ("xa-c",)
    assert figure.standings["xa-c"] is Standing.NOT_YET
    assert figure.parts["phuong-a"].denominator == 3000


def test_a_ratio_is_not_the_average_of_ratios() -> None:
    figure = report(world.everyone()).figures["HN_r1"]
    assert figure.value == Fraction(15, 9000)
    assert figure.value != Fraction(1, 4) * sum(
        Fraction(part.value) / Fraction(part.denominator or 1) for part in figure.parts.values()
    )


def test_a_ratio_over_nothing_has_no_value() -> None:
    submissions = world.everyone()
    submissions["bank"] = world.sent("bank", {"CS01": 0, "CS02": 0})
    figure = report(submissions).figures["CS"]
    assert figure.value is None
    assert figure.complete


def test_a_computed_figure_takes_units_that_gave_all_of_it() -> None:
    figures = report(without("xa-c")).figures
    assert figures["HN_net"].value == 5
    assert figures["HN_net"].missing == ("xa-c",)
    assert report(world.everyone()).figures["HN_net"].value == 8


def test_yes_is_counted_and_no_is_a_part_too() -> None:
    submissions = world.everyone()
    submissions["xa-d"] = world.commune("xa-d", XP01="khong")
    figure = report(submissions).figures["XP01"]
    assert figure.value == 3
    assert figure.parts["xa-d"].value == 0


@pytest.mark.parametrize(
    ("submission", "standing", "missing"),
    [
        (world.sent("bank", {"CS01": 4, "CS02": 3}), Standing.FIGURE, ()),
        (world.sent("bank", {"CS01": 4, "CS02": 0}), Standing.ZERO, ()),
        (world.sent("bank", {"CS01": 4, "CS02": NOT_APPLICABLE}), Standing.NOT_APPLICABLE, ()),
        (world.sent("bank", {"CS01": 4, "CS02": NOT_YET}), Standing.NOT_YET, ("bank",)),
        (None, None, ("bank",)),
    ],
)
def test_the_five_standings_stay_five(
    submission: Submitted | None, standing: Standing | None, missing: tuple[str, ...]
) -> None:
    submissions = without("bank") | ({"bank": submission} if submission else {})
    figure = report(submissions).figures["CS02"]
    assert figure.standing is standing
    assert figure.missing == missing
    assert figure.unreported == (missing if submission is None else ())


def test_a_question_that_did_not_arise_does_not_apply() -> None:
    submissions = world.everyone()
    submissions["bank"] = world.sent("bank", {"CS01": 4})
    figure = report(submissions).figures["CS02"]
    assert figure.standing is Standing.NOT_APPLICABLE


def test_an_estimate_marks_the_whole_figure() -> None:
    submissions = world.everyone()
    submissions["xa-c"] = world.commune("xa-c", HN_N1=Answer(10, estimated=True))
    figures = report(submissions).figures
    assert figures["HN_N1"].estimated
    assert figures["HN_r1"].estimated
    assert figures["HN_net"].estimated
    assert not figures["H1"].estimated


def test_what_a_round_does_not_ask_is_not_in_its_report() -> None:
    assert "N1p" not in report(world.everyone()).figures


def test_a_unit_that_owes_nothing_this_round_is_not_missing() -> None:
    owing = [name for name in world.ALL if name != "xa-c"]
    partial = consolidate(world.plan(), world.ROUND, without("xa-c"), world.NOW, owing)
    assert partial.complete
    assert partial.figures["HN_N1"].complete


def test_an_area_is_the_same_figure_over_fewer_units() -> None:
    figures = report(without("xa-c")).figures
    rural = restrict(figures["HN_N1"], world.RURAL)
    assert (rural.value, rural.missing) == (0, ("xa-c",))
    urban = restrict(figures["HN_r1"], world.URBAN)
    assert (urban.value, urban.missing) == (Fraction(8, 6000), ())


answers = st.one_of(
    st.none(),
    st.just(NOT_YET),
    st.just(NOT_APPLICABLE),
    st.integers(0, 10**12).map(world.said),
)


@given(st.fixed_dictionaries(dict.fromkeys(world.COMMUNES, answers)))
def test_whatever_units_say_the_sum_is_an_independent_addition_and_gaps_are_exact(
    said: dict[str, Answer | None],
) -> None:
    submissions = {
        unit: world.commune(unit, HN_Nt=answer)
        for unit, answer in said.items()
        if answer is not None
    }
    figure = report(submissions).figures["HN_Nt"]
    numbers = [a.value for a in said.values() if a is not None and isinstance(a.value, int)]
    assert figure.value == (sum(numbers) if numbers else None)
    assert set(figure.missing) == {u for u, a in said.items() if a is None or a is NOT_YET}
    assert set(figure.parts) == {u for u, a in said.items() if a is not None and a.is_figure}
    assert list(figure.missing) == [u for u in world.COMMUNES if u in figure.missing]


@given(st.permutations(world.ALL))
def test_the_order_of_arrival_changes_nothing(order: list[str]) -> None:
    complete = world.everyone()
    shuffled = {unit: complete[unit] for unit in order}
    assert report(shuffled) == report(complete)
