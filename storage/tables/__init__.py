"""Every table. Field names are those of usecases.records."""

from sqlalchemy import Table

from storage.tables.adhoc import adhoc_request
from storage.tables.decisions import decision, final_report
from storage.tables.directory import directory_entry, directory_upload, guess
from storage.tables.facts import amendment
from storage.tables.matters import matter, matter_step
from storage.tables.naming import metadata
from storage.tables.people import audit, invite, membership, person, setting
from storage.tables.queues import attachment, inbox, job, message, part
from storage.tables.reminders import notice, reminder
from storage.tables.reports import (
    answer,
    answer_history,
    conversation,
    draft,
    form_version,
    obligation,
    plan_version,
    round_,
    submission,
)
from storage.tables.reviews import approval, dialogue, extension, freeze, review, signed_document

APPEND_ONLY: tuple[Table, ...] = (
    answer_history,
    submission,
    audit,
    decision,
    final_report,
    matter_step,
)

__all__ = [
    "APPEND_ONLY",
    "adhoc_request",
    "amendment",
    "answer",
    "answer_history",
    "approval",
    "attachment",
    "audit",
    "conversation",
    "decision",
    "dialogue",
    "directory_entry",
    "directory_upload",
    "draft",
    "extension",
    "final_report",
    "form_version",
    "freeze",
    "guess",
    "inbox",
    "invite",
    "job",
    "matter",
    "matter_step",
    "membership",
    "message",
    "metadata",
    "notice",
    "obligation",
    "part",
    "person",
    "plan_version",
    "reminder",
    "review",
    "round_",
    "setting",
    "signed_document",
    "submission",
]
