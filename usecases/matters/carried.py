"""What earlier rounds have left open, for the report of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.consolidation import Carried
from usecases.matters.records import Step
from usecases.matters.register import left_to

if TYPE_CHECKING:
    from usecases.library import Library
    from usecases.matters.register import Entry
    from usecases.ports import Work

_TOLD = (Step.ANSWERED, Step.WORDS)


def carried_to(work: Work, library: Library, round_id: str) -> tuple[Carried, ...]:
    return tuple(_carried(entry) for entry in left_to(work, library, round_id))


def _carried(entry: Entry) -> Carried:
    """The office's answer where there is one, else what the unit added last."""
    told = [each for each in entry.steps if each.step in _TOLD and each.words]
    matter = entry.matter
    return Carried(
        matter.id,
        matter.unit_id,
        matter.section,
        entry.period,
        matter.text,
        entry.state,
        told[-1].words if told else "",
    )
