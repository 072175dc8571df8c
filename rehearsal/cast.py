"""Names and sentences of the cast."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cast:
    names: tuple[str, ...]
    office: str
    sentences: tuple[str, ...]
    reasons: tuple[str, ...]  # why a figure is far off
    said: Mapping[str, str]

    def name(self, number: int) -> str:
        """There are as many people as needed: names come again with a number."""
        name, again = self.names[number % len(self.names)], number // len(self.names)
        return f"{name} {again + 1}" if again else name

    def leader(self, seed: str) -> str:
        """Whose name a unit gives for its leader."""
        return self.names[sum(map(ord, seed)) % len(self.names)]


@cache
def the_cast() -> Cast:
    data = tomllib.loads((Path(__file__).parent / "cast.toml").read_text(encoding="utf-8"))
    sentences, reasons = tuple(data["sentences"]), tuple(data["reasons"])
    return Cast(tuple(data["names"]), data["office"], sentences, reasons, data["said"])
