"""A Word file that comes from the office: kept, then looked into by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.text import fold
from usecases.attachments import want_for_job

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from usecases.desk import Desk

REF = "paper"  # marks the attachment
_NAMED = ("du thao", "bao cao tong hop", "consolidated", "unit report")


def is_paper(desk: Desk, file: FileValue, *, in_conversation: bool) -> bool:
    """A .docx from somebody of the office; in the middle of their own report only by its name."""
    person = desk.person
    if person is None or not person.is_office() or not file.name.lower().endswith(".docx"):
        return False
    return not in_conversation or fold(file.name).startswith(_NAMED)


def want_paper(desk: Desk, file: FileValue) -> None:
    want_for_job(desk, file, REF, "paper")
