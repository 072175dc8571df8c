"""Something wrong with a file of the plan, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """File name relative to the plan folder; `line` or `sheet`/`row`/`column` when known
    (rows and lines count from 1, columns are header names)."""

    file: str
    line: int | None = None
    sheet: str = ""
    row: int | None = None
    column: str = ""
    key: str = ""  # dotted path of a TOML key, "units[3].id"


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` names a text in `templates/messages/vi/faults.toml`; `params` fill it."""

    code: str
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = True  # False: a warning, the plan still runs


class Faulty(Exception):
    """A file could not be used; carries every fault found, never only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
