"""Head, agencies, units and rounds: ids are unique, what is named exists, dates are in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporting.faults import Fault
from reporting.plan.draft import Draft
from reporting.plan.schema import WindowRow


def check_head(draft: Draft) -> Iterator[Fault]:
    if draft.plan is None:
        return
    head = draft.plan.rows
    try:
        ZoneInfo(head.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault("plan.unknown_timezone", draft.plan.place("timezone"), {"name": head.timezone})
    if draft.is_whole(draft.units) and head.office not in draft.unit_ids:
        yield Fault("plan.unknown_unit", draft.plan.place("office"), {"id": head.office})
    for model in ("A", "B"):
        if model not in head.letters and not draft.plan.partial:
            yield Fault("plan.missing_key", draft.plan.place("letters"), {"key": model})


def check_ids(draft: Draft) -> Iterator[Fault]:
    """An id names one thing; agencies also have numbers of their own."""
    for source, key, what in (
        (draft.units, "agency", "id"),
        (draft.units, "agency", "number"),
        (draft.units, "unit", "id"),
        (draft.rounds, "round", "id"),
        (draft.targets, "target", "id"),
        (draft.indicators, "indicator", "id"),
        (draft.report, "section", "id"),
        (draft.report, "annex", "id"),
    ):
        if source is None:
            continue
        seen: dict[object, int | None] = {}
        for at, row in enumerate(getattr(source.rows, key)):
            name, place = getattr(row, what), source.place(key, at, what)
            if name in seen:
                params = {"id": name, "line": seen[name]}
                yield Fault("plan.duplicate_id", place, params)
            seen.setdefault(name, place.line)


def check_units(draft: Draft) -> Iterator[Fault]:
    if draft.units is None:
        return
    agencies = {row.id for row in draft.units.rows.agency}
    for at, unit in enumerate(draft.all_units):
        place = draft.units.place
        if unit.agency not in agencies and draft.is_whole(draft.units):
            yield Fault("plan.unknown_agency", place("unit", at, "agency"), {"id": unit.agency})
        if unit.form_id not in draft.forms and unit.form_id not in draft.broken_forms:
            yield Fault("plan.missing_form", place("unit", at, "kind"), {"id": unit.form_id})
        if unit.valid_from and unit.valid_to and unit.valid_from > unit.valid_to:
            yield Fault("plan.dates_order", place("unit", at, "valid_to"), {"key": "valid_to"})


def check_agencies(draft: Draft) -> Iterator[Fault]:
    """A single agency is one unit; a group has at least one."""
    if draft.units is None or draft.units.partial:
        return
    for at, agency in enumerate(draft.units.rows.agency):
        units = [unit.id for unit in draft.all_units if unit.agency == agency.id]
        place = draft.units.place("agency", at, "group")
        if not units:
            yield Fault("plan.agency_without_unit", place, {"id": agency.id})
        elif len(units) > 1 and not agency.group:
            yield Fault(
                "plan.agency_not_group", place, {"id": agency.id, "units": ", ".join(units)}
            )


def check_rounds(draft: Draft) -> Iterator[Fault]:
    """opens and the cut-off lie in order, levels are due one after another, windows begin first."""
    if draft.rounds is None:
        return
    place = draft.rounds.place
    for at, row in enumerate(draft.rounds.rows.round):
        due = [(level, each.moment) for level, each in row.due.written.items()]
        for (_, before), (level, after) in itertools.pairwise(due):
            if before >= after:
                where = place("round", at, "due", level)
                yield Fault("plan.dates_order", where, {"key": f"due.{level}"})
        windows: dict[tuple[str, ...], WindowRow] = {("window",): row.window}
        windows |= {("windows", name): window for name, window in row.windows.items()}
        for path, window in windows.items():
            if window.from_ > window.to:
                where = place("round", at, *path, "to")
                yield Fault("plan.dates_order", where, {"key": ".".join((*path, "to"))})
        if row.opens > row.cut_off:
            yield Fault("plan.dates_order", place("round", at, "opens"), {"key": "opens"})
        if not row.window.from_ <= row.cut_off <= row.due.unit.moment.date():
            yield Fault("plan.dates_order", place("round", at, "cut_off"), {"key": "cut_off"})


def check_window_units(draft: Draft) -> Iterator[Fault]:
    """A window belongs to units that exist, and a unit has one window of its own at most."""
    if draft.rounds is None:
        return
    for at, row in enumerate(draft.rounds.rows.round):
        taken: set[str] = set()
        for name, window in row.windows.items():
            place = draft.rounds.place("round", at, "windows", name, "units")
            for unit_id in window.units:
                if unit_id not in draft.unit_ids and draft.is_whole(draft.units):
                    yield Fault("plan.unknown_unit", place, {"id": unit_id})
                if unit_id in taken:
                    yield Fault("plan.two_windows", place, {"id": unit_id})
                taken.add(unit_id)


STRUCTURE_CHECKS = (
    check_head,
    check_ids,
    check_units,
    check_agencies,
    check_rounds,
    check_window_units,
)
