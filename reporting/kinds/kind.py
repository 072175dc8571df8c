"""The contract of a kind of question: understand a typed answer, show it back, add it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from reporting.answers import Answer, Value

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


class Measure(StrEnum):
    STOCK = "stock"  # as of the end of the window
    FLOW = "flow"  # cumulative since the window's start


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """A scale: both ends included, in steps from the lower one."""

    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind may know of the question it reads an answer for."""

    today: date
    unit_of_measure: str = ""  # "hộ", "triệu đồng"
    measure: Measure | None = None
    choices: tuple[Choice, ...] = ()
    last: Answer | None = None  # what the unit reported for the round before
    appearance: str = ""
    bounds: Bounds | None = None  # of a range


@dataclass(frozen=True, slots=True)
class Option:
    """One button under a doubt. `shown` is what it reads, without any prose."""

    shown: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Refused:
    """`reason` names a text `refused.<reason>` of the message catalogue; `params` fill it."""

    reason: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubted:
    """Ambiguous or unusual: never guessed, always a question back with options."""

    reason: str
    options: tuple[Option, ...]
    params: Mapping[str, object] = field(default_factory=dict)


Understanding = Answer | Refused | Doubted


class Kind(Protocol):
    """One kind of question. Implementations are stateless; errors are outcomes, never raised."""

    name: ClassVar[str]

    def understand(self, text: str, asked: Asked) -> Understanding:
        """Reads `text` (any Unicode, any length) as a person typed it."""
        ...

    def show(self, value: Value, asked: Asked) -> str:
        """The value in the reader's habits: digits, unit of measure; money with words and đồng."""
        ...

    def to_json(self, value: Value) -> JSON: ...

    def from_json(self, stored: JSON) -> Value: ...

    def to_xpath(self, value: Value) -> str:
        """What the form's instance node holds: XForms lexical form, "" for None."""
        ...

    def from_xpath(self, text: str) -> Value:
        """Reads a calculated node; "" gives None. Raises ValueError on a wrong lexical form."""
        ...

    def add(self, values: Iterable[Value]) -> Value:
        """The sum over units; None where the kind does not add up."""
        ...
