"""Targets and opening figures: every promise adds up over the units it was shared out to."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.faults import Fault
from reporting.plan.draft import Draft
from reporting.plan.schema import TargetRow

# Which indicator keys a kind of target must have.
_NEEDED = {
    "reduction": ("indicator_start", "indicator_end", "rate"),
    "ratio": ("indicator",),
    "activity": ("indicator",),
}
_NUMBERS = {"reduction": ("start", "planned"), "ratio": ("planned_rate",), "activity": ()}


def check_target_shape(draft: Draft) -> Iterator[Fault]:
    """Each kind of target names the indicators it is measured by, and those exist."""
    if draft.targets is None:
        return
    known, whole = draft.indicator_ids, draft.is_whole(draft.indicators)
    for at, row in enumerate(draft.targets.rows.target):
        wanted = (*_NEEDED[row.kind], *_NUMBERS[row.kind])
        wanted += ("opening",) if row.kind == "reduction" else ()
        for key in wanted:
            value = getattr(row, key)
            place = draft.targets.place("target", at, key)
            if value in ("", None):
                yield Fault("plan.missing_key", place, {"key": key})
            elif key in _NEEDED[row.kind] and value not in known and whole:
                yield Fault("plan.unknown_indicator", place, {"id": value})


def check_target_sums(draft: Draft) -> Iterator[Fault]:
    """The shares of the units, and their opening figures, add up to what the plan says."""
    if draft.targets is None or draft.opening is None or draft.opening.partial:
        return
    opening, shares = draft.opening.rows.opening, draft.opening.rows.target
    for row in draft.targets.rows.target:
        units = [unit for unit, figures in shares.items() if row.id in figures]
        if row.kind != "reduction" or not units:
            continue
        starts = [opening.get(unit, {}).get(row.opening) for unit in units]
        planned = sum(shares[unit][row.id] for unit in units)
        place = draft.opening.place("target")
        if row.planned is not None and planned != row.planned:
            found = {"id": row.id, "expected": row.planned, "found": planned}
            yield Fault("plan.shares_sum", place, found)
        total = sum(start for start in starts if start is not None)
        if row.start is not None and None not in starts and total != row.start:
            params = {"name": row.opening, "expected": row.start, "found": total}
            yield Fault("plan.opening_sum", draft.opening.place("opening"), params)


def check_shares(draft: Draft) -> Iterator[Fault]:
    """Shares belong to units and targets that exist, and never ask for more than there was."""
    if draft.opening is None:
        return
    targets = {row.id: row for row in draft.targets.rows.target} if draft.targets else {}
    for unit_id, figures in draft.opening.rows.target.items():
        for name, planned in figures.items():
            place = draft.opening.place("target", unit_id, name)
            target = targets.get(name)
            if target is None:
                if draft.is_whole(draft.targets):
                    yield Fault("plan.unknown_target", place, {"id": name})
                continue
            start = draft.opening.rows.opening.get(unit_id, {}).get(target.opening)
            yield from _share_faults(draft, target, unit_id, start, planned)


def _share_faults(
    draft: Draft, target: TargetRow, unit_id: str, start: int | None, planned: int
) -> Iterator[Fault]:
    assert draft.opening
    place = draft.opening.place("target", unit_id, target.id)
    if start is None:
        if draft.opening.partial:
            return
        params = {"name": target.opening, "unit": unit_id}
        yield Fault("plan.missing_opening", place, params)
    elif planned > start:
        above = {"id": target.id, "found": planned, "start": start}
        yield Fault("plan.share_above_start", place, above, fatal=False)


def check_opening_units(draft: Draft) -> Iterator[Fault]:
    if draft.opening is None or not draft.is_whole(draft.units):
        return
    for key in ("opening", "target"):
        for unit_id in getattr(draft.opening.rows, key):
            if unit_id not in draft.unit_ids:
                place = draft.opening.place(key, unit_id)
                yield Fault("plan.unknown_unit", place, {"id": unit_id})


TARGET_CHECKS = (check_target_shape, check_target_sums, check_shares, check_opening_units)
