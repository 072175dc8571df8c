"""What earlier rounds have left open, as the report of this one tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

JSON = Any  # what json.dumps takes


@dataclass(frozen=True, slots=True)
class Carried:
    """A difficulty or proposal of an earlier report (`period`), by the section it stood in.
    `state` is "carried_over", "settled" (says the unit) or "answered" (by the office); `words` are
    what was said to it last."""

    id: int
    unit_id: str
    section: str
    period: str
    text: str
    state: str
    words: str


def carried_json(carried: Iterable[Carried]) -> JSON:
    return [asdict(each) for each in carried]


def carried_from(kept: Iterable[Mapping[str, JSON]]) -> tuple[Carried, ...]:
    """The reverse of `carried_json`."""
    return tuple(Carried(**each) for each in kept)
