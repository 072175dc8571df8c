"""What is kept for a time only: raw updates, what was said, attachments, files nobody needs.

Rows stay, for others refer to them; what people wrote and received goes. Every function does a
bounded piece of work inside a unit of work of the writer and says how much: call it until 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update

from storage.files import FileStore
from storage.tables import attachment, inbox, message, part
from storage.work import SqlWork
from usecases.records import JSON

_OLD_UPDATES = (
    select(inbox.c.id)
    .where(inbox.c.state == "done", inbox.c.raw != "", inbox.c.received_at < bindparam("before"))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)
_FORGET_UPDATE = update(inbox).where(inbox.c.id == bindparam("key")).values(raw="")
_NOTHING: dict[str, JSON] = {}
_SAID = (
    select(message.c.id)
    .where(
        message.c.state.in_(("done", "cancelled", "dead")),
        message.c.params != _NOTHING,
        message.c.created_at < bindparam("before"),
    )
    .order_by(message.c.id)
    .limit(bindparam("most"))
)
_FORGET_SAID = (
    update(message).where(message.c.id == bindparam("key")).values(params=_NOTHING, buttons=[])
)
_FORGET_PARTS = update(part).where(part.c.message_id == bindparam("key")).values(payload=_NOTHING)
_OLD_ATTACHMENTS = (
    select(attachment.c.id)
    .where(attachment.c.state == "stored", attachment.c.created_at < bindparam("before"))
    .order_by(attachment.c.id)
    .limit(bindparam("most"))
)
_FORGET_ATTACHMENT = (
    update(attachment)
    .where(attachment.c.id == bindparam("key"))
    .values(state="failed", error="expired", name="", file_id="")
)
_ATTACHED = select(attachment.c.sha256).where(attachment.c.state == "stored")
_WITH_FILE = select(message.c.extras).where(
    message.c.extras != _NOTHING,
    or_(message.c.params != _NOTHING, message.c.state.in_(("new", "rendered"))),
)
_SETTLED = timedelta(days=1)  # a file that young may be about to be referred to


def forget_updates(work: SqlWork, before: datetime, most: int = 500) -> int:
    """Their ids and hashes stay; what could not be handled stays whole."""
    keys = [row.id for row in work.transaction.all(_OLD_UPDATES, {"before": before, "most": most})]
    for key in keys:
        work.transaction.do(_FORGET_UPDATE, {"key": key})
    return len(keys)


def forget_messages(work: SqlWork, before: datetime, most: int = 200) -> int:
    """Of what was said, when and to whom stays."""
    keys = [row.id for row in work.transaction.all(_SAID, {"before": before, "most": most})]
    for key in keys:
        work.transaction.do(_FORGET_SAID, {"key": key})
        work.transaction.do(_FORGET_PARTS, {"key": key})
    return len(keys)


def forget_attachments(work: SqlWork, before: datetime, most: int = 200) -> int:
    """Their rows and hashes stay; the bytes are nobody's any more and go with `stray_files`."""
    found = work.transaction.all(_OLD_ATTACHMENTS, {"before": before, "most": most})
    for row in found:
        work.transaction.do(_FORGET_ATTACHMENT, {"key": row.id})
    return len(found)


def remove_stray_files(work: SqlWork, files: FileStore, now: datetime) -> int:
    """Deletes what no attachment and no message that is kept refers to, and what a killed process
    left half-written. In a unit of work, so that nobody comes to refer to a file meanwhile."""
    needed = _needed(work)
    before = (now - _SETTLED).timestamp()
    stray = [one for one in files.names() if one not in needed and files.last_put(one) < before]
    for name in stray:
        files.remove(name)
    return len(stray) + files.remove_unfinished(before)


def remove_unneeded(work: SqlWork, files: FileStore, names: Iterable[str]) -> None:
    """Deletes those of `names` that no attachment and no message refers to any more."""
    for name in set(names) - _needed(work):
        files.remove(name)


def _needed(work: SqlWork) -> Set[str]:
    attached = {row.sha256 for row in work.transaction.all(_ATTACHED, {})}
    extras = (row.extras for row in work.transaction.connection.execute(_WITH_FILE))
    return attached | {one["file"]["sha256"] for one in extras if "file" in one}
