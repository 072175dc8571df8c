"""Jobs about Word files that are read for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import Download, Performers, attachment_of
from bot.workplace import Workplace
from documents.package import UnfitFile
from documents.word.prose import prose_of
from reporting.kinds.reading.personal_data import has_personal_data
from usecases.attachments import give_up_fetching, keep_unless_refused
from usecases.drafting.text_files import take_text
from usecases.ports import Work
from usecases.records import Job


class TextFilePerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime], download: Download) -> None:
        self._place = place
        self._now = now
        self._download = download

    def table(self) -> Performers:
        return {"read_text": (self.read, self.not_read)}

    def read(self, job: Job) -> None:
        record, library, now = attachment_of(self._place, job), self._place.library, self._now()
        data = self._download(record.file_id)
        text, fault = _read(data)
        kept = not fault and not has_personal_data(text)
        sha256 = self._place.files.put(data) if kept else ""

        def end(work: Work) -> None:
            keep_unless_refused(work, record, sha256, len(data), now)
            take_text(work, library, job.params, record.name, now, text=text, fault=fault)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()

    def not_read(self, job: Job) -> None:
        record, chat, now = attachment_of(self._place, job), job.params["chat"], self._now()
        self._place.writer.run(lambda work: give_up_fetching(work, record, chat, now)).result()


def _read(data: bytes) -> tuple[str, str]:
    """The text, or "" and why there is none."""
    try:
        return prose_of(data), ""
    except UnfitFile as error:
        return "", error.code
