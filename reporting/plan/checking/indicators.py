"""Indicators: each has one source of truth, which exists and measures the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporting.faults import Fault, Place
from reporting.plan.draft import Draft
from reporting.plan.schema import ComparisonRow, IndicatorRow, UnitRow

if TYPE_CHECKING:
    from reporting.forms import Question
    from reporting.plan.form_files import FormFile

# aggregate -> the keys it needs; every other one of _SOURCES must be absent
_NEEDED = {
    "sum": ("question",),
    "count_yes": ("question", "choice"),
    "ratio": ("numerator", "denominator"),
    "computed": ("plus",),
}
_ALLOWED = {"computed": ("plus", "minus")}
# kind of an indicator -> kinds of question it can be made of; calculated values carry no kind
_KINDS = {
    "integer": ("integer", "calculate"),
    "money": ("money", "calculate"),
    "decimal": ("integer", "decimal", "calculate"),
    "ratio": (),
}
_SOURCES = ("question", "choice", "numerator", "denominator", "plus", "minus")


def check_shape(draft: Draft) -> Iterator[Fault]:
    if draft.indicators is None:
        return
    for at, row in enumerate(draft.indicators.rows.indicator):
        needed = _NEEDED[row.aggregate]
        for key in _SOURCES:
            place = draft.indicators.place("indicator", at, key)
            if key in needed and not getattr(row, key):
                yield Fault("plan.missing_key", place, {"key": key})
            elif getattr(row, key) and key not in _ALLOWED.get(row.aggregate, needed):
                params = {"key": key, "aggregate": row.aggregate}
                yield Fault("plan.needless_key", place, params)
        if row.question and not (row.units or row.of_kind):
            place = draft.indicators.place("indicator", at)
            yield Fault("plan.missing_key", place, {"key": "units"})


def check_parts(draft: Draft) -> Iterator[Fault]:
    """What a ratio or a computed figure is made of exists and does not lead back to itself."""
    if draft.indicators is None or draft.indicators.partial:
        return
    rows = {row.id: row for row in draft.indicators.rows.indicator}
    for at, row in enumerate(draft.indicators.rows.indicator):
        for key, part in _parts(row):
            place = draft.indicators.place("indicator", at, key)
            if part not in rows:
                yield Fault("plan.unknown_indicator", place, {"id": part})
            elif _reaches(part, row.id, rows, set()):
                yield Fault("plan.circular_indicator", place, {"id": row.id})


def _parts(row: IndicatorRow) -> list[tuple[str, str]]:
    single = [(key, getattr(row, key)) for key in ("numerator", "denominator", "opening")]
    several = [(key, part) for key in ("plus", "minus") for part in getattr(row, key)]
    return [(key, part) for key, part in (*single, *several) if part]


def _reaches(start: str, goal: str, rows: dict[str, IndicatorRow], seen: set[str]) -> bool:
    if start == goal:
        return True
    if start in seen or start not in rows:
        return False
    seen.add(start)
    return any(_reaches(part, goal, rows, seen) for _, part in _parts(rows[start]))


def check_sources(draft: Draft) -> Iterator[Fault]:
    """Question and units exist; unit of measure, kind and measure are those of the question."""
    if draft.indicators is None:
        return
    for at, row in enumerate(draft.indicators.rows.indicator):
        path = ("indicator", at)
        yield from _unknown_units(draft, row, path)
        for unit in draft.one_of_each_form(row.units, row.of_kind):
            if not row.question:
                continue
            question = draft.question(unit, row.question)
            if question is not None:
                yield from _mismatches(draft, row, draft.forms[unit.form_id], question, at)
            elif draft.form_is_known(unit):
                place = draft.indicators.place(*path, "question")
                yield _unknown_question(draft, row.question, unit, place)


def check_comparisons(draft: Draft) -> Iterator[Fault]:
    if draft.indicators is None:
        return
    for at, row in enumerate(draft.indicators.rows.indicator):
        for index, other in enumerate(row.compare):
            path = ("indicator", at, "compare", index)
            yield from _unknown_units(draft, other, path)
            place = draft.indicators.place(*path)
            for unit in draft.one_of_each_form(other.units, other.kind):
                question = draft.question(unit, other.question)
                if question is None and draft.form_is_known(unit):
                    yield _unknown_question(draft, other.question, unit, place)
                elif question is not None and _unit_differs(row, question):
                    yield Fault("plan.unit_of_measure", place, _units(row, question))


def check_sections(draft: Draft) -> Iterator[Fault]:
    if draft.indicators is None or not draft.is_whole(draft.report):
        return
    for at, row in enumerate(draft.indicators.rows.indicator):
        if row.section and row.section not in draft.section_ids:
            place = draft.indicators.place("indicator", at, "section")
            yield Fault("plan.unknown_section", place, {"id": row.section})


def _unknown_units(
    draft: Draft, row: IndicatorRow | ComparisonRow, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    assert draft.indicators
    if not draft.is_whole(draft.units):
        return
    for unit_id in row.units:
        if unit_id not in draft.unit_ids:
            place = draft.indicators.place(*path, "units")
            yield Fault("plan.unknown_unit", place, {"id": unit_id})
    kind = row.of_kind if isinstance(row, IndicatorRow) else row.kind
    if kind and all(unit.kind != kind for unit in draft.all_units):
        key = "of_kind" if isinstance(row, IndicatorRow) else "kind"
        yield Fault("plan.unknown_kind", draft.indicators.place(*path, key), {"id": kind})


def _unknown_question(draft: Draft, name: str, unit: UnitRow, place: Place) -> Fault:
    params = {"question": name, "form": draft.forms[unit.form_id].name}
    return Fault("plan.unknown_question", place, params)


def _mismatches(
    draft: Draft, row: IndicatorRow, file: FormFile, question: Question, at: int
) -> Iterator[Fault]:
    assert draft.indicators
    place = draft.indicators.place
    if row.aggregate == "count_yes":
        if row.choice not in file.choices(question):
            params = {"question": question.name, "choice": row.choice}
            yield Fault("plan.unknown_choice", place("indicator", at, "choice"), params)
        return
    if _unit_differs(row, question):
        where = place("indicator", at, "unit_of_measure")
        yield Fault("plan.unit_of_measure", where, _units(row, question))
    if question.kind not in _KINDS[row.kind]:
        params = {"question": question.name, "kind": row.kind, "found": question.kind}
        yield Fault("plan.kind_differs", place("indicator", at, "kind"), params)
    if row.measure and question.measure and row.measure != question.measure:
        params = {"question": question.name, "found": str(question.measure)}
        yield Fault("plan.measure_differs", place("indicator", at, "measure"), params)


def _unit_differs(row: IndicatorRow, question: Question) -> bool:
    return row.aggregate != "count_yes" and row.unit_of_measure != question.unit_of_measure


def _units(row: IndicatorRow, question: Question) -> dict[str, object]:
    return {
        "question": question.name,
        "expected": row.unit_of_measure,
        "found": question.unit_of_measure,
    }


INDICATOR_CHECKS = (check_shape, check_parts, check_sources, check_comparisons, check_sections)
