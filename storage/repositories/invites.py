"""Invitations: known by the hash of their token, used once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, insert, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import guess, invite
from usecases.records import Invite, Role

_ADD = insert(invite).returning(invite.c.id)
_ALL = select(
    invite.c.id,
    invite.c.unit_id,
    invite.c.role,
    invite.c.expires_at,
    invite.c.used_at,
    invite.c.revoked_at,
    invite.c.direct,
    invite.c.entry_id,
    invite.c.replaces_id,
)
_UNUSED = (invite.c.used_at.is_(None), invite.c.revoked_at.is_(None))
_FIND = _ALL.where(invite.c.token_sha256 == bindparam("hashed"))
_OUTSTANDING = _ALL.where(*_UNUSED, invite.c.expires_at > bindparam("now")).order_by(invite.c.id)
_VOID = (
    update(invite)
    .where(invite.c.entry_id == bindparam("entry"), *_UNUSED)
    .values(revoked_at=bindparam("now"))
)
_USE = (
    update(invite)
    .where(invite.c.id == bindparam("key"), *_UNUSED)
    .values(used_at=bindparam("now"), used_by=bindparam("by"))
)
_COUNT = upsert(
    guess,
    lambda new: new.on_conflict_do_update(
        index_elements=["telegram_id"],
        set_={
            "count": case((guess.c.since > bindparam("horizon"), guess.c.count + 1), else_=1),
            "since": case(
                (guess.c.since > bindparam("horizon"), guess.c.since), else_=new.excluded.since
            ),
        },
    ).returning(guess.c.count),
)
_COUNTED = select(guess.c.count).where(
    guess.c.telegram_id == bindparam("who"), guess.c.since > bindparam("horizon")
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
        entry_id: int | None = None,
        replaces_id: int | None = None,
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
                "entry_id": entry_id,
                "replaces_id": replaces_id,
            },
        )

    def find(self, token_sha256: str) -> Invite | None:
        row = self._t.first(_FIND, {"hashed": token_sha256})
        return None if row is None else _invite(row)

    def use(self, invite_id: int, person_id: int, at: datetime) -> bool:
        return self._t.do(_USE, {"key": invite_id, "by": person_id, "now": at}) == 1

    def void(self, entry_id: int, at: datetime) -> None:
        self._t.do(_VOID, {"entry": entry_id, "now": at})

    def outstanding(self, now: datetime) -> Sequence[Invite]:
        return [_invite(row) for row in self._t.all(_OUTSTANDING, {"now": now})]

    def guessed(self, telegram_id: int, at: datetime, window: timedelta) -> int:
        values = {"telegram_id": telegram_id, "since": at, "count": 1, "horizon": at - window}
        counted: int = self._t.insert_unless_there(_COUNT, values)
        return counted

    def guesses(self, telegram_id: int, at: datetime, window: timedelta) -> int:
        row = self._t.first(_COUNTED, {"who": telegram_id, "horizon": at - window})
        return 0 if row is None else int(row.count)


def _invite(row: Any) -> Invite:
    return Invite(
        row.id,
        row.unit_id,
        Role(row.role),
        row.expires_at,
        row.used_at,
        row.revoked_at,
        row.direct,
        row.entry_id,
        row.replaces_id,
    )
