"""The job that writes a correction notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import Performers, plain_name, say_no_document
from bot.workplace import Workplace
from documents.word import WordDocuments
from usecases.deciding.correcting import correction_of
from usecases.documents import DOCX, hand_over
from usecases.messages import say
from usecases.records import Job, OutgoingFile


class CorrectionPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now

    def table(self) -> Performers:
        return {"correction_notice": (self.notice, self.no_notice)}

    def notice(self, job: Job) -> None:
        """What changed may have been changed back by now: then there is nothing to send."""
        library, now, round_id = self._place.library, self._now(), job.params["round"]
        made = self._place.reader.run(
            lambda work: correction_of(work, library, round_id, now)
        ).result()
        if made is None:
            self._place.writer.run(lambda work: work.jobs.done(job.id, now)).result()
            return
        data = WordDocuments().correction_notice(made)
        name = plain_name(f"Du thao Dinh chinh Bao cao tong hop {round_id}")
        file = OutgoingFile(self._place.files.put(data), f"{name}.docx", DOCX)
        caption = say(
            "correction_notice",
            period=made.report.round.period,
            number=made.number,
            count=len(made.changes),
            at=made.report.at.isoformat(),
        )
        chat = job.params["chat"]
        self._place.writer.run(
            lambda work: hand_over(work, chat, file, caption, job.id, now)
        ).result()

    def no_notice(self, job: Job) -> None:
        say_no_document(self._place, job, self._now())
