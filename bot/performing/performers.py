"""The slow work that jobs name: documents made, attachments fetched. Each runs in the jobs' own
thread, reads and writes through units of work, and ends the job together with what it says."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.workplace import Workplace
from documents.templating.killable import Failed
from documents.word import WordDocuments
from documents.word.render import unit_template
from reporting.file_types import LONGEST, file_type
from usecases.adhoc.letters import forget_letter, send_on
from usecases.attachments import give_up_fetching, keep_fetched, refuse_fetched
from usecases.deciding.finals import ordered
from usecases.documents import DOCX, give_up, hand_over, want_more
from usecases.messages import say
from usecases.papers.templates import active_template
from usecases.ports import Work
from usecases.records import JSON, AttachmentRecord, Job, Message, OutgoingFile
from usecases.unit_documents import gather

_log = logging.getLogger(__name__)
Performer = Callable[[Job], None]
Download = Callable[[str], bytes]
ShowMenu = Callable[[str, int], None]


def attachment_of(place: Workplace, job: Job) -> AttachmentRecord:
    """The attachment that a job about one names."""
    key = job.params["attachment"]
    record = place.reader.run(lambda work: work.attachments.get(key)).result()
    assert record is not None, "a job about a file names its attachment"
    return record


class Performers:
    """`download` brings the bytes of a Telegram file id; `show_menu` gives a chat the command
    menu of a role."""

    def __init__(
        self,
        place: Workplace,
        now: Callable[[], datetime],
        download: Download,
        show_menu: ShowMenu,
    ) -> None:
        self._place = place
        self._now = now
        self._download = download
        self._show_menu = show_menu
        self._word = WordDocuments()

    def table(self) -> Mapping[str, tuple[Performer, Performer]]:
        """Job kind → what does it, and what gives up on it after the last try."""
        return {
            "unit_document": (self.unit_document, self.no_document),
            "consolidated": (self.consolidated, self.no_document),
            "fetch": (self.fetch, self.no_file),
            "menu": (self.menu, self.no_menu),
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

    def menu(self, job: Job) -> None:
        self._show_menu(job.params["role"], job.params["chat"])
        now = self._now()
        self._place.writer.run(lambda work: work.jobs.done(job.id, now)).result()

    def no_menu(self, job: Job) -> None:
        """Every command works without the menu, too."""

    def no_document(self, job: Job) -> None:
        now = self._now()
        self._place.writer.run(lambda work: give_up(work, job.params["chat"], job.id, now)).result()

    def no_file(self, job: Job) -> None:
        record, chat, now = attachment_of(self._place, job), job.params["chat"], self._now()

        def end(work: Work) -> None:
            give_up_fetching(work, record, chat, now)
            forget_letter(work, record.id, now)

        self._place.writer.run(end).result()

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


def plain_name(title: str) -> str:
    """A file name that every phone and mail system takes: ASCII, no accents."""
    bare = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^A-Za-z0-9._ -]+", "-", kept).strip()
