"""What the forms name of the plan exists: given figures, targets, windows, sections, rounds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from reporting.faults import Fault
from reporting.plan.draft import Draft
from reporting.plan.rounds import ROUND_KINDS
from reporting.plan.schema import UnitRow
from reporting.variance import BASES

if TYPE_CHECKING:
    from reporting.faults import Place
    from reporting.forms import Question
    from reporting.plan.form_files import FormFile

# Facts of a unit that a form can be given as "unit:<name>"; the value is 1 or 0.
UNIT_FACTS = ("entrusted",)


def check_use(draft: Draft) -> Iterator[Fault]:
    """A form nobody is asked is a mistake more often than not."""
    asked = {unit.form_id for unit in draft.all_units}
    if draft.is_whole(draft.units):
        for form_id, file in draft.forms.items():
            if form_id not in asked:
                yield Fault("plan.unused_form", file.place("", ""), {"id": form_id}, fatal=False)


def check_names(draft: Draft) -> Iterator[Fault]:
    for file in draft.forms.values():
        for question in file.form.questions:
            yield from _windows(draft, file, question)
            yield from _targets(draft, file, question)
            yield from _sections(draft, file, question)
            for kind in sorted(question.rounds - set(ROUND_KINDS)):
                place = file.place(question.name, "bind::th:rounds")
                yield Fault("plan.unknown_round_kind", place, {"kind": kind})


def _windows(draft: Draft, file: FormFile, question: Question) -> Iterator[Fault]:
    """Every round that asks the question has a window of that name."""
    if not question.window or draft.rounds is None or draft.rounds.partial:
        return
    for row in draft.rounds.rows.round:
        asked = not question.rounds or row.kind in question.rounds
        if asked and question.window not in row.windows:
            place = file.place(question.name, "bind::th:window")
            params = {"name": question.window, "round": row.id}
            yield Fault("plan.unknown_window", place, params)


def _targets(draft: Draft, file: FormFile, question: Question) -> Iterator[Fault]:
    if not question.target or draft.targets is None or draft.targets.partial:
        return
    if question.target not in {row.id for row in draft.targets.rows.target}:
        place = file.place(question.name, "bind::th:target")
        yield Fault("plan.unknown_target", place, {"id": question.target})


def _sections(draft: Draft, file: FormFile, question: Question) -> Iterator[Fault]:
    """A narrative goes to a section that is there and has a place for narratives."""
    if question.section and not _is_placed(draft, question.section):
        place = file.place(question.name, "bind::th:section")
        yield Fault("plan.unknown_section", place, {"id": question.section})


def check_reasons(draft: Draft) -> Iterator[Fault]:
    """So do the reasons of figures that are far off."""
    variance = draft.plan.rows.variance if draft.plan else None
    if draft.plan and variance and variance.section and not _is_placed(draft, variance.section):
        place = draft.plan.place("variance", "section")
        yield Fault("plan.unknown_section", place, {"id": variance.section})


def _is_placed(draft: Draft, section_id: str) -> bool:
    if draft.report is None or draft.report.partial:
        return True  # nothing is known
    sections = draft.report.rows.section
    return section_id in {block.narratives for section in sections for block in section.block}


def check_given(draft: Draft) -> Iterator[Fault]:
    """Each given figure comes from somewhere, for every unit that is asked the form."""
    for form_id, file in draft.forms.items():
        units = [unit for unit in draft.all_units if unit.form_id == form_id]
        for question in file.form.questions:
            if question.given:
                place = file.place(question.name, "bind::th:given")
                yield from _given(draft, file, question.given, place, units, _GIVEN)
            for name in question.attributes.get("compare", "").split():
                place = file.place(question.name, "bind::th:compare")
                yield from _given(draft, file, name, place, units, BASES)


def _given(
    draft: Draft,
    file: FormFile,
    given: str,
    place: Place,
    units: list[UnitRow],
    sources: Collection[str],
) -> Iterator[Fault]:
    source, _, name = given.partition(":")
    if source not in sources or not name:
        yield Fault("plan.unknown_given", place, {"given": given})
        return
    for fault in _SOURCES[source](draft, file, name, units):
        yield Fault(fault[0], place, fault[1])


_Found = Iterator[tuple[str, dict[str, object]]]


def _opening(draft: Draft, _file: FormFile, name: str, units: list[UnitRow]) -> _Found:
    if not draft.is_whole(draft.opening):
        return
    assert draft.opening
    for unit in units:
        if name not in draft.opening.rows.opening.get(unit.id, {}):
            yield "plan.missing_opening", {"name": name, "unit": unit.id}


def _target(draft: Draft, _file: FormFile, name: str, units: list[UnitRow]) -> _Found:
    if not draft.is_whole(draft.opening):
        return
    assert draft.opening
    for unit in units:
        if name not in draft.opening.rows.target.get(unit.id, {}):
            yield "plan.missing_share", {"id": name, "unit": unit.id}


def _sum(draft: Draft, _file: FormFile, name: str, units: list[UnitRow]) -> _Found:
    """A total of others: of an indicator that is there and not made of the unit's own figures."""
    if not draft.is_whole(draft.indicators):
        return
    assert draft.indicators
    row = next((row for row in draft.indicators.rows.indicator if row.id == name), None)
    if row is None:
        yield "plan.unknown_indicator", {"id": name}
        return
    sources = {unit.id for unit in draft.units_named(row.units, row.of_kind)}
    if any(unit.id in sources for unit in units):
        yield "plan.given_own_total", {"id": name}


def _last(_draft: Draft, file: FormFile, name: str, _units: list[UnitRow]) -> _Found:
    if all(question.name != name for question in file.form.questions):
        yield "plan.unknown_question", {"question": name, "form": file.name}


def _unit(_draft: Draft, _file: FormFile, name: str, _units: list[UnitRow]) -> _Found:
    if name not in UNIT_FACTS:
        yield "plan.unknown_given", {"given": f"unit:{name}"}


_SOURCES: dict[str, Callable[[Draft, FormFile, str, list[UnitRow]], _Found]] = {
    "opening": _opening,
    "target": _target,
    "sum": _sum,
    "last": _last,
    "year": _last,
    "unit": _unit,
}
_GIVEN = ("opening", "target", "sum", "last", "unit")  # what a question may be given


def check_opening_is_asked(draft: Draft) -> Iterator[Fault]:
    """An opening figure no form uses is a slip of the pen more often than not."""
    if draft.opening is None or draft.broken_forms or not draft.forms:
        return
    for unit in draft.all_units:
        file = draft.forms.get(unit.form_id)
        given = {question.given for question in file.form.questions} if file else set()
        for name in draft.opening.rows.opening.get(unit.id, {}):
            if file and f"opening:{name}" not in given:
                place = draft.opening.place("opening", unit.id, name)
                params = {"name": name, "form": file.name}
                yield Fault("plan.unused_opening", place, params, fatal=False)


FORM_CHECKS = (check_use, check_reasons, check_names, check_given, check_opening_is_asked)
