"""Slow work that must be done in the end, whatever is killed in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, insert, or_, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import job
from usecases.records import JSON, Job

_ADD = insert(job).returning(job.c.id)
_ADD_ONCE = upsert(
    job, lambda new: new.on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(job.c.id)
)
# Only one process of a bot runs jobs: what another owner claimed, a dead process claimed.
_DUE = (
    select(job.c.id)
    .where(
        or_(
            and_(job.c.state == "new", job.c.not_before <= bindparam("now")),
            and_(job.c.state == "running", job.c.owner != bindparam("me")),
        )
    )
    .order_by(job.c.id)
    .limit(1)
    .scalar_subquery()
)
_WAITING = select(job.c.id, job.c.params).where(
    job.c.kind == bindparam("kind"), job.c.state == "new"
)
_CLAIM = (
    update(job)
    .where(job.c.id == _DUE)
    .values(state="running", attempts=job.c.attempts + 1, owner=bindparam("me"))
    .returning(job.c.id, job.c.kind, job.c.params, job.c.attempts)
)
_RUNNING = update(job).where(job.c.id == bindparam("key"), job.c.state == "running")
_DONE = _RUNNING.values(state="done", error="", finished_at=bindparam("now"))
_AGAIN = _RUNNING.values(state="new", error=bindparam("why"), not_before=bindparam("later"))
_FAILED = _RUNNING.values(state="failed", error=bindparam("why"), finished_at=bindparam("now"))


class SqlJobs:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self, kind: str, params: Mapping[str, JSON], at: datetime, dedupe_key: str | None = None
    ) -> int | None:
        row = {
            "kind": kind,
            "params": dict(params),
            "dedupe_key": dedupe_key,
            "state": "new",
            "attempts": 0,
            "not_before": at,
            "created_at": at,
        }
        if dedupe_key is None:
            key: int | None = self._t.insert(_ADD, row)
        else:
            key = self._t.insert_unless_there(_ADD_ONCE, row)
        self._t.jobs = self._t.jobs or key is not None
        return key

    def waiting(self, kind: str, params: Mapping[str, JSON]) -> int | None:
        for row in self._t.all(_WAITING, {"kind": kind}):
            if {**row.params, "inbox": None} == {**params, "inbox": None}:
                return int(row.id)
        return None

    def next(self, now: datetime) -> Job | None:
        row = self._t.first(_CLAIM, {"now": now, "me": self._t.memory.owner})
        return None if row is None else Job(row.id, row.kind, row.params, row.attempts)

    def done(self, job_id: int, at: datetime) -> None:
        self._t.do(_DONE, {"key": job_id, "now": at})

    def failed(self, job: int, error: str, *, again_at: datetime | None, at: datetime) -> None:
        if again_at is None:
            self._t.do(_FAILED, {"key": job, "why": error, "now": at})
        else:
            self._t.do(_AGAIN, {"key": job, "why": error, "later": again_at})
