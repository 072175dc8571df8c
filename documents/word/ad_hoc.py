"""The consolidated document of an ad hoc request: unit by question with totals, gaps named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from documents.clean import paragraphs
from documents.shown import roman
from documents.word.ad_hoc_tables import AdHocTables
from documents.word.consolidated import PORTRAIT, Context
from documents.word.letters import letter_context
from documents.word.tables import (
    NUMBER,
    Cell,
    Column,
    paragraph,
    table,
)
from reporting.answers import Standing
from reporting.forms import Instance, Surroundings
from reporting.kinds.shown import show_date
from reporting.text import capitalized
from reporting.unit_report import Line, Prose, unit_report

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.adhoc import Request
    from reporting.consolidation import ConsolidatedReport
    from reporting.forms import Form, Question


class AdHocDocument:
    """`words` is templates/documents/ad-hoc.toml."""

    def __init__(
        self,
        report: ConsolidatedReport,
        request: Request,
        form: Form,
        printed: Printed,
        words: Mapping[str, str],
    ) -> None:
        self._report = report
        self._request = request
        self._form = form
        self._printed = printed
        self._words = words
        owed = {*report.submitted, *report.unsubmitted}
        self._units = [unit for unit in report.plan.units if unit.id in owed]
        self._said = {unit_id: self._read(unit_id) for unit_id in report.submitted}
        self._tables = AdHocTables(report, request, form, printed, words, self._said, self._units)

    def context(self) -> Context:
        plan, title = self._report.plan, self._request.title
        subject = self._say("subject", title=title)
        return {
            "letter": letter_context(plan.letter["A"], plan.office.name, self._report.at),
            "title": self._say("title"),
            "subject": [subject],
            "opening": self._opening(),
            "sections": self._sections(),
            "closing": self._say("closing", title=title).rstrip(" ./") + "./.",
            "document_title": f"{self._say('title')} {subject}",
            "document_author": plan.office.name,
        }

    def _sections(self) -> list[Context]:
        """Parts that have something to say; the texts are clauses of theirs."""
        texts = self._texts()
        parts: list[tuple[str, list[Context], list[Context]]] = [
            ("status", self._status(), []),
            ("figures", self._tables.blocks(), []),
            ("texts", [], texts),
            ("held", self._held(), []),
        ]
        sections: list[Context] = []
        filled = ((name, own, clauses) for name, own, clauses in parts if own or clauses)
        for at, (name, own, clauses) in enumerate(filled, 1):
            heading = f"{roman(at)}. {self._say(name)}"
            sections += [{"level": 1, "heading": heading, "blocks": own}, *clauses]
        return sections

    def _say(self, name: str, **params: object) -> str:
        return self._words[name].format(**params)

    def _opening(self) -> str:
        office, superior = self._report.plan.office.name, self._request.superior
        if superior is None:
            return self._say("opening", office=office, window=self._window())
        letter = (
            self._say("letter_number", number=superior.number)
            if superior.number
            else self._say("letter_unnumbered")
        )
        if superior.date:
            letter += self._say("letter_date", date=superior.date)
        if superior.subject:
            letter += self._say("letter_subject", subject=superior.subject)
        return self._say("opening_letter", letter=letter, office=office, window=self._window())

    def _window(self) -> str:
        window = self._report.round.window
        name = "window_day" if window.from_ == window.to else "window"
        return self._say(name, since=show_date(window.from_), until=show_date(window.to))

    def _status(self) -> list[Context]:
        reported, owed = len(self._report.submitted), len(self._units)
        missing = self._printed.names(self._report.unsubmitted)
        name = "status_all" if reported == owed else "status_some" if reported else "status_none"
        blocks = [_text(self._say(name, owed=owed, reported=reported, missing=missing))]
        late = [unit_id for unit_id, sent in self._report.submitted.items() if sent.late]
        if late:
            blocks.append(_text(self._say("status_late", units=self._printed.names(late))))
        return blocks

    # Texts, unit by unit

    def _texts(self) -> list[Context]:
        """One clause a question."""
        asked = [
            question
            for question in self._form.questions
            if question.kind == "text" and question.asked and not question.repeat
        ]
        return [
            {
                "level": 2,
                "heading": f"{at}. {question.attributes.get('printed') or question.label}",
                "blocks": [_text(line) for line in self._written(question)],
            }
            for at, question in enumerate(asked, 1)
        ]

    def _written(self, question: Question) -> Iterator[str]:
        for unit in self._units:
            if unit.id not in self._said:
                continue
            prose = self._said[unit.id].get(question.name)
            written = paragraphs(prose.text) if isinstance(prose, Prose) else []
            first, *rest = written or [self._say(_unwritten(prose))]
            yield self._say("text", unit=capitalized(unit.short_name), text=first)
            yield from rest
        if self._report.unsubmitted:
            name = "text_missing" if self._said else "text_none"
            yield self._say(name, units=self._printed.names(self._report.unsubmitted))

    def _held(self) -> list[Context]:
        if not self._request.held:
            return []
        plan = self._report.plan
        names = (
            "number",
            "held_heading",
            "held_measure",
            "held_total",
            "held_period",
            "held_parts",
        )
        columns = [
            Column(self._say(name), width)
            for name, width in zip(names, (6, 34, 12, 12, 18, 30), strict=True)
        ]
        rows = [
            [
                Cell(str(number), NUMBER),
                Cell(each.wording),
                Cell(each.unit_of_measure, NUMBER),
                Cell(each.total, NUMBER),
                Cell(self._say("held_source", period=each.period)),
                Cell(
                    "; ".join(
                        self._say(
                            "held_part",
                            unit=capitalized(plan.unit(unit_id).short_name),
                            shown=shown,
                        )
                        for unit_id, shown in each.parts.items()
                    )
                ),
            ]
            for number, each in enumerate(self._request.held, 1)
        ]
        body = table(columns, rows, PORTRAIT) + paragraph("SauBang", "")
        return [{"table": body, "text": ""}]

    def _read(self, unit_id: str) -> dict[str, Line | Prose]:
        """What the unit said, by question, as its own report would print it."""
        report, sent = self._report, self._report.submitted[unit_id]
        unit = report.plan.unit(unit_id)
        instance = Instance.of(self._form, sent.answers, Surroundings(sent.at, "ad_hoc"))
        said = unit_report(
            report.plan, unit, report.round, instance, at=report.at, version=sent.version
        )
        pieces = (piece for section in said.sections for piece in section.pieces)
        return {piece.question: piece for piece in pieces if isinstance(piece, Line | Prose)}


def _text(text: str) -> Context:
    return {"table": "", "text": text}


def _unwritten(prose: Line | Prose | None) -> str:
    if prose is None:
        return "text_nothing"
    if prose.standing is Standing.NOT_APPLICABLE:
        return "text_not_applicable"
    return "text_not_yet" if prose.standing is Standing.NOT_YET else "text_nothing"
