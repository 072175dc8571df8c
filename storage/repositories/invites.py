"""Invitations: known by the hash of their token, used once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import invite
from usecases.records import Invite, Role

_ADD = insert(invite).returning(invite.c.id)
_FIND = select(
    invite.c.id,
    invite.c.unit_id,
    invite.c.role,
    invite.c.expires_at,
    invite.c.used_at,
    invite.c.revoked_at,
    invite.c.direct,
).where(invite.c.token_sha256 == bindparam("hashed"))
_USE = (
    update(invite)
    .where(
        invite.c.id == bindparam("key"), invite.c.used_at.is_(None), invite.c.revoked_at.is_(None)
    )
    .values(used_at=bindparam("now"), used_by=bindparam("by"))
)


class SqlInvites:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self,
        token_sha256: str,
        unit_id: str,
        role: Role,
        *,
        expires_at: datetime,
        direct: bool,
        at: datetime,
        by: int | None,
    ) -> int:
        return self._t.insert(
            _ADD,
            {
                "token_sha256": token_sha256,
                "unit_id": unit_id,
                "role": role,
                "expires_at": expires_at,
                "direct": direct,
                "created_at": at,
                "created_by": by,
            },
        )

    def find(self, token_sha256: str) -> Invite | None:
        row = self._t.first(_FIND, {"hashed": token_sha256})
        if row is None:
            return None
        return Invite(
            row.id,
            row.unit_id,
            Role(row.role),
            row.expires_at,
            row.used_at,
            row.revoked_at,
            row.direct,
        )

    def use(self, invite_id: int, person_id: int, at: datetime) -> bool:
        return self._t.do(_USE, {"key": invite_id, "by": person_id, "now": at}) == 1
