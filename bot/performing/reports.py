"""Jobs that write reports as Word files: a unit's own, and the consolidated one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.performing.performer import Performers, plain_name, say_no_document
from bot.workplace import Workplace
from documents.templating.killable import Failed
from documents.word import WordDocuments
from documents.word.render import unit_template
from usecases.deciding.finals import ordered
from usecases.documents import DOCX, hand_over, want_more
from usecases.messages import say
from usecases.papers.templates import active_template
from usecases.ports import Work
from usecases.records import JSON, Job, Message, OutgoingFile
from usecases.unit_documents import gather

_log = logging.getLogger(__name__)


class ReportPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now
        self._word = WordDocuments()

    def table(self) -> Performers:
        return {
            "unit_document": (self.unit_document, self.no_document),
            "consolidated": (self.consolidated, self.no_document),
        }

    def unit_document(self, job: Job) -> None:
        library, now = self._place.library, self._now()
        obligation, draft = job.params["obligation"], job.params["draft"]
        report = self._place.reader.run(
            lambda work: gather(work, library, obligation, draft, now)
        ).result()
        draft_mark = "Du thao " if report.draft else ""
        name = f"{draft_mark}Bao cao {report.unit.short_name} {report.round.id}"
        caption = say(
            "unit_document",
            unit=report.unit.name,
            period=report.round.period,
            version=report.version,
        )
        data = self._in_template(
            unit_template(report), lambda template: self._word.unit_report(report, template)
        )
        follows = ("report_pdf",) if job.params.get("pdf") else ()
        more = {"chat": job.params["chat"], "name": plain_name(name)}
        self._hand_over(job, data, name, caption, more, follows)

    def consolidated(self, job: Job) -> None:
        library, now = self._place.library, self._now()
        report, template = self._place.reader.run(
            lambda work: ordered(work, library, job.params, now)
        ).result()
        final = job.params.get("final", 0)
        caption = say(
            "consolidated",
            period=report.round.period,
            reported=len(report.submitted),
            owed=len(report.submitted) + len(report.unsubmitted),
            at=report.at.isoformat(),
            final=final,
        )
        name = f"Du thao Bao cao tong hop {report.round.id}"
        if final:
            name = f"Bao cao tong hop {report.round.id} ban {final}"
        model = job.params.get("model", "A")
        data = self._or_shipped(
            "consolidated", template, lambda own: self._word.consolidated(report, model, own)
        )
        more = {"round": report.round.id, "chat": job.params["chat"], "name": name, "final": final}
        self._hand_over(job, data, name, caption, more, ("report_figures", "report_pdf"))

    def _in_template(self, kind: str, make: Callable[[bytes | None], bytes]) -> bytes:
        """In the office's own template; should it fail with these figures, in the shipped one: a
        report in another look is better than none."""
        template = self._place.reader.run(lambda work: active_template(work, kind)).result()
        return self._or_shipped(kind, template, make)

    def _or_shipped(
        self, kind: str, template: bytes | None, make: Callable[[bytes | None], bytes]
    ) -> bytes:
        try:
            return make(template)
        except Failed as error:
            _log.warning("the office's template %s failed: %s", kind, error.code)
            return make(None)

    def no_document(self, job: Job) -> None:
        say_no_document(self._place, job, self._now())

    def _hand_over(
        self,
        job: Job,
        data: bytes,
        title: str,
        caption: Message,
        more: Mapping[str, JSON] | None = None,
        follows: Sequence[str] = (),
    ) -> None:
        """`follows`: kinds of the jobs that make the rest, `more`: what they have to know."""
        file = OutgoingFile(self._place.files.put(data), f"{plain_name(title)}.docx", DOCX)
        chat, now = job.params["chat"], self._now()

        def end(work: Work) -> None:
            hand_over(work, chat, file, caption, job.id, now)
            if more is not None:
                want_more(work, follows, {**more, "word": file.sha256}, job.id, now)

        self._place.writer.run(end).result()
