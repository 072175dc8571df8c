"""Jobs about the office's files: an edited report gets the figures of today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePath

from bot.performing.performer import XLSX, Download, Performers, attachment_of
from bot.workplace import Workplace
from documents.controls.told import outcome_words
from documents.excel.forms import Forms
from documents.package import UnfitFile
from documents.templating.check import Flaw, has_tags
from documents.templating.samples import nobody, trials_of
from documents.templating.trial import Trial, Trials
from documents.word import WordDocuments
from documents.word.refreshing import OpenedReport
from documents.word.render import phrases
from reporting.consolidation import ConsolidatedReport
from usecases.buttons import screen
from usecases.deciding.finals import ordered
from usecases.documents import DOCX
from usecases.messages import say
from usecases.papers.forms import keep_checked_form
from usecases.papers.templates import keep_checked
from usecases.ports import Work
from usecases.records import AttachmentRecord, Button, Job, Message, OutgoingFile


class PaperPerformers:
    def __init__(
        self,
        place: Workplace,
        now: Callable[[], datetime],
        download: Download,
    ) -> None:
        self._place = place
        self._now = now
        self._download = download
        self._word = WordDocuments()
        self._forms = Forms(phrases())

    def table(self) -> Performers:
        return {
            "paper": (self.paper, self.no_paper),
            "form": (self.form, self.no_paper),
        }

    def form(self, job: Job) -> None:
        """Another authority's workbook, stored already: filled with what there is before anybody
        has reported."""
        now, record = self._now(), attachment_of(self._place, job)
        data = self._place.files.get(record.sha256)
        plan = self._place.library.current
        flaws, sample = self._forms.flaws(data, nobody(plan, now))
        answer = self._of_form(job, record, flaws, sample)

        def end(work: Work) -> None:
            if not flaws:
                keep_checked_form(work, record.id, record.name, data)
            work.outbox.add(job.params["chat"], answer, now)
            work.audit.note(now, job.params["by"], answer.kind, f"file:{record.sha256}", {})
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def _of_form(
        self, job: Job, record: AttachmentRecord, flaws: list[Flaw], sample: bytes
    ) -> Message:
        file = None
        rows: tuple[tuple[Button, ...], ...] = ()
        if not flaws:
            stem = PurePath(record.name).stem
            file = OutgoingFile(self._place.files.put(sample), f"Dien thu - {stem}.xlsx", XLSX)
            rows = ((screen("form_use", record.id),),)
        return say(
            "form_checked",
            file=file,
            buttons=rows,
            dedupe_key=f"job:{job.id}",
            name=record.name,
            faults=[asdict(each) for each in flaws],
        )

    def paper(self, job: Job) -> None:
        now, record = self._now(), attachment_of(self._place, job)
        data = self._download(record.file_id)
        sha256 = self._place.files.put(data)
        answer, trial = self._answer(data, record.name, job)

        def end(work: Work) -> None:
            work.attachments.stored(record.id, sha256, len(data), now)
            if trial is not None and trial.fit:
                keep_checked(work, record.id, trial.kind, record.name, data)
            work.outbox.add(job.params["chat"], answer, now)
            work.audit.note(now, job.params["by"], answer.kind, f"file:{sha256}", {})
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def _answer(self, data: bytes, name: str, job: Job) -> tuple[Message, Trial | None]:
        try:
            if has_tags(data):
                return self._tried(data, name, job)
            return self._refreshed(data, name, job), None
        except UnfitFile as error:
            unfit = say("paper_unfit", name=name, code=error.code, dedupe_key=f"job:{job.id}")
            return unfit, None

    def _tried(self, data: bytes, name: str, job: Job) -> tuple[Message, Trial]:
        """A template: what is wrong with it, or a sample and the button that puts it into use."""
        trial = self.trials().try_out(data)
        file = None
        rows: tuple[tuple[Button, ...], ...] = ()
        if trial.fit:
            sample = self._place.files.put(trial.sample)
            file = OutgoingFile(sample, f"Lap thu - {PurePath(name).stem}.docx", DOCX)
            rows = ((screen("template_use", job.params["attachment"]),),)
        said = say(
            "template_checked",
            file=file,
            buttons=rows,
            dedupe_key=f"job:{job.id}",
            name=name,
            sent=True,
            **trial.told(),
        )
        return said, trial

    def trials(self) -> Trials:
        """Samples are of the first round of the current plan, before anybody has reported."""
        return trials_of(self._place.library.current, self._word, self._now())

    def _refreshed(self, data: bytes, name: str, job: Job) -> Message:
        report = self._report(OpenedReport(data).manifest.round_id)
        made, outcome = self._word.refreshed(data, report)
        file = OutgoingFile(self._place.files.put(made), f"{PurePath(name).stem}.docx", DOCX)
        words = outcome_words(outcome, report)
        return say("document_refreshed", file=file, dedupe_key=f"job:{job.id}", **words)

    def _report(self, round_id: str) -> ConsolidatedReport:
        library, now = self._place.library, self._now()
        try:
            return self._place.reader.run(
                lambda work: ordered(work, library, {"round": round_id}, now)[0]
            ).result()
        except KeyError:
            raise UnfitFile("other_round") from None

    def no_paper(self, job: Job) -> None:
        record, now = attachment_of(self._place, job), self._now()

        def give_up(work: Work) -> None:
            work.attachments.failed(record.id, "fetch", now)
            failed = say("file_failed", name=record.name, dedupe_key=f"job:{job.id}")
            work.outbox.add(job.params["chat"], failed, now)

        self._place.writer.run(give_up).result()
