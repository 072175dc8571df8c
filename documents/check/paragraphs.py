"""A .docx as the checker sees it: paragraphs and runs with the formatting that really applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    fonts: tuple[str, ...]  # ascii, hAnsi, eastAsia, cs; "" where nothing is said
    half_points: int
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """Two paragraphs are never the same, whatever they say. `cell` is (table, row, column) for a
    paragraph in a table of the body, counted from 0; `room` is the width its lines have. Lengths
    are twips."""

    text: str
    runs: tuple[Run, ...]
    mark: Run  # formatting of the paragraph's end: what an empty one would be typed in
    align: str
    left: int
    right: int
    first_line: int
    before: int
    after: int
    line: int
    line_rule: str
    bordered: bool
    section: int
    room: int
    cell: tuple[int, int, int] | None = None

    @property
    def shown(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.text.strip()) or (self.mark,)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.shown)

    @property
    def italic(self) -> bool:
        return all(run.italic for run in self.shown)

    def sized(self, *points: int) -> bool:
        """Whether every run has one of these sizes, or one between two of them."""
        low, high = min(points) * 2, max(points) * 2
        return all(low <= run.half_points <= high for run in self.shown)

    @property
    def rule(self) -> int:
        """How long a rule drawn as its border is."""
        return self.room - self.left - self.right if self.bordered else 0


@dataclass(frozen=True, slots=True)
class Section:
    width: int
    height: int
    landscape: bool
    margins: Mapping[str, int]
    title_page: bool
    start: int | None
    headers: Mapping[str, tuple[Paragraph, ...]]  # "default", "first"
    page_fields: Mapping[str, int]  # PAGE fields by kind of header


@dataclass
class Reading:
    """Everything of one document that a rule looks at."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    style_fonts: list[tuple[str, str]] = field(default_factory=list)  # style, a font it names

    @cached_property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def after(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph that follows, in the same cell if it is in one."""
        at = self.paragraphs.index(paragraph) + 1
        following = self.paragraphs[at] if at < len(self.paragraphs) else None
        return following if following and following.cell == paragraph.cell else None
