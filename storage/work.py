"""One unit of work on SQL: implements usecases.ports.Work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from storage.repositories.amendments import SqlAmendments
from storage.repositories.approvals import SqlApprovals, SqlSignedDocuments
from storage.repositories.attachments import SqlAttachments
from storage.repositories.audit import SqlAudit
from storage.repositories.conversations import SqlConversations
from storage.repositories.decisions import SqlDecisions, SqlFinals
from storage.repositories.dialogues import SqlDialogues
from storage.repositories.directory import SqlDirectory
from storage.repositories.drafts import SqlDrafts
from storage.repositories.inbox import SqlInbox
from storage.repositories.invites import SqlInvites
from storage.repositories.jobs import SqlJobs
from storage.repositories.matters import SqlMatters
from storage.repositories.notices import SqlNotices
from storage.repositories.obligations import SqlObligations
from storage.repositories.outbox import SqlOutbox
from storage.repositories.people import SqlPeople
from storage.repositories.reminders import SqlReminders
from storage.repositories.requests import SqlRequests
from storage.repositories.reviews import SqlReviews
from storage.repositories.rounds import SqlRounds
from storage.repositories.settings import SqlSettings
from storage.repositories.submissions import SqlSubmissions
from storage.repositories.transaction import Transaction

if TYPE_CHECKING:
    from usecases.ports import Work


R = TypeVar("R")


class _Repository(Generic[R]):
    """A repository of a unit of work, made when it is first asked for: most units need a few."""

    def __init__(self, kind: Callable[[Transaction], R]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: SqlWork, owner: type) -> R:
        made = self._kind(work.transaction)
        work.__dict__[self._name] = made  # found before this from now on
        return made


class SqlWork:
    """Lives inside one transaction of a Writer or Reader and is of no use after it."""

    inbox = _Repository(SqlInbox)
    people = _Repository(SqlPeople)
    invites = _Repository(SqlInvites)
    directory = _Repository(SqlDirectory)
    rounds = _Repository(SqlRounds)
    amendments = _Repository(SqlAmendments)
    requests = _Repository(SqlRequests)
    obligations = _Repository(SqlObligations)
    drafts = _Repository(SqlDrafts)
    conversations = _Repository(SqlConversations)
    submissions = _Repository(SqlSubmissions)
    attachments = _Repository(SqlAttachments)
    outbox = _Repository(SqlOutbox)
    reminders = _Repository(SqlReminders)
    notices = _Repository(SqlNotices)
    decisions = _Repository(SqlDecisions)
    finals = _Repository(SqlFinals)
    matters = _Repository(SqlMatters)
    jobs = _Repository(SqlJobs)
    audit = _Repository(SqlAudit)
    settings = _Repository(SqlSettings)
    approvals = _Repository(SqlApprovals)
    reviews = _Repository(SqlReviews)
    signed_documents = _Repository(SqlSignedDocuments)
    dialogues = _Repository(SqlDialogues)

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction


if TYPE_CHECKING:

    def _as_promised(work: SqlWork) -> Work:
        return work
