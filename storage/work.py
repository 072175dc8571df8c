"""One unit of work on SQL: implements usecases.ports.Work."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


class SqlWork:
    """Lives inside one transaction of a Writer or Reader and is of no use after it."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.inbox = SqlInbox(transaction)
        self.people = SqlPeople(transaction)
        self.invites = SqlInvites(transaction)
        self.directory = SqlDirectory(transaction)
        self.rounds = SqlRounds(transaction)
        self.amendments = SqlAmendments(transaction)
        self.requests = SqlRequests(transaction)
        self.obligations = SqlObligations(transaction)
        self.drafts = SqlDrafts(transaction)
        self.conversations = SqlConversations(transaction)
        self.submissions = SqlSubmissions(transaction)
        self.attachments = SqlAttachments(transaction)
        self.outbox = SqlOutbox(transaction)
        self.reminders = SqlReminders(transaction)
        self.notices = SqlNotices(transaction)
        self.decisions = SqlDecisions(transaction)
        self.finals = SqlFinals(transaction)
        self.matters = SqlMatters(transaction)
        self.jobs = SqlJobs(transaction)
        self.audit = SqlAudit(transaction)
        self.settings = SqlSettings(transaction)
        self.approvals = SqlApprovals(transaction)
        self.reviews = SqlReviews(transaction)
        self.signed_documents = SqlSignedDocuments(transaction)
        self.dialogues = SqlDialogues(transaction)


if TYPE_CHECKING:

    def _as_promised(work: SqlWork) -> Work:
        return work
