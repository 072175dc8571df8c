"""Small facts that must survive a restart."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from storage.repositories.transaction import Transaction, upsert
from storage.tables import setting
from usecases.records import JSON

_GET = select(setting.c.value).where(setting.c.key == bindparam("name"))
_PUT = upsert(
    setting,
    lambda new: new.on_conflict_do_update(
        index_elements=["key"], set_={"value": new.excluded.value}
    ),
)


class SqlSettings:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def get(self, key: str) -> JSON:
        """None when nothing was put there."""
        row = self._t.first(_GET, {"name": key})
        return None if row is None else row.value

    def put(self, key: str, value: JSON) -> None:
        self._t.put(_PUT, {"key": key, "value": value})
