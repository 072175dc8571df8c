"""Jobs about people: links with their pictures and pages, directories read from files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.connection.link_tokens import Link, Tokens
from bot.connection.links import SETTING
from bot.performing.performer import XLSX, Download, Performers
from bot.workplace import Workplace
from documents.excel.forms import is_form
from documents.pdf import PdfError, find_office, to_pdf
from documents.qr import qr_png
from documents.word import WordDocuments
from reporting.directory import blank_directory, read_directory
from reporting.faults import Faulty
from usecases.documents import DOCX, hand_over
from usecases.messages import say
from usecases.people.directory import show_directory, tell_of_faults
from usecases.people.everybody import Guest, expected, hand_over_pdf, invitations, issue_all
from usecases.people.invites import token_hash
from usecases.people.inviting import issue
from usecases.ports import Work
from usecases.records import JSON, DirectoryEntry, Job, OutgoingFile

_log = logging.getLogger(__name__)


class InvitationPerformers:
    def __init__(
        self,
        place: Workplace,
        now: Callable[[], datetime],
        tokens: Tokens,
        download: Download,
    ) -> None:
        self._place = place
        self._now = now
        self._tokens = tokens
        self._download = download
        self._word = WordDocuments()

    def table(self) -> Performers:
        return {
            "invitation": (self.invitation, self.no_invitation),
            "invite_all": (self.invite_all, self.no_invitation),
            "invitation_pdf": (self.pages_pdf, self.no_pdf),
            "directory": (self.directory, self.no_directory),
            "directory_blank": (self.directory_blank, self.no_invitation),
            "forget_file": (self.forget_file, self.no_matter),
        }

    def invitation(self, job: Job) -> None:
        library, now, link = self._place.library, self._now(), self._link()
        picture = self._stored(qr_png(link.shown), "loi-moi.png", "image/png")
        hashed = token_hash(link.token)
        self._end(
            job, lambda work: issue(work, library, job.params, hashed, link.kept, picture, now)
        )

    def invite_all(self, job: Job) -> None:
        library, now = self._place.library, self._now()
        plan = library.current
        entries = self._place.reader.run(lambda work: expected(work, plan)).result()
        guests = [self._guest(entry) for entry in entries]
        made = self._word.invitation_pages(invitations(plan, guests, now))
        pages = self._stored(made, "Phieu moi tham gia.docx", DOCX)
        self._end(job, lambda work: issue_all(work, library, job.params, guests, pages, now))

    def pages_pdf(self, job: Job) -> None:
        """Of the Word file that the job names, which is out by now."""
        office, now, chat = find_office(), self._now(), job.params["chat"]
        if office is None:
            self._end(job, self._without_pdf(job, "absent"))
            return
        try:
            made = to_pdf(self._place.files.get(job.params["word"]), office)
        except PdfError as error:
            _log.warning("no PDF of invitations: %s", error)
            self._end(job, self._without_pdf(job, "failed"))
            return
        pdf = self._stored(made, "Phieu moi tham gia.pdf", "application/pdf")
        self._end(job, lambda work: hand_over_pdf(work, chat, pdf, now))

    def _without_pdf(self, job: Job, why: str) -> Callable[[Work], None]:
        said, now = say("report_no_pdf", dedupe_key=f"job:{job.id}", why=why), self._now()

        def tell(work: Work) -> None:
            work.outbox.add(job.params["chat"], said, now)

        return tell

    def no_pdf(self, job: Job) -> None:
        self._place.writer.run(self._without_pdf(job, "failed")).result()

    def directory(self, job: Job) -> None:
        now, order = self._now(), job.params
        record = self._place.reader.run(
            lambda work: work.attachments.get(order["attachment"])
        ).result()
        assert record is not None, "a directory job names an attachment"
        data = self._download(record.file_id)
        sha256 = self._place.files.put(data)
        plan = self._place.library.current
        form = is_form(data, {each.id for each in plan.indicators})
        show = self._as_form(job, order) if form else self._read(data, sha256, record.name, order)

        def end(work: Work) -> None:
            work.attachments.stored(record.id, sha256, len(data), now)
            show(work)

        self._end(job, end)

    def _as_form(self, job: Job, order: JSON) -> Callable[[Work], None]:
        """A workbook of another authority, with places for figures: no list of people."""
        now = self._now()
        return lambda work: _queued(work.jobs.add("form", order, now, f"form:{job.id}"))

    def _read(self, data: bytes, sha256: str, name: str, order: JSON) -> Callable[[Work], None]:
        """What to show of the file; it is read here, not in a unit of work."""
        plan, now = self._place.library.current, self._now()
        try:
            listed = read_directory(data, name, plan)
        except Faulty as error:
            faults = error.faults
            return lambda work: tell_of_faults(work, order, name, faults, now)
        return lambda work: show_directory(work, plan, order, name, sha256, listed, now)

    def directory_blank(self, job: Job) -> None:
        file = self._stored(blank_directory(self._place.library.current), "danh-ba.xlsx", XLSX)
        chat, now = job.params["chat"], self._now()
        caption = say("directory_blank")
        self._place.writer.run(
            lambda work: hand_over(work, chat, file, caption, job.id, now)
        ).result()

    def forget_file(self, job: Job) -> None:
        self._place.files.remove(job.params["sha256"])
        now = self._now()
        self._place.writer.run(lambda work: work.jobs.done(job.id, now)).result()

    def no_invitation(self, job: Job) -> None:
        failed = say("invitation_failed", dedupe_key=f"job:{job.id}")
        now = self._now()
        self._place.writer.run(
            lambda work: work.outbox.add(job.params["chat"], failed, now)
        ).result()

    def no_directory(self, job: Job) -> None:
        order, now = job.params, self._now()

        def give_up(work: Work) -> None:
            record = work.attachments.get(order["attachment"])
            assert record is not None, "a directory job names an attachment"
            work.attachments.failed(record.id, "fetch", now)
            failed = say("file_failed", name=record.name, dedupe_key=f"job:{job.id}")
            work.outbox.add(order["chat"], failed, now)

        self._place.writer.run(give_up).result()

    def no_matter(self, job: Job) -> None:
        """What the file invited to has expired anyway."""

    def _guest(self, entry: DirectoryEntry) -> Guest:
        link = self._link()
        return Guest(entry, token_hash(link.token), link.shown, link.kept)

    def _link(self) -> Link:
        username = self._place.reader.run(lambda work: work.settings.get(SETTING)).result()
        assert username, "the bot notes its name before it does any job"
        return self._tokens.link(username)

    def _stored(self, data: bytes, name: str, mime: str) -> OutgoingFile:
        return OutgoingFile(self._place.files.put(data), name, mime)

    def _end(self, job: Job, what: Callable[[Work], None]) -> None:
        now = self._now()

        def end(work: Work) -> None:
            what(work)
            work.jobs.done(job.id, now)

        self._place.writer.run(end).result()


def _queued(job_id: int | None) -> None:
    """A job done twice has queued the other one already."""
