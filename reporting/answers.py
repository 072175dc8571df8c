"""What a unit says to one question: a value *and a standing*.

Five things are different all the way through to the printed report: a figure, a confirmed zero,
"not applicable", "not yet available", and nothing said at all (no `Answer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum


class Standing(StrEnum):
    FIGURE = "figure"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class FileValue:
    """An attachment: `sha256` is the hex digest under which its bytes are stored once fetched;
    until then it is empty and `file_id` names it at the channel."""

    name: str
    mime: str
    size: int
    file_id: str = ""
    sha256: str = ""


# Integers carry counts and money (đồng); decimals are exact; select_multiple is a tuple of names.
Value = int | Decimal | str | date | time | datetime | tuple[str, ...] | FileValue | None


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` is None for NOT_APPLICABLE and NOT_YET; 0 or "" for ZERO.

    `estimated` marks an approximation the person confirmed ("ước"); `note` holds the reason of a
    NOT_APPLICABLE; `promised` the day a NOT_YET is expected."""

    value: Value
    standing: Standing = Standing.FIGURE
    estimated: bool = False
    note: str = ""
    promised: date | None = None

    @property
    def is_figure(self) -> bool:
        """True for a figure or a confirmed zero: something that can be added up."""
        return self.standing in (Standing.FIGURE, Standing.ZERO)
