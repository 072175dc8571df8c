"""What performs a job: the shape all performers have, and what several of them need.

A performer runs in the jobs' own thread, reads and writes through units of work, and ends the job
together with what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.workplace import Workplace
from reporting.text import strip_marks
from usecases.documents import give_up
from usecases.records import AttachmentRecord, Job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Does a job and ends it, in units of work of its own; raises when it could not.
Performer = Callable[[Job], None]
# Job kind -> what does it, and what gives up on it after the last try.
Performers = Mapping[str, tuple[Performer, Performer]]
Download = Callable[[str], bytes]  # the bytes of a Telegram file id


def attachment_of(place: Workplace, job: Job) -> AttachmentRecord:
    """The attachment that a job about one names."""
    key = job.params["attachment"]
    record = place.reader.run(lambda work: work.attachments.get(key)).result()
    assert record is not None, "a job about a file names its attachment"
    return record


def say_no_document(place: Workplace, job: Job, now: datetime) -> None:
    """The person who asked is told, and may ask again."""
    place.writer.run(lambda work: give_up(work, job.params["chat"], job.id, now)).result()


def plain_name(title: str) -> str:
    """A file name that every phone and mail system takes: ASCII, no accents."""
    return re.sub(r"[^A-Za-z0-9._ -]+", "-", strip_marks(title)).strip()
