"""Updates as the use cases see them: taken once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, update

from storage.repositories.transaction import Transaction
from storage.tables import inbox

_TAKE = (
    update(inbox)
    .where(inbox.c.id == bindparam("key"), inbox.c.state == "new")
    .values(state="done", finished_at=bindparam("now"))
)
_DISCARD = update(inbox).where(inbox.c.id == bindparam("key")).values(raw="")


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def take(self, key: int, at: datetime) -> bool:
        return self._t.do(_TAKE, {"key": key, "now": at}) == 1

    def discard(self, key: int) -> None:
        self._t.do(_DISCARD, {"key": key})
