"""The consolidated report as its Word template wants it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from documents.controls.marks import Marked, unmarked
from documents.controls.write import place_for
from documents.tied import tied, untied
from documents.word.carried_lines import carried_lines
from documents.word.letters import letter_context
from documents.word.texts import narrative_lines

if TYPE_CHECKING:
    from documents.sentences import Sentences
    from documents.shown import Printed
    from documents.word.report_tables import ReportTables
    from documents.word.tables import Piece
    from reporting.consolidation import ConsolidatedReport
    from reporting.plan import Annex, Block, Section

PORTRAIT = 9355  # twips between the margins
LANDSCAPE = 14287

Context = dict[str, object]


class ConsolidatedDocument:
    """Puts one report into words and tables. `model` "A" goes from the office to the town, "B" from
    the town to the province."""

    def __init__(
        self,
        report: ConsolidatedReport,
        model: str,
        sentences: Sentences,
        tables: ReportTables,
        printed: Printed,
    ) -> None:
        self._report = report
        self._model = model
        self._sentences = sentences
        self._tables = tables
        self._printed = printed
        self.tables: list[Piece] = []  # in the order of their places in the context

    def context(self) -> Context:
        """Raises KeyError for a model the plan does not have."""
        plan, say = self._report.plan, self._sentences.paragraph
        outline = plan.outline
        subject = [tied(say(line)) for line in outline.subject]
        sections = [self._section(section) for section in outline.sections]
        annexes = [annex for annex in outline.annexes if not annex.internal]
        context: Context = {
            "letter": letter_context(plan.letter[self._model], self._sender(), self._report.at),
            "title": say(outline.title),
            "subject": subject,
            "opening": [tied(text) for line in outline.opening if (text := say(line))],
            "sections": sections,
            "closing": tied(say(outline.closing).rstrip(" ./")) + "./.",
            "unmentioned": self._unmentioned(sections, annexes),
            "annexes": [self._annex(annex, annexes) for annex in annexes],
            "document_title": untied(" ".join([say(outline.title), *subject])),
            "document_author": self._sender(),
        }
        return context

    def _sender(self) -> str:
        """The office, or whom the office reports to."""
        if self._model == "A":
            return self._report.plan.office.name
        return self._report.plan.letter["A"].recipients[0]

    def _section(self, section: Section) -> Mapping[str, object]:
        kind = self._report.round.kind
        asked = [block for block in section.blocks if not block.rounds or kind in block.rounds]
        blocks = [
            piece
            for at, block in enumerate(asked, 1)
            for piece in self._pieces(block, f"{section.id}/{at}")
        ]
        if asked and not blocks:
            blocks = [_text(self._printed.phrase("section_nothing"))]
        heading = tied(self._sentences.paragraph(section.heading))
        return {"level": section.level, "heading": heading, "blocks": blocks}

    def _pieces(self, block: Block, place: str) -> list[Context]:
        if block.table:
            return self._table(block.table, PORTRAIT)
        if block.narratives:
            lines = narrative_lines(self._report, block.narratives, self._printed)
            lines += carried_lines(self._report, block.narratives, self._printed)
            return [_text(line) for line in lines]
        text = tied(self._sentences.marked(block.say, place))
        return [_text(text)] if text else []

    def _table(self, name: str, width: int) -> list[Context]:
        built = self._tables.build(name, width)
        first = len(self.tables)
        self.tables += built
        return [
            {"table": place_for(first + at), "text": "", "kept": False} for at in range(len(built))
        ]

    def _annex(self, annex: Annex, annexes: list[Annex]) -> Context:
        return {
            "number": self._number(annex, annexes),
            "title": self._sentences.paragraph(annex.title),
            "blocks": self._table(annex.table, LANDSCAPE),
        }

    def _number(self, annex: Annex, annexes: list[Annex]) -> str:
        """A single annex has no number (R39)."""
        name = "annex" if len(annexes) > 1 else "annex_single"
        return self._printed.phrase(name, number=annex.id)

    def _unmentioned(self, sections: list[Mapping[str, object]], annexes: list[Annex]) -> str:
        """The annexes the plan's sentences do not point to (R42)."""
        said = untied(" ".join(_all_text(sections))) + " "
        numbers = [self._number(annex, annexes) for annex in annexes]
        absent = [n for n in numbers if not any(f"{n}{end}" in said for end in " ,.;)")]
        return ", ".join(absent)


def _text(text: str) -> Context:
    kept = unmarked(text).rstrip().endswith(":")  # it says what follows: it stays with that
    return {"table": "", "text": Marked(text), "kept": kept}


def _all_text(sections: list[Mapping[str, object]]) -> list[str]:
    return [
        unmarked(str(block["text"]))
        for section in sections
        for block in section["blocks"]  # type: ignore[attr-defined]
        if not block["table"]
    ]
