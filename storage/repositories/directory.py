"""The office's directory, and files of it that wait to be taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import directory_entry, directory_upload
from usecases.records import JSON, DirectoryEntry, Role, Upload

_STANDING = select(
    directory_entry.c.id,
    directory_entry.c.unit_id,
    directory_entry.c.role,
    directory_entry.c.name,
    directory_entry.c.post,
    directory_entry.c.phone,
).where(directory_entry.c.removed_at.is_(None))
_ALL = _STANDING.order_by(directory_entry.c.id)
_GET = _STANDING.where(directory_entry.c.id == bindparam("key"))
_ADD = insert(directory_entry).returning(directory_entry.c.id)
_CHANGE = (
    update(directory_entry)
    .where(directory_entry.c.id == bindparam("key"))
    .values(name=bindparam("called"), post=bindparam("position"), phone=bindparam("number"))
)
_REMOVE = (
    update(directory_entry)
    .where(directory_entry.c.id == bindparam("key"), directory_entry.c.removed_at.is_(None))
    .values(removed_at=bindparam("now"))
)
_SHOW = insert(directory_upload).returning(directory_upload.c.id)
_SHOWN = select(
    directory_upload.c.id,
    directory_upload.c.name,
    directory_upload.c.people,
    directory_upload.c.state,
).where(directory_upload.c.id == bindparam("key"))
_DECIDE = (
    update(directory_upload)
    .where(directory_upload.c.id == bindparam("key"), directory_upload.c.state == "shown")
    .values(state=bindparam("decision"), decided_at=bindparam("now"))
)


class SqlDirectory:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        unit_id: str,
        role: Role,
        name: str,
        post: str,
        phone: str,
        *,
        at: datetime,
        by: int | None,
    ) -> int:
        return self._t.insert(
            _ADD,
            {
                "unit_id": unit_id,
                "role": role,
                "name": name,
                "post": post,
                "phone": phone,
                "created_at": at,
                "created_by": by,
            },
        )

    def change(self, entry_id: int, name: str, post: str, phone: str) -> None:
        self._t.do(_CHANGE, {"key": entry_id, "called": name, "position": post, "number": phone})

    def remove(self, entry_id: int, at: datetime) -> bool:
        return self._t.do(_REMOVE, {"key": entry_id, "now": at}) == 1

    def get(self, entry_id: int) -> DirectoryEntry | None:
        row = self._t.first(_GET, {"key": entry_id})
        return None if row is None else _entry(row)

    def all(self) -> Sequence[DirectoryEntry]:
        return [_entry(row) for row in self._t.all(_ALL, {})]

    def show(self, name: str, sha256: str, people: JSON, *, at: datetime, by: int) -> int:
        return self._t.insert(
            _SHOW,
            {
                "name": name,
                "sha256": sha256,
                "people": people,
                "state": "shown",
                "created_at": at,
                "created_by": by,
            },
        )

    def shown(self, upload_id: int) -> Upload | None:
        row = self._t.first(_SHOWN, {"key": upload_id})
        return None if row is None else Upload(row.id, row.name, row.people, row.state)

    def decide(self, upload_id: int, state: str, at: datetime) -> bool:
        return self._t.do(_DECIDE, {"key": upload_id, "decision": state, "now": at}) == 1


def _entry(row: Any) -> DirectoryEntry:
    return DirectoryEntry(row.id, row.unit_id, Role(row.role), row.name, row.post, row.phone)
