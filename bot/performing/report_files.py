"""What goes with the Word file of a consolidated report: charts, Excel, and a PDF of that file.

The Word file is out by then; none of this holds it up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import XLSX, Performers
from bot.workplace import Workplace
from documents.excel import ExcelDocuments
from documents.excel.forms import Forms
from documents.pdf import PdfError, find_office, strange_fonts, to_pdf
from documents.pictures.charts import Charts
from documents.word.render import phrases
from reporting.consolidation import ConsolidatedReport
from usecases.deciding.finals import ordered
from usecases.messages import say
from usecases.papers.forms import active_form
from usecases.ports import Work
from usecases.records import Job, Message, OutgoingFile

_log = logging.getLogger(__name__)
_PDF, _PNG = "application/pdf", "image/png"


class ReportFilePerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now
        self._excel = ExcelDocuments()
        self._forms = Forms(phrases())

    def table(self) -> Performers:
        return {
            "report_figures": (self.figures, self.nothing_more),
            "report_pdf": (self.pdf, self.no_pdf),
        }

    def figures(self, job: Job) -> None:
        """Charts and workbooks, of the round that the job names."""
        library, now = self._place.library, self._now()
        report, _ = self._place.reader.run(
            lambda work: ordered(work, library, job.params, now)
        ).result()
        messages = [*self._charts(report, job), *self._books(report, job)]
        messages += self._form(report, job)
        self._end(job, messages)

    def _charts(self, report: ConsolidatedReport, job: Job) -> list[Message]:
        charts, round_ = Charts(report, phrases()), report.round.id
        return [
            say(
                "report_chart",
                file=self._stored(charts.draw(name), f"{charts.file(name)} {round_}.png", _PNG),
                dedupe_key=f"job:{job.id}:{name}",
                title=title,
                at=report.at.isoformat(),
            )
            for name, title in charts.titles().items()
        ]

    def _books(self, report: ConsolidatedReport, job: Job) -> list[Message]:
        made = {
            "report_excel": (self._excel.consolidated(report), "Bao cao tong hop"),
            "report_internal": (self._excel.submissions(report), "Noi bo - Tinh hinh nop"),
        }
        return [
            say(
                kind,
                file=self._stored(data, f"{name} {report.round.id}.xlsx", XLSX),
                dedupe_key=f"job:{job.id}:{kind}",
                period=report.round.period,
                at=report.at.isoformat(),
            )
            for kind, (data, name) in made.items()
        ]

    def _form(self, report: ConsolidatedReport, job: Job) -> list[Message]:
        """The form of another authority, where the office has given one: of the plan's figures."""
        if report.request is not None:
            return []
        form = self._place.reader.run(active_form).result()
        if form is None:
            return []
        name, template = form
        flaws, filled = self._forms.flaws(template, report)
        return [
            say(
                "report_form",
                file=None if flaws else self._stored(filled, name, XLSX),
                dedupe_key=f"job:{job.id}:form",
                name=name,
                flaws=len(flaws),
                period=report.round.period,
                at=report.at.isoformat(),
            )
        ]

    def pdf(self, job: Job) -> None:
        """Of the Word file that the job names; without LibreOffice the office is told so."""
        office = find_office()
        if office is None:
            self._end(job, [self._no_pdf(job, "absent")])
            return
        try:
            pdf = to_pdf(self._place.files.get(job.params["word"]), office)
        except PdfError as error:
            _log.warning("no PDF of a report: %s", error)
            self._end(job, [self._no_pdf(job, "failed")])
            return
        file = self._stored(pdf, f"{job.params['name']}.pdf", _PDF)
        fonts = strange_fonts(pdf)
        said = say("report_pdf", file=file, dedupe_key=f"job:{job.id}", fonts=list(fonts))
        self._end(job, [said])

    def no_pdf(self, job: Job) -> None:
        now = self._now()
        said = self._no_pdf(job, "failed")
        self._place.writer.run(lambda work: work.outbox.add(job.params["chat"], said, now)).result()

    def nothing_more(self, job: Job) -> None:
        now = self._now()
        said = say("report_figures_failed", dedupe_key=f"job:{job.id}")
        self._place.writer.run(lambda work: work.outbox.add(job.params["chat"], said, now)).result()

    def _no_pdf(self, job: Job, why: str) -> Message:
        return say("report_no_pdf", dedupe_key=f"job:{job.id}", why=why)

    def _stored(self, data: bytes, name: str, mime: str) -> OutgoingFile:
        return OutgoingFile(self._place.files.put(data), name, mime)

    def _end(self, job: Job, messages: list[Message]) -> None:
        now = self._now()

        def end(work: Work) -> None:
            for message in messages:
                work.outbox.add(job.params["chat"], message, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()
