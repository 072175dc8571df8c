"""A unit's own report as its Word template wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from documents.clean import paragraphs
from documents.word.consolidated import PORTRAIT, Context
from documents.word.letters import letter_context
from documents.word.report_tables import plain_columns
from documents.word.tables import NUMBER, TEXT, Cell, Column, paragraph, table
from reporting.answers import Standing
from reporting.kinds.shown import show_date
from reporting.unit_report import Line, Prose, ReportSection, Rows, UnitReport

if TYPE_CHECKING:
    from documents.shown import Printed

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


_FILES = frozenset({"image", "file", "audio", "video"})


class UnitDocument:
    """Puts one unit's report into headings, tables of figures and paragraphs."""

    def __init__(
        self, report: UnitReport, printed: Printed, layouts: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self._report = report
        self._printed = printed
        self._layouts = layouts

    def context(self) -> Context:
        plan, unit, round_ = self._report.plan, self._report.unit, self._report.round
        phrase = self._printed.phrase
        subject = [phrase("unit_subject", programme=plan.programme), round_.period]
        return {
            "letter": letter_context(unit.letter, unit.name, self._report.at),
            "title": phrase("unit_title"),
            "subject": subject,
            "regime": phrase("unit_regime", title=plan.title, locality=plan.locality),
            "period": round_.period,
            "window": self._report.window.label,
            "office": plan.office.name,
            "sections": self._sections(),
            "document_title": " ".join([phrase("unit_title"), *subject]),
            "document_author": unit.name,
        }

    def _sections(self) -> list[Context]:
        """Outer groups are parts (I.), the groups inside them clauses (1.)."""
        sections: list[Context] = []
        before: Sequence[str] = ()
        parts = clauses = 0
        for section in self._report.sections:
            outer, inner = section.headings[:1], section.headings[1:2]
            if outer != before[:1] and outer:
                parts, clauses = parts + 1, 0
                sections.append(_section(1, f"{_ROMAN[parts - 1]}. {outer[0]}"))
            if inner and section.headings[:2] != before[:2]:
                clauses += 1
                sections.append(_section(2, f"{clauses}. {inner[0]}"))
            before = section.headings
            if not sections:
                sections.append(_section(2, ""))
            texts = [piece for piece in section.pieces if isinstance(piece, Prose)]
            if len(texts) == len(section.pieces):
                sections += [self._clause(n, prose) for n, prose in enumerate(texts, 1)]
            else:
                sections[-1]["blocks"] += self._blocks(section)  # type: ignore[operator]
        return sections

    def _clause(self, number: int, prose: Prose) -> Context:
        """A text in a group of texts has a heading of its own."""
        heading = self._printed.phrase("prose_heading", number=number, label=_bare(prose.label))
        blocks = [{"table": "", "text": text} for text in self._written(prose)]
        return {"level": 2, "heading": heading, "blocks": blocks}

    def _blocks(self, section: ReportSection) -> list[Context]:
        blocks: list[Context] = []
        lines: list[Line] = []
        for piece in section.pieces:
            if isinstance(piece, Line):
                lines.append(piece)
                continue
            blocks += self._figures(lines)
            lines = []
            blocks += self._within(piece) if isinstance(piece, Prose) else self._rows(piece)
        return blocks + self._figures(lines)

    def _figures(self, lines: list[Line]) -> list[Context]:
        if not lines:
            return []
        rows = [self._figure(number, line) for number, line in enumerate(lines, 1)]
        body = table(plain_columns(self._layouts["unit_lines"]), rows, PORTRAIT)
        return [{"table": body + paragraph("SauBang", "")}]

    def _figure(self, number: int, line: Line) -> list[Cell]:
        return [
            Cell(str(number), NUMBER),
            Cell(line.label),
            Cell(line.unit_of_measure, NUMBER),
            Cell(self._said(line), NUMBER),
            Cell("; ".join(self._remarks(line))),
        ]

    def _said(self, line: Line) -> str:
        if line.kind in _FILES and line.shown:
            return self._printed.phrase("line_file")
        return line.shown or self._printed.phrase(f"line_{_standing(line.standing)}")

    def _remarks(self, line: Line | Prose) -> Iterable[str]:
        phrase = self._printed.phrase
        if isinstance(line, Line):
            if line.kind in _FILES and line.shown:
                yield line.shown
            if line.estimated:
                yield phrase("line_estimated")
            if line.window is not None:
                yield line.window.label
        if line.note:
            yield line.note
        if line.promised is not None:
            yield phrase("line_promised", date=show_date(line.promised))

    def _within(self, prose: Prose) -> list[Context]:
        """A text among figures: its label before its first paragraph."""
        first, *rest = self._written(prose)
        named = self._printed.phrase("prose_within", label=_bare(prose.label), text=first)
        return [{"table": "", "text": text} for text in (named, *rest)]

    def _written(self, prose: Prose) -> list[str]:
        """The text's paragraphs, or what its standing says."""
        written = paragraphs(prose.text)
        remarks = "; ".join(self._remarks(prose))
        if not written:
            said = self._printed.phrase(f"prose_{_standing(prose.standing)}")
            written = [f"{said} ({remarks})." if remarks else f"{said}."]
        return written

    def _in_row(self, line: Line) -> Cell:
        return Cell(self._said(line), TEXT if line.kind == "text" else NUMBER)

    def _rows(self, rows: Rows) -> list[Context]:
        caption = paragraph("TenBang", rows.label)
        if not rows.rows:
            name = "rows_none" if rows.settled else "line_unanswered"
            text = self._printed.phrase(
                "rows_said", label=rows.label, said=self._printed.phrase(name)
            )
            return [{"table": "", "text": text}]
        layout = self._layouts["unit_lines"]
        first = rows.rows[0]
        widths = [40 if line.kind == "text" else 20 for line in first]
        columns = [Column(layout["number"], 6)]
        columns += [Column(h, width) for h, width in zip(rows.headings, widths, strict=True)]
        body = [
            [Cell(str(number), NUMBER), *(self._in_row(line) for line in row)]
            for number, row in enumerate(rows.rows, 1)
        ]
        return [{"table": caption + table(columns, body, PORTRAIT) + paragraph("SauBang", "")}]


def _bare(label: str) -> str:
    return label.rstrip(" .:?")


def _section(level: int, heading: str) -> Context:
    return {"level": level, "heading": heading, "blocks": []}


def _standing(standing: Standing | None) -> str:
    return "unanswered" if standing is None else standing.value
