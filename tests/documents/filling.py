"""Fills the town's own forms without a conversation: the documents' tests need whole reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from reporting.answers import Answer, FileValue, Standing, Value
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.forms import AskStep, Instance, RepeatStep, Surroundings
from reporting.plan import Plan, Unit, load_plan
from reporting.submissions import Submitted
from reporting.unit_report import UnitReport, unit_report

PLAN_FOLDER = Path(__file__).resolve().parents[2] / "plans" / "phuoc-long-2021"
NOW = datetime(2021, 6, 16, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DONE = "#done"

Choose = Callable[[AskStep, Instance], Answer | None]


@cache
def the_plan() -> Plan:
    files = {
        str(path.relative_to(PLAN_FOLDER)): path.read_bytes()
        for path in sorted(PLAN_FOLDER.rglob("*"))
        if path.is_file()
    }
    return load_plan(files)


def surroundings(unit: Unit, round_id: str = "2021-6T") -> Surroundings:
    plan = the_plan()
    return Surroundings(NOW, plan.round(round_id).kind, plan.given_for(unit))


def plausible(step: AskStep, instance: Instance) -> Answer:
    """What a tidy unit would say: identities hold, texts are a sentence or two."""
    question = step.question
    expected = instance.expected(step.ref)
    if expected is not None:
        return figure(expected)
    named = {"bien_dong": "co"}
    if question.kind in ("select_one", "select_multiple"):
        names = [choice.name for choice in instance.choices(step.ref)]
        wanted = named.get(question.name, "co" if "co" in names else names[0])
        return Answer(wanted if question.kind == "select_one" else (wanted,))
    town = _of_a_town(question.name, instance)
    if town is not None and instance.with_answers({step.ref: town}).constraint(step.ref) is None:
        return town
    made: Mapping[str, Value] = {
        "integer": _count(question.name, instance, step.ref),
        "money": 45_500_000 + 1_000_000 * (sum(map(ord, question.name)) % 400),
        "decimal": 12,
        "date": date(2021, 6, 1),
        "image": FileValue("anh-mo-hinh.jpg", "image/jpeg", 120_000),
        "file": FileValue("danh-sach.pdf", "application/pdf", 80_000),
    }
    if question.kind == "text":
        return Answer(f"Đơn vị đã thực hiện nội dung “{question.label}” đúng kế hoạch đề ra.")
    return figure(made.get(question.kind))


_MOVES = {"Nt": 1, "Ct": 3, "Ct_n": 0, "Cp": 1, "Cp_n": 1, "Nt_c": 1, "CtD": 1}
_AS = {"H1": ("H0", 1), "HD1": ("HD0", 1), "K1": ("HN_N1", 4), "KC1": ("CN_C1", 4)}
_AS |= {"XP02": ("HN_K1", 1), "XP02c": ("CN_KC1", 1)}


def _of_a_town(name: str, instance: Instance) -> Answer | None:
    """Figures of a commune in which little has moved."""
    if name in _AS:
        source, times = _AS[name]
        known = instance.answer(instance.form.by_name(source).nodeset)
        assert known is not None
        assert isinstance(known.value, int)
        return figure(known.value * times)
    if name in _MOVES:
        return figure(_MOVES[name])
    return figure(0) if name[:2] in ("Nr", "Np", "Nx", "Cr", "Cx", "Nt") else None


def _count(name: str, instance: Instance, ref: str) -> int:
    """Small enough for every upper bound of the forms but large where the form wants a base."""
    for value in (4, 2, 1, 0):
        tried = instance.with_answers({ref: figure(value)})
        if tried.constraint(ref) is None:
            return value
    return 0


def figure(value: Value) -> Answer:
    return Answer(value, Standing.ZERO if value in (0, "") else Standing.FIGURE)


def fill(unit: Unit, choose: Choose = plausible, round_id: str = "2021-6T") -> Instance:
    """An instance with every question settled; `choose` returning None leaves one open for good."""
    instance = Instance.of(the_plan().form_for(unit), {}, surroundings(unit, round_id))
    left: set[str] = set()
    while (step := _next(instance, left)) is not None:
        if isinstance(step, RepeatStep):
            if step.count < 2:
                instance = instance.new_repeat(step.ref, f"r{step.count}")
            else:
                instance = instance.with_answers({f"{step.ref}{DONE}": Answer("", Standing.ZERO)})
            continue
        answer = choose(step, instance)
        if answer is None:
            left.add(step.ref)
        else:
            instance = instance.with_answers({step.ref: answer})
    return instance


def _next(instance: Instance, left: set[str]) -> AskStep | RepeatStep | None:
    for step in instance.steps():
        if isinstance(step, RepeatStep):
            if not step.settled:
                return step
        elif isinstance(step, AskStep) and not instance.settled(step.ref) and step.ref not in left:
            return step
    return None


@cache
def submitted(unit_id: str, choose: Choose = plausible, round_id: str = "2021-6T") -> Submitted:
    unit = the_plan().unit(unit_id)
    return Submitted(
        unit_id=unit.id,
        version=1,
        at=NOW - timedelta(hours=len(unit.id)),
        by=f"Nguyễn Văn {unit.abbreviation}",
        round_id=round_id,
        answers=fill(unit, choose, round_id).submittable(),
        form_id=unit.form,
    )


def report(
    choose: Choose = plausible, missing: tuple[str, ...] = (), round_id: str = "2021-6T"
) -> ConsolidatedReport:
    plan = the_plan()
    sent = {
        unit.id: submitted(unit.id, choose, round_id)
        for unit in plan.units
        if unit.id not in missing
    }
    return consolidate(plan, plan.round(round_id), sent, NOW)


def unit_document(unit_id: str, choose: Choose = plausible, version: int = 0) -> UnitReport:
    plan = the_plan()
    unit = plan.unit(unit_id)
    return unit_report(
        plan, unit, plan.round("2021-6T"), fill(unit, choose), at=NOW, version=version
    )
