"""How the queues stand: what waits, since when, and what came to a bad end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from storage.tables import inbox, job, message, part
from storage.work import SqlWork

_HOW_MANY = func.count().label("how_many")
_UPDATES = select(_HOW_MANY, func.min(inbox.c.received_at).label("oldest")).where(
    inbox.c.state == "new"
)
_DEAD = select(_HOW_MANY).where(inbox.c.state == "dead")
_UNRENDERED = select(_HOW_MANY, func.min(message.c.created_at).label("oldest")).where(
    message.c.state == "new"
)
_PENDING = (
    select(_HOW_MANY, func.min(message.c.created_at).label("oldest"))
    .select_from(part.join(message, message.c.id == part.c.message_id))
    .where(part.c.state.in_(("pending", "sending")))
)
_ENDED_BADLY = (
    select(part.c.state, _HOW_MANY)
    .select_from(part.join(message, message.c.id == part.c.message_id))
    .where(part.c.state.in_(("failed", "uncertain")), message.c.created_at >= bindparam("since"))
    .group_by(part.c.state)
)
_JOBS = select(_HOW_MANY, func.min(job.c.created_at).label("oldest")).where(
    job.c.state.in_(("new", "running"))
)
_FAILED_JOBS = select(_HOW_MANY).where(
    job.c.state == "failed", job.c.finished_at >= bindparam("since")
)


@dataclass(frozen=True, slots=True)
class Queue:
    """`oldest`: when the one that has waited longest came; None when nothing waits."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Vitals:
    """Dead letters count until somebody deals with them, the other bad ends since `since`."""

    inbox: Queue
    outbox: Queue
    jobs: Queue
    dead_letters: int
    failed_parts: int
    uncertain_parts: int
    failed_jobs: int


def read_vitals(work: SqlWork, since: datetime) -> Vitals:
    unrendered, pending = _queue(work, _UNRENDERED), _queue(work, _PENDING)
    ended = work.transaction.all(_ENDED_BADLY, {"since": since})
    ends = {row.state: row.how_many for row in ended}
    oldest = [queue.oldest for queue in (unrendered, pending) if queue.oldest is not None]
    return Vitals(
        inbox=_queue(work, _UPDATES),
        outbox=Queue(unrendered.waiting + pending.waiting, min(oldest, default=None)),
        jobs=_queue(work, _JOBS),
        dead_letters=work.transaction.first(_DEAD, {}).how_many,
        failed_parts=ends.get("failed", 0),
        uncertain_parts=ends.get("uncertain", 0),
        failed_jobs=work.transaction.first(_FAILED_JOBS, {"since": since}).how_many,
    )


def _queue(work: SqlWork, statement: Any) -> Queue:
    row = work.transaction.first(statement, {})
    return Queue(row.how_many, row.oldest)
