"""Jobs about files people send: fetched from Telegram, and kept if they are of a sort we take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import Download, Performers, attachment_of
from bot.workplace import Workplace
from reporting.file_types import LONGEST, file_type
from usecases.adhoc.letters import forget_letter, send_on
from usecases.attachments import give_up_fetching, keep_fetched, refuse_fetched
from usecases.ports import Work
from usecases.records import AttachmentRecord, Job


class AttachmentPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime], download: Download) -> None:
        self._place = place
        self._now = now
        self._download = download

    def table(self) -> Performers:
        return {"fetch": (self.fetch, self.no_file)}

    def fetch(self, job: Job) -> None:
        record, now = attachment_of(self._place, job), self._now()
        data = self._download(record.file_id)
        if file_type(data[:LONGEST]) is None:
            self._refuse(job, record, now)
            return
        sha256 = self._place.files.put(data)

        def keep(work: Work) -> None:
            keep_fetched(work, record.id, sha256, len(data), now)
            send_on(work, record.id, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(keep).result()

    def _refuse(self, job: Job, record: AttachmentRecord, now: datetime) -> None:
        def refuse(work: Work) -> None:
            refuse_fetched(work, record, job.params["chat"], now)
            forget_letter(work, record.id, now)
            work.jobs.done(job.id, now)

        self._place.writer.run(refuse).result()

    def no_file(self, job: Job) -> None:
        record, chat, now = attachment_of(self._place, job), job.params["chat"], self._now()

        def end(work: Work) -> None:
            give_up_fetching(work, record, chat, now)
            forget_letter(work, record.id, now)

        self._place.writer.run(end).result()
