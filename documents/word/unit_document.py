"""A unit's own report as its Word template wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from documents.clean import paragraphs
from documents.shown import roman
from documents.word.consolidated import PORTRAIT, Context
from documents.word.letters import letter_context
from documents.word.tables import NUMBER, TEXT, Cell, Column, paragraph, plain_columns, table
from reporting.answers import Standing
from reporting.kinds.shown import show_date
from reporting.unit_report import Line, Prose, ReportSection, Rows, UnitReport

if TYPE_CHECKING:
    from documents.shown import Printed

_FILES = frozenset({"image", "file", "audio", "video"})
_WORDS = _FILES | {"text", "select_one", "select_multiple", "rank", "date", "time", "datetime"}


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
        how = "office" if unit.id == plan.office.id else unit.template
        subject = [phrase("unit_subject", programme=plan.programme), round_.period]
        return {
            "letter": letter_context(unit.letter, unit.name, self._report.at),
            "title": phrase("unit_title"),
            "subject": subject,
            "regime": phrase("unit_regime", title=plan.title, locality=plan.locality),
            "period": round_.period,
            "window": self._report.window.label,
            "closing": phrase(
                f"unit_closing_{how}",
                period=round_.period,
                sender=unit.name,
                recipients=", ".join(unit.letter.recipients),
            ),
            "sections": self._sections(),
            "document_title": " ".join([phrase("unit_title"), *subject]),
            "document_author": unit.name,
        }

    def _sections(self) -> list[Context]:
        """Outer groups are parts (I.), the groups inside them clauses (1.); in an outer group of
        texts alone every text is a clause."""
        headings = _Headings()
        for section in self._report.sections:
            headings.enter(section.headings)
            texts = [piece for piece in section.pieces if isinstance(piece, Prose)]
            if len(texts) == len(section.pieces) and len(section.headings) == 1:
                for prose in texts:
                    headings.clause(_bare(prose.label))
                    headings.put([_text(line) for line in self._written(prose)])
            else:
                headings.put(self._blocks(section))
        return headings.sections

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
        if line.standing is Standing.ZERO and line.kind in _WORDS:
            return self._printed.phrase("line_nothing")
        return line.shown or self._printed.phrase(f"line_{_standing(line.standing)}")

    def _remarks(self, line: Line | Prose) -> Iterable[str]:
        phrase = self._printed.phrase
        if isinstance(line, Line):
            if line.kind in _FILES and line.shown:
                yield line.shown
            if line.estimated:
                yield phrase("line_estimated")
            if line.given_on is not None:
                yield phrase("line_given_on", date=show_date(line.given_on))
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
        return [_text(line) for line in (named, *rest)]

    def _written(self, prose: Prose) -> list[str]:
        """The text's paragraphs, or what its standing says."""
        written = paragraphs(prose.text)
        remarks = "; ".join(self._remarks(prose))
        if not written:
            said = self._printed.phrase(_unwritten(prose))
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
            return [_text(text)]
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


class _Headings:
    """Sections with their numbers. What stands before any heading has a section without one."""

    def __init__(self) -> None:
        self.sections: list[Context] = []
        self._blocks: list[Context] = []
        self._before: tuple[str, ...] = ()
        self._parts = self._clauses = 0

    def enter(self, headings: tuple[str, ...]) -> None:
        """`headings` from the outermost group inwards; the first two have lines of their own."""
        outer, both = headings[:1], headings[:2]
        if outer and outer != self._before[:1]:
            self._parts, self._clauses = self._parts + 1, 0
            self._open(1, f"{roman(self._parts)}. {outer[0]}")
        if len(both) == 2 and both != self._before[:2]:
            self.clause(both[1])
        self._before = headings

    def clause(self, heading: str) -> None:
        self._clauses += 1
        self._open(2, f"{self._clauses}. {heading}")

    def put(self, blocks: Iterable[Context]) -> None:
        if not self.sections:
            self._open(0, "")
        self._blocks.extend(blocks)

    def _open(self, level: int, heading: str) -> None:
        self._blocks = []
        self.sections.append({"level": level, "heading": heading, "blocks": self._blocks})


def _text(text: str) -> Context:
    return {"table": "", "text": text}


def _unwritten(prose: Prose) -> str:
    """The phrase for a text that there is none of."""
    if prose.standing is Standing.ZERO and prose.zero in ("no_difficulty", "no_proposal"):
        return f"prose_{prose.zero}"
    return f"prose_{_standing(prose.standing)}"


def _standing(standing: Standing | None) -> str:
    return "unanswered" if standing is None else standing.value
