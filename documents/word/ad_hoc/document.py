"""The consolidated document of an ad hoc request, as its Word template wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from documents.controls.marks import Marked, marked
from documents.controls.write import place_for
from documents.shown import roman
from documents.word.ad_hoc.answers import AdHocAnswers, label_of
from documents.word.ad_hoc.choices import ChoiceTables
from documents.word.ad_hoc.held import held_table
from documents.word.ad_hoc.lists import ListTables
from documents.word.ad_hoc.tables import FigureTables
from documents.word.consolidated import Context
from documents.word.letters import letter_context
from documents.word.texts import narrative_lines
from reporting.adhoc import about, day_of
from reporting.kinds.shown import show_date
from reporting.plan.outline import literal

if TYPE_CHECKING:
    from documents.sentences import Sentences
    from documents.shown import Printed
    from documents.word.tables import Piece
    from reporting.adhoc import Request
    from reporting.consolidation import ConsolidatedReport


class AdHocDocument:
    """`words` is templates/documents/ad-hoc.toml; `model` whose letter it is, as for any report."""

    def __init__(
        self,
        report: ConsolidatedReport,
        request: Request,
        model: str,
        sentences: Sentences,
        printed: Printed,
        words: Mapping[str, str],
    ) -> None:
        self._report = report
        self._request = request
        self._letter = report.plan.letter[model]
        self._sender = (
            report.plan.office.name if model == "A" else report.plan.letter["A"].recipients[0]
        )
        self._sentences = sentences
        self._printed = printed
        self._words = words
        self._answers = AdHocAnswers(report, request)
        self.tables: list[Piece] = []  # in the order of their places in the context

    def context(self) -> Context:
        subject = [self._sentences.paragraph(line) for line in self._report.plan.outline.subject]
        closing = self._say("closing", sender=self._sender, recipients=self._recipients())
        return {
            "letter": letter_context(self._letter, self._sender, self._report.at),
            "title": self._say("title"),
            "subject": subject,
            "opening": self._opening(),
            "sections": self._sections(),
            "closing": closing.rstrip(" ./") + "./.",
            "document_title": " ".join([self._say("title"), *subject]),
            "document_author": self._sender,
        }

    def _say(self, name: str, **params: object) -> str:
        return self._words[name].format(**params)

    def _recipients(self) -> str:
        return self._printed.listed([name.rstrip(" ;.") for name in self._letter.recipients])

    def _opening(self) -> str:
        office, superior = self._report.plan.office.name, self._request.superior
        if superior is None:
            return self._say("opening", office=office, window=self._window())
        return self._say(
            "opening_letter", letter=self._cited(), office=office, window=self._window()
        )

    def _cited(self) -> str:
        """The superior's letter with number, day, authority and subject, as far as they are
        known."""
        superior = self._request.superior
        assert superior is not None, "looked at by the caller"
        day = day_of(superior)
        pieces = [superior.number or self._say("letter_unnumbered")]
        if day is not None:
            # Decree 30, R16: a nought before days below 10 and before the months 1 and 2.
            month = f"{day.month:02}" if day.month < 3 else str(day.month)
            pieces.append(self._say("letter_day", day=f"{day.day:02}", month=month, year=day.year))
        elif superior.date:
            pieces.append(self._say("letter_date", date=superior.date))
        if superior.authority:
            pieces.append(self._say("letter_authority", authority=superior.authority))
        if superior.subject:
            pieces.append(self._say("letter_subject", subject=about(superior.subject)))
        return "".join(pieces)

    def _window(self) -> str:
        window = self._report.round.window
        name = "window_day" if window.from_ == window.to else "window"
        return self._say(name, since=show_date(window.from_), until=show_date(window.to))

    def _sections(self) -> list[Context]:
        """Parts that have something to say."""
        parts = [
            ("status", list(self._status()), []),
            ("figures", [*self._sums(), *self._tables()], []),
            ("choices", [], list(self._chosen())),
            ("lists", [], list(self._lists())),
            ("texts", [], list(self._texts())),
            ("reasons", list(self._reasons()), []),
            ("held", self._held(), []),
        ]
        sections: list[Context] = []
        filled = [part for part in parts if part[1] or part[2]]
        for at, (name, own, clauses) in enumerate(filled, 1):
            heading = f"{roman(at)}. {self._say(name)}"
            sections.append({"level": 1, "heading": heading, "blocks": own})
            sections += [
                {"level": 2, "heading": f"{number}. {label}", "blocks": blocks}
                for number, (label, blocks) in enumerate(clauses, 1)
            ]
        return sections

    def _status(self) -> Iterator[Context]:
        report, names = self._report, self._printed.names
        reported, owed = len(report.submitted), len(self._answers.units)
        missing = names(report.unsubmitted)
        name = "status_all" if reported == owed else "status_some" if reported else "status_none"
        said = self._say(name, owed=owed, reported=reported, missing=missing)
        yield _text(marked("status:note", said))
        late = [unit_id for unit_id, sent in report.submitted.items() if sent.late]
        for told, units in (
            ("status_late", late),
            ("status_noted", report.noted),
            ("status_provisional", report.provisional),
        ):
            if units:
                yield _text(marked(f"{told}:note", self._say(told, units=names(units))))
        if report.stand_ins:
            yield _text(self._sentences.marked(self._words["status_stood_in"], "status_stood_in"))

    def _sums(self) -> Iterator[Context]:
        """Each sum in a sentence of its own, with its gap."""
        for question in self._answers.columns:
            for figure in self._answers.figures(question):
                if not figure.apart:
                    word = "tien" if figure.indicator.kind == "money" else "so"
                    label = literal(label_of(question))
                    said = self._words["sum"].replace("LABEL", label).replace("WORD", word)
                    sentence = said.replace("NAME", figure.indicator.id)
                    yield _text(self._sentences.marked(sentence, figure.indicator.id))

    def _tables(self) -> list[Context]:
        built = FigureTables(self._answers, self._printed, self._say).build()
        return self._placed(built)

    def _chosen(self) -> Iterator[tuple[str, list[Context]]]:
        for label, piece in ChoiceTables(self._answers, self._printed, self._say).build():
            yield label, self._placed([piece])

    def _lists(self) -> Iterator[tuple[str, list[Context]]]:
        for label, piece, said in ListTables(self._answers, self._printed, self._say).build():
            yield label, self._placed([piece]) if piece else [_text(said)]

    def _texts(self) -> Iterator[tuple[str, list[Context]]]:
        """What units wrote, each question a clause."""
        for question in self._answers.written:
            lines = narrative_lines(self._report, question.section, self._printed)
            label = question.attributes.get("printed") or question.label
            yield label, [_text(line) for line in lines or [self._say("texts_none")]]

    def _reasons(self) -> Iterator[Context]:
        """Why figures are far off what was known, as units put it."""
        variance = self._report.plan.variance
        section = variance.section if variance else ""
        if self._report.narratives.get(section):
            for line in narrative_lines(self._report, section, self._printed):
                yield _text(line)

    def _held(self) -> list[Context]:
        return self._placed(held_table(self._answers, self._printed, self._words))

    def _placed(self, pieces: Iterable[Piece]) -> list[Context]:
        first, built = len(self.tables), list(pieces)
        self.tables += built
        return [{"table": place_for(first + at), "text": ""} for at in range(len(built))]


def _text(text: str) -> Context:
    return {"table": "", "text": Marked(text)}
