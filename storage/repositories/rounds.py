"""Rounds, and the plan and forms each one runs on, kept by the hash of their content."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage.codec import pack, unpack
from storage.repositories.transaction import Transaction, upsert
from storage.tables import form_version, plan_version, round_
from usecases.records import RoundRecord

_OPEN = upsert(
    round_,
    lambda new: new.on_conflict_do_nothing(index_elements=["id"]).returning(round_.c.id),
)
_ALL = select(round_.c.id, round_.c.plan_version, round_.c.kind, round_.c.opened_at).order_by(
    round_.c.opened_at, round_.c.id
)
_GET = _ALL.where(round_.c.id == bindparam("key"))
_KEEP_PLAN = upsert(plan_version, lambda new: new.on_conflict_do_nothing(index_elements=["sha256"]))
_KEEP_FORM = upsert(form_version, lambda new: new.on_conflict_do_nothing(index_elements=["sha256"]))
_PLAN = select(plan_version.c.files).where(plan_version.c.sha256 == bindparam("hashed"))
_FORM = select(form_version.c.xml).where(form_version.c.sha256 == bindparam("hashed"))


class SqlRounds:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def open(self, record: RoundRecord) -> bool:
        values = {
            "id": record.id,
            "plan_version": record.plan_version,
            "kind": record.kind,
            "opened_at": record.opened_at,
        }
        return self._t.insert_unless_there(_OPEN, values) is not None

    def get(self, round_id: str) -> RoundRecord | None:
        """Asked for several times a turn, and once in the database: a round never changes."""
        known = self._t.rounds.get(round_id)
        if known is None:
            row = self._t.first(_GET, {"key": round_id})
            known = None if row is None else self._t.rounds.setdefault(round_id, _record(row))
        return known

    def all(self) -> Sequence[RoundRecord]:
        return [_record(row) for row in self._t.all(_ALL, {})]

    def keep_plan(
        self, sha256: str, plan_id: str, files: Mapping[str, bytes], at: datetime
    ) -> None:
        values = {"sha256": sha256, "plan_id": plan_id, "files": pack(files), "created_at": at}
        self._t.put(_KEEP_PLAN, values)

    def plan_files(self, sha256: str) -> Mapping[str, bytes]:
        """Raises KeyError for a hash that was never kept."""
        return unpack(self._stored(self._t.first(_PLAN, {"hashed": sha256}), sha256))

    def keep_form(self, sha256: str, form_id: str, xml: bytes, at: datetime) -> None:
        values = {
            "sha256": sha256,
            "form_id": form_id,
            "xml": zlib.compress(xml),
            "created_at": at,
        }
        self._t.put(_KEEP_FORM, values)

    def form_xml(self, sha256: str) -> bytes:
        """Raises KeyError for a hash that was never kept."""
        return zlib.decompress(self._stored(self._t.first(_FORM, {"hashed": sha256}), sha256))

    @staticmethod
    def _stored(row: Any | None, sha256: str) -> bytes:
        if row is None:
            raise KeyError(sha256)
        return bytes(row[0])


def _record(row: Any) -> RoundRecord:
    return RoundRecord(row.id, row.plan_version, row.kind, row.opened_at)
