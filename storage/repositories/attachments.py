"""Files people sent: first wanted, then stored under their hash or failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import attachment
from usecases.records import AttachmentRecord

_ADD = insert(attachment).returning(attachment.c.id)
_ALL = select(
    attachment.c.id,
    attachment.c.sha256,
    attachment.c.name,
    attachment.c.mime,
    attachment.c.size,
    attachment.c.file_id,
    attachment.c.draft_id,
    attachment.c.ref,
    attachment.c.state,
).order_by(attachment.c.id)
_GET = _ALL.where(attachment.c.id == bindparam("key"))
_OF_DRAFT = _ALL.where(attachment.c.draft_id == bindparam("draft"))
_WANTED = update(attachment).where(
    attachment.c.id == bindparam("key"), attachment.c.state == "wanted"
)
_STORED = _WANTED.values(
    state="stored",
    sha256=bindparam("hashed"),
    size=bindparam("length"),
    finished_at=bindparam("now"),
)
_FAILED = _WANTED.values(state="failed", error=bindparam("reason"), finished_at=bindparam("now"))


class SqlAttachments:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def want(
        self,
        file_id: str,
        name: str,
        mime: str,
        size: int,
        *,
        draft_id: int | None,
        ref: str,
        person_id: int,
        at: datetime,
    ) -> int:
        return self._t.insert(
            _ADD,
            {
                "sha256": "",
                "name": name,
                "mime": mime,
                "size": size,
                "file_id": file_id,
                "draft_id": draft_id,
                "ref": ref,
                "person_id": person_id,
                "state": "wanted",
                "created_at": at,
            },
        )

    def get(self, attachment_id: int) -> AttachmentRecord | None:
        row = self._t.first(_GET, {"key": attachment_id})
        return None if row is None else _record(row)

    def stored(self, attachment_id: int, sha256: str, size: int, at: datetime) -> None:
        values = {"key": attachment_id, "hashed": sha256, "length": size, "now": at}
        self._t.do(_STORED, values)

    def failed(self, attachment_id: int, reason: str, at: datetime) -> None:
        self._t.do(_FAILED, {"key": attachment_id, "reason": reason, "now": at})

    def of_draft(self, draft_id: int) -> Sequence[AttachmentRecord]:
        return [_record(row) for row in self._t.all(_OF_DRAFT, {"draft": draft_id})]


def _record(row: Any) -> AttachmentRecord:
    return AttachmentRecord(
        row.id,
        row.sha256,
        row.name,
        row.mime,
        row.size,
        row.file_id,
        row.draft_id,
        row.ref,
        row.state,
    )
