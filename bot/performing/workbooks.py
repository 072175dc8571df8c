"""Jobs about workbooks: a unit's draft written as one, and one that came back read and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import (
    XLSX,
    Download,
    Performers,
    attachment_of,
    plain_name,
    say_no_document,
)
from bot.workplace import Workplace
from documents.excel.returned import read_returned
from documents.excel.unit_book import UnitBooks
from documents.package import UnfitFile
from reporting.workbook import Returned
from usecases.attachments import keep_unless_refused
from usecases.documents import hand_over
from usecases.messages import say
from usecases.ports import Work
from usecases.records import AttachmentRecord, Job, Message, OutgoingFile
from usecases.workbooks.giving import workbook
from usecases.workbooks.keeping import decided, keep
from usecases.workbooks.returned import holds_personal_data, read_back


class WorkbookPerformers:
    def __init__(
        self,
        place: Workplace,
        now: Callable[[], datetime],
        download: Download,
    ) -> None:
        self._place = place
        self._now = now
        self._download = download
        self._books = UnitBooks()

    def table(self) -> Performers:
        return {
            "workbook": (self.workbook, self.no_workbook),
            "workbook_returned": (self.returned, self.not_read),
            "workbook_keep": (self.keep, self.not_read),
        }

    def workbook(self, job: Job) -> None:
        library, now = self._place.library, self._now()
        book = self._place.reader.run(
            lambda work: workbook(work, library, job.params, now)
        ).result()
        if book is None:
            self._end(job, say("not_there", dedupe_key=f"job:{job.id}"))
            return
        data = self._books.write(book, now.astimezone(library.current.timezone))
        name = f"{plain_name(f'Bieu so lieu {book.unit} {book.period}')}.xlsx"
        file = OutgoingFile(self._place.files.put(data), name, XLSX)
        caption = say("unit_workbook", unit=book.unit, address=book.address, period=book.period)
        chat = job.params["chat"]
        self._place.writer.run(
            lambda work: hand_over(work, chat, file, caption, job.id, now)
        ).result()

    def returned(self, job: Job) -> None:
        record, now = attachment_of(self._place, job), self._now()
        data = self._download(record.file_id)
        answer = self._read_back(data, record.name, job)
        kept = not holds_personal_data(answer)
        sha256 = self._place.files.put(data) if kept else ""

        def end(work: Work) -> None:
            keep_unless_refused(work, record, sha256, len(data), now)
            work.outbox.add(job.params["chat"], answer, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def _read_back(self, data: bytes, name: str, job: Job) -> Message:
        library, now = self._place.library, self._now()
        try:
            returned = read_returned(data)
        except UnfitFile as error:
            return say("workbook_unfit", name=name, code=error.code)
        return self._place.reader.run(
            lambda work: read_back(work, library, job.params, returned, now)
        ).result()

    def keep(self, job: Job) -> None:
        """What was read back and confirmed; only that, and only once."""
        record = attachment_of(self._place, job)
        returned = self._returned(record)
        library, now = self._place.library, self._now()
        decision = self._place.reader.run(
            lambda work: decided(work, library, job.params, returned, now)
        ).result()

        def end(work: Work) -> None:
            said = decision.instead or keep(work, decision, job.params, record.sha256, now)
            work.outbox.add(job.params["chat"], said, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def _returned(self, record: AttachmentRecord) -> Returned:
        return read_returned(self._place.files.get(record.sha256))

    def _end(self, job: Job, message: Message) -> None:
        now = self._now()

        def end(work: Work) -> None:
            work.outbox.add(job.params["chat"], message, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def no_workbook(self, job: Job) -> None:
        say_no_document(self._place, job, self._now())

    def not_read(self, job: Job) -> None:
        record, now = attachment_of(self._place, job), self._now()

        def tell(work: Work) -> None:
            failed = say("file_failed", name=record.name, dedupe_key=f"job:{job.id}")
            work.outbox.add(job.params["chat"], failed, now)

        self._place.writer.run(tell).result()
