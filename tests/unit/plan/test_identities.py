"""Identities I1 to I12 and the common rules Q1 to Q4 (domain.md 4.0 and 4.13), in the forms as we
ship them: a report that violates one is refused, or doubted where it may be so; one that honestly
lacks a figure of it is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest

from reporting.answers import Answer, Standing
from reporting.consolidation import consolidate
from reporting.forms import AskStep, Instance
from reporting.submissions import Submitted
from reporting.variance import departure
from tests.unit.plan.town import (
    COMMUNES,
    MOVEMENTS,
    NOW,
    ONE_OF_EACH,
    PARTS,
    PLAN,
    TOWN,
    answers,
    commune,
    messages,
    opened,
    typical,
)

YEAR = MOVEMENTS | PARTS | {
    "N1b": 5, "N1g": 8, "N1tn": 9, "N1th": 4, "N1p": 3, "KTE": 12, "XP02": 40, "XP02c": 150,
    "XP03": 13, "XP08": 1, "XP05": 0, "XP06": 0,
    **{f"TH{n:02}": 1 for n in range(1, 11)},
    **{f"NN{n:02}": 1 for n in range(1, 10)},
}  # fmt: skip
NUMERIC = ("integer", "money", "decimal", "percent")
NOT_YET = Answer(None, Standing.NOT_YET)


@dataclass(frozen=True)
class Identity:
    """`reads` are the questions of it that a person answers; `wrong` violates it and nothing else
    need; `soft`: may be so, and is doubted. `known` are opening figures where they are in it."""

    name: str
    reads: tuple[str, ...]
    wrong: dict[str, object]
    soft: bool = False
    known: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name}-{'-'.join(f'{k}={v}' for k, v in (self.wrong | self.known).items())}"


NEAR = ("Ct", "Cp", "C1")
IDENTITIES = [
    Identity("I1", ("Nt", "Nr", "Np", "N1"), {"N1": 12}),
    Identity("I2", NEAR, {"C1": 47}),
    Identity("I3", ("Nt_c", "Cp"), {"Cp": 3}),
    Identity("I3", ("Np_c", "Ct"), {"Ct": 0}),
    Identity("I3", ("Nt", "Nt_c"), {"Nt_c": 13}),
    Identity("I3", ("Np", "Nr", "Np_c"), {"Np_c": 3}),
    Identity("I4", ("NtD", "NrD", "NpD", "N1D"), {"N1D": 7}),
    Identity("I4", ("CtD", "CpD", "C1D"), {"C1D": 14}),
    *(Identity("I4", (whole, part), {part: 40}) for whole, part in
      (("Nt", "NtD"), ("Nr", "NrD"), ("Np", "NpD"), ("Ct", "CtD"), ("Cp", "CpD"), ("N1", "N1D"),
       ("C1", "C1D"))),
    Identity("I4", ("H1", "HD1", "N1", "N1D"), {"HD1": 14555}),
    Identity("I4", ("HD1", "N1D"), {"HD1": 20}),
    Identity("I4", (), {}, known={"HD0": 14561}),
    Identity("I4", (), {}, known={"N0D": 24}),
    Identity("I4", (), {}, known={"C0D": 76}),
    Identity("I5", ("N1b", "N1g"), {"N1g": 7}),
    Identity("I6", ("N1tn", "N1th"), {"N1th": 5}),
    Identity("I7", ("N1", "C1", "H1"), {"H1": 58}),
    Identity("I7", (), {}, known={"H0": 97}),
    *(Identity("I11", (f"TH{n:02}", "N1"), {f"TH{n:02}": 14}) for n in range(1, 11)),
    *(Identity("I11", (f"NN{n:02}", "N1"), {f"NN{n:02}": 14}) for n in range(1, 10)),
    Identity("I12", ("XP03", "Nr", "Np"), {"XP03": 26}, soft=True),
    Identity("I12", ("XP08", "N1"), {"XP08": 14}),
    Identity("I12", ("XP02", "K1"), {"XP02": 41}),
    Identity("I12", ("XP02c", "KC1"), {"XP02c": 151}),
    Identity("H1", ("H1",), {"H1": 15289}, soft=True),
    Identity("K1", ("K1", "N1"), {"K1": 12}),
    Identity("K1", ("K1", "N1"), {"K1": 131}, soft=True),
    Identity("N1p", ("N1p", "N1"), {"N1p": 14}),
    Identity("KTE", ("KTE", "K1"), {"KTE": 41}),
]  # fmt: skip


def doubts(instance: Instance, name: str) -> bool:
    """What the person who types it is asked about."""
    question = instance.form.by_name(name)
    answer = instance.answers[question.nodeset]
    far = departure(question, answer, instance.surroundings.given, PLAN.variance)
    return bool(instance.warnings(question.nodeset)) or far is not None


def test_the_report_they_are_tried_on_breaks_none() -> None:
    year = commune(YEAR, "annual")
    assert messages(year) == ""
    assert year.unchecked() == []
    asked = [step.question.name for step in year.steps() if isinstance(step, AskStep)]
    assert [name for name in asked if name in YEAR and doubts(year, name)] == []


@pytest.mark.parametrize("identity", IDENTITIES, ids=str)
def test_what_violates_it_is_refused_or_doubted(identity: Identity) -> None:
    form = PLAN.forms["xa-phuong"]
    known = {f"opening:{name}": Answer(n) for name, n in {**TOWN, **identity.known}.items()}
    violating = opened(form, known, "annual").with_answers(answers(form, YEAR | identity.wrong))

    if identity.soft:
        assert messages(violating) == "", "it may be so"
        assert [name for name in identity.wrong if doubts(violating, name)] != []
    else:
        assert messages(violating) != ""


@pytest.mark.parametrize(
    ("identity", "missing"),
    [(each, name) for each in IDENTITIES for name in each.reads],
    ids=str,
)
def test_an_honest_gap_never_blocks(identity: Identity, missing: str) -> None:
    """Nor is it taken for agreement: what could not be checked is listed."""
    form = PLAN.forms["xa-phuong"]
    gap = commune(YEAR, "annual").with_answers({form.by_name(missing).nodeset: NOT_YET})

    assert messages(gap) == ""
    if identity.name in ("I1", "I2", "I5", "I6"):
        assert gap.unchecked() != []


@pytest.mark.parametrize("round_kind", ["six_month", "annual"])
def test_opening_figures_are_locked(round_kind: str) -> None:
    """Q3, I9: both rounds of a year are given the same, and no answer takes its place."""
    form = PLAN.forms["xa-phuong"]
    said = {form.by_name(name).nodeset: Answer(1) for name in TOWN}
    instance = commune(YEAR, round_kind).with_answers(said)

    asked = {step.ref for step in instance.steps() if isinstance(step, AskStep)}
    assert not asked & set(said)
    assert {name: instance.answer(form.by_name(name).nodeset) for name in TOWN} == {
        name: Answer(figure) for name, figure in TOWN.items()
    }


def flows() -> list[tuple[str, str]]:
    return [
        (form_id, question.name)
        for form_id, form in PLAN.forms.items()
        for question in form.questions
        if question.measure == "flow" and question.asked and not question.repeat
    ]


@pytest.mark.parametrize(("form_id", "name"), flows(), ids=str)
def test_a_cumulative_figure_never_falls_unexplained(form_id: str, name: str) -> None:
    """Q2, I9: every flow of every form; closing ones follow from the others."""
    question = PLAN.forms[form_id].by_name(name)
    fell = departure(question, Answer(9), {f"mid:{name}": Answer(10)}, PLAN.variance)
    assert (fell is not None and fell.fell) is not question.has_expected


@pytest.mark.parametrize("round_kind", ["six_month", "annual"])
def test_every_figure_is_refused_below_zero(round_kind: str) -> None:
    """Q1."""
    for unit in ONE_OF_EACH:
        _, done = typical(unit, round_kind)
        for step in done.steps():
            if isinstance(step, AskStep) and step.question.kind in NUMERIC:
                below = Decimal(-1) if step.question.kind in ("decimal", "percent") else -1
                assert not done.admits(step.ref, Answer(below)), (unit.form, step.ref)


def test_the_town_is_the_sum_of_its_communes_and_rates_are_of_sums() -> None:
    """I8, I10: never the mean of rates."""
    submissions = {}
    for at, unit in enumerate(COMMUNES):
        known = PLAN.given_for(unit)
        form = PLAN.form_for(unit)
        poor = known["opening:N0"].value
        assert isinstance(poor, int)
        said = answers(
            form,
            {"bien_dong": "co", "khac": (), "H1": 1000 + at * 500, "Nt": 1, "N1": poor - 1},
        )
        filled = opened(form, known, "annual").with_answers(said)
        submissions[unit.id] = Submitted(
            unit.id, 1, NOW, "A", "2021-N", dict(filled.submittable()), form.id
        )
    report = consolidate(PLAN, PLAN.round("2021-N"), submissions, NOW)
    poor_left, households = report.figures["HN_N1"], report.figures["H1"]

    assert poor_left.value == sum(part.value for part in poor_left.parts.values()) == 23 - 7
    assert households.value == 7 * 1000 + 21 * 500
    rate = next(
        figure
        for figure in report.figures.values()
        if (figure.indicator.numerator, figure.indicator.denominator) == ("HN_N1", "H1")
    )
    assert rate.value == Fraction(16, 7 * 1000 + 21 * 500)
