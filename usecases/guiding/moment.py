"""A moment in which somebody may want help: its name in the guide, and the ways on from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON, Button


@dataclass(frozen=True, slots=True)
class Moment:
    name: str
    params: Mapping[str, JSON] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    def described(self) -> dict[str, JSON]:
        return {"is": self.name, **self.params}
