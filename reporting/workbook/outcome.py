"""What a workbook that came back would change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.workbook.book import Cell

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.forms import Ref
    from reporting.kinds.kind import JSON


@dataclass(frozen=True, slots=True)
class Change:
    """An answer the workbook brings. `cell` None: what the form itself sets off, or an item."""

    ref: Ref
    answer: Answer | None
    revision: int  # of the answer it replaces
    cell: Cell | None = None
    label: str = ""
    shown: JSON = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answered in the chat since the workbook was given out."""

    change: Change
    by: str
    theirs: JSON


@dataclass(frozen=True, slots=True)
class Problem:
    """Nothing is taken from this cell. `how`: refused, doubted, broken, date, formula, error,
    unasked, gone; `reason` names a text of the catalogue, or is the form's own message."""

    cell: Cell
    label: str
    how: str
    reason: str = ""
    params: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()  # label, the form's message
    varying: tuple[JSON, ...] = ()  # figures that want a reason, for the macro `varies`
    contradictions: tuple[str, ...] = ()
    progress: tuple[int, int] = (0, 0)  # settled and all questions, with the changes
