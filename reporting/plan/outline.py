"""The consolidated report as the plan lays it out: headings, sentences, tables.

Every text is a Jinja template over the report's figures; `reporting` only carries it, `documents`
renders it. Names a sentence may use: `round`, `plan`, `f["HN_N1"]` (a figure with `.shown`,
`.value`, `.complete`, `.gap`) and the functions `so(id)` number with unit of measure, `tien(id)`
money in words of the report, `tyle(id)` per cent, `thieu(id)` the gap in parentheses or nothing,
`co(id)` whether there is a value. A paragraph that renders to nothing is not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"^\S{1,5}[.)]\s+")  # "1. ", "a) ", "VIII. " before a heading
# The tables every report can hold, by name; the others are laid out in the plan's `tables.toml`.
TABLES = ("targets", "policies", "submissions")


@dataclass(frozen=True, slots=True)
class Block:
    """Exactly one of the three is set: a paragraph, the narratives of a section, a table."""

    say: str = ""
    narratives: str = ""
    table: str = ""
    rounds: frozenset[str] = frozenset()  # round kinds; empty = every round


@dataclass(frozen=True, slots=True)
class Section:
    """`level` 1 is a numbered part (I), 2 a clause (1), 3 a point (a); the number is in the
    heading. `id` is what narratives and indicators name: "II.2.b"."""

    id: str
    heading: str
    level: int
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The heading without its number."""
        return _NUMBER.sub("", self.heading)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own; `internal` ones are for the office only."""

    id: str
    title: str
    table: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    subject: tuple[str, ...]  # lines under the title
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    annexes: tuple[Annex, ...]


def literal(text: str) -> str:
    """The template that says just `text`: what was typed is none."""
    return text.replace("{", "{{ '{' }}")
