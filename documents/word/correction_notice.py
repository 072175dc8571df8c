"""The correction notice as its Word template wants it: a report of its own, as what was issued with
faults in its content is corrected by a document of the same kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from documents.clean import paragraphs
from documents.word.letters import letter_context
from documents.word.tables import NUMBER, Cell, Column, table
from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.consolidated import Context
    from usecases.deciding.changed import Told
    from usecases.deciding.correcting import Correction

_WIDTH = 9355  # twips between the margins
_SHARES = (7, 43, 25, 25)


class CorrectionNotice:
    def __init__(self, made: Correction, printed: Printed) -> None:
        self._made = made
        self._printed = printed

    def context(self) -> Context:
        report = self._made.report
        letter = report.plan.letter[self._made.model]
        subject = [self._phrase("correction_subject"), self._phrase("correction_of")]
        return {
            "letter": letter_context(letter, self._sender(), report.at),
            "title": self._phrase("correction_title"),
            "subject": subject,
            "opening": [self._phrase("correction_opening"), *self._why()],
            "sections": self._sections(),
            "closing": self._phrase("correction_closing"),
            "document_title": " ".join([self._phrase("correction_title"), *subject]),
            "document_author": self._sender(),
        }

    def _why(self) -> list[str]:
        units = self._printed.names(self._made.units)
        return [self._printed.phrase("correction_why", units=units)] if units else []

    def _sections(self) -> list[Mapping[str, object]]:
        """Figures in a table, texts as paragraphs; numbered, without gaps."""
        figures = [each for each in self._made.changes if each.sort == "figure"]
        texts = [each for each in self._made.changes if each.sort == "text"]
        found = []
        if figures:
            found.append(
                ("correction_figures", [{"table": self._table(figures), "text": "", "kept": False}])
            )
        if texts:
            lines = [line for each in texts for line in self._text(each)]
            blocks = [{"table": "", "text": line, "kept": line.endswith(":")} for line in lines]
            found.append(("correction_texts", blocks))
        return [
            {
                "level": 2,
                "heading": self._printed.phrase(name, number=number),
                "blocks": blocks,
            }
            for number, (name, blocks) in enumerate(found, 1)
        ]

    def _table(self, figures: list[Told]) -> object:
        phrase = self._printed.phrase
        headings = (
            phrase("correction_number"),
            phrase("correction_what"),
            phrase("correction_old"),
            phrase("correction_new"),
        )
        columns = [Column(name, share) for name, share in zip(headings, _SHARES, strict=True)]
        none = phrase("correction_none")
        rows = [
            [
                Cell(str(number), NUMBER),
                Cell(each.whole_label),
                Cell(each.old or none, NUMBER),
                Cell(each.new or none, NUMBER),
            ]
            for number, each in enumerate(figures, 1)
        ]
        return table(columns, rows, _WIDTH)

    def _text(self, each: Told) -> Iterator[str]:
        yield self._printed.phrase("correction_text", label=each.whole_label)
        for name, text in (("correction_said", each.old), ("correction_says", each.new)):
            first, *others = paragraphs(text) or [self._printed.phrase("correction_no_text")]
            yield self._printed.phrase(name, text=first)
            yield from others

    def _sender(self) -> str:
        """The office, or whom the office reports to."""
        plan = self._made.report.plan
        return plan.office.name if self._made.model == "A" else plan.letter["A"].recipients[0]

    def _phrase(self, name: str) -> str:
        report = self._made.report
        letter = report.plan.letter[self._made.model]
        recipients = [each.rstrip(" ;.") for each in letter.recipients]
        return self._printed.phrase(
            name,
            programme=report.plan.programme,
            period=report.round.period,
            symbol=letter.symbol,
            year=self._made.made_at.year,
            made_on=show_date(self._made.made_at.date()),
            sender=self._sender(),
            recipients=self._printed.listed(recipients),
        )
