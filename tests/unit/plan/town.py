"""The town's own plan, and reports filled in by its forms."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.plan_files import read_plan
from reporting.answers import Answer, Standing
from reporting.forms import (
    AskStep,
    Form,
    Instance,
    RepeatStep,
    Surroundings,
)
from reporting.plan import Unit, load_plan

FOLDER = Path(__file__).parents[3] / "plans" / "phuoc-long-2021"
FILES = read_plan(FOLDER)
PLAN = load_plan(FILES)
NOW = datetime(2021, 6, 15, 9, tzinfo=timezone(timedelta(hours=7)))
COMMUNES = [unit for unit in PLAN.units if unit.kind == "xa-phuong"]
ONE_OF_EACH = list({unit.form: unit for unit in PLAN.units}.values())

# What the form of a commune is given in the worked example of the town: all seven as one.
TOWN = {"H0": 14560, "HD0": 1500, "N0": 23, "N0D": 9, "C0": 75, "C0D": 23}
MOVEMENTS = {
    "bien_dong": "co",
    "khac": ("tai_ngheo", "phat_sinh", "phat_sinh_can"),
    "H1": 14560,
    "HD1": 1500,
    "Nt": 12,
    "Nt_c": 5,
    "Nr": 1,
    "Np": 1,
    "Np_c": 1,
    "Np_ly_do": "Ốm đau.",
    "N1": 13,
    "N1D": 6,
    "K1": 40,
    "Ct": 36,
    "Cp": 7,
    "C1": 46,
    "C1D": 15,
    "KC1": 150,
}
# Asked in the annual form alone: the ethnic minority's part of every movement.
PARTS = {"NtD": 4, "NrD": 0, "NpD": 1, "CtD": 10, "CpD": 2}


def given(unit: Unit) -> dict[str, Answer]:
    sums = ("HD1", "HN_N1D", "CN_C1D", "HN_K1", "XP02", "CN_KC1", "XP02c", "HN_N0")
    return {**PLAN.given_for(unit), **{f"sum:{name}": Answer(100) for name in sums}}


def opened(form: Form, known: dict[str, Answer], round_kind: str = "six_month") -> Instance:
    return Instance.of(form, {}, Surroundings(now=NOW, round_kind=round_kind, given=known))


def commune(said: dict[str, object], round_kind: str = "six_month") -> Instance:
    form = PLAN.forms["xa-phuong"]
    known = {f"opening:{name}": Answer(value) for name, value in TOWN.items()}
    return opened(form, known, round_kind).with_answers(answers(form, said))


def answers(form: Form, said: dict[str, object]) -> dict[str, Answer]:
    return {
        form.by_name(name).nodeset: Answer(value, Standing.FIGURE if value else Standing.ZERO)  # type: ignore[arg-type]
        for name, value in said.items()
    }


def value(instance: Instance, name: str) -> object:
    answer = instance.answer(instance.form.by_name(name).nodeset)
    return answer.value if answer else None


def messages(instance: Instance) -> str:
    return " ".join(broken.message for broken in instance.broken())


def typical(
    unit: Unit, round_kind: str = "six_month", said: dict[str, object] | None = None
) -> tuple[int, Instance]:
    """A report as most units send it: how many questions were really asked, and the answers.
    `said` are those that are not the usual ones."""
    form = PLAN.form_for(unit)
    known = answers(form, said or {})
    instance, asked = opened(form, given(unit), round_kind), 0
    while (step := instance.first_open()) is not None:
        asked += 1
        if isinstance(step, RepeatStep):
            instance = instance.with_answers({f"{step.ref}#done": Answer("", Standing.ZERO)})
        else:
            answer = known.get(step.ref) or _usual(instance, step)
            instance = instance.with_answers({step.ref: answer})
    return asked, instance


def _usual(instance: Instance, step: AskStep | object) -> Answer:
    assert isinstance(step, AskStep)
    question = step.question
    if question.kind == "select_one":
        return Answer(instance.choices(step.ref)[0].name)
    if question.kind not in ("integer", "money"):
        needed = question.required and question.kind == "text"
        return Answer("Đã làm tốt.") if needed else Answer("", Standing.ZERO)
    for figure in (instance.expected(step.ref), *_FIGURES.get(question.name, ()), 2, 1, 0, 7, 90):
        answer = Answer(figure, Standing.FIGURE if figure else Standing.ZERO)
        if figure is not None and not instance.with_answers({step.ref: answer}).constraint(
            step.ref
        ):
            return answer
    raise AssertionError(question.name)


_FIGURES = {
    "H1": (2100,),
    "HD1": (300,),
    "XP05": (0,),
    "XP06": (0,),
    "CS06": (98_350_000_002,),
    "TN01": (6,),
    "TC02": (8,),
    "CS03": (8,),
    "TC02b": (0,),
    "CS03t": (0,),
    "GD01": (9,),
}
