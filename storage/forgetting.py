"""Takes a person out of the database. What they reported stays: it is their unit's.

Name, accounts, phone, what they wrote and were told go; in what others wrote and were told, and in
the records of what was done, their name gives way to a word for nobody.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from sqlalchemy import (
    Connection,
    Table,
    Text,
    delete,
    false,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.sql.schema import Column

from storage.audit_chain import FORGOTTEN, words_hash
from storage.database import Database
from storage.person_data import Someone, about, entries_of
from storage.tables import (
    attachment,
    audit,
    conversation,
    decision,
    dialogue,
    directory_entry,
    directory_upload,
    final_report,
    guess,
    inbox,
    matter_step,
    membership,
    message,
    part,
    person,
    submission,
)
from storage.work import SqlWork
from usecases.records import JSON, MembershipState

_NOTHING: dict[str, JSON] = {}
# Where people are named in words, besides the rows of their own.
_SPOKEN: tuple[Column[object], ...] = (
    inbox.c.raw,
    message.c.params,
    message.c.buttons,
    part.c.payload,
    conversation.c.place,
    dialogue.c.subject,
    directory_upload.c.people,
    audit.c.subject,
    audit.c.detail,
    decision.c.value,
    final_report.c.reason,
    matter_step.c.words,
)
_SHORTEST = 5  # characters of a name or number that is looked for in texts: "An" is in "Ban"


def forget_person(work: SqlWork, who: Someone, nobody: str, now: datetime) -> list[str]:
    """`nobody` stands where the name stood. In one unit of work, with a note of it in the audit.

    Gives the files that were sent to or by this person; attachments of submitted reports stay, so
    delete only what is needed no more."""
    connection = work.transaction.connection
    files = _files_of(connection, who)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON").close()
    with (
        lifted(connection, audit),
        lifted(connection, submission),
        lifted(connection, decision),
        lifted(connection, final_report),
        lifted(connection, matter_step),
    ):
        connection.execute(
            update(submission).where(submission.c.person_id == who.id).values(person_name=nobody)
        )
        named = _noted_about(connection, who)
        for secret in _secrets(who):
            for column in _SPOKEN:
                _replace(connection, column, secret, nobody)
        connection.execute(update(audit).where(audit.c.id.in_(named)).values(salt=""))
    _forget_rows(connection, who, nobody, now)
    work.transaction.renamed = True
    work.audit.note(
        now, None, FORGOTTEN, f"person:{who.id}", {"rows": _said_now(connection, named)}
    )
    return files


def leave_no_trace(database: Database) -> None:
    """Of what was overwritten, in the file of a SQLite database. As far as others let it: a bot
    that runs may be busy writing."""
    if database.path is None:
        return
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(database.path)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget_rows(connection: Connection, who: Someone, nobody: str, now: datetime) -> None:
    unsubmitted = attachment.c.draft_id.is_(None) | attachment.c.draft_id.not_in(
        select(submission.c.draft_id)
    )
    gone = {"telegram_id": None, "chat_id": None, "name": nobody, "phone": ""}
    changes = (
        update(inbox)
        .where(about(inbox, who), inbox.c.state == "new")
        .values(state="done", error="forgotten", finished_at=now),
        update(inbox).where(about(inbox, who)).values(raw="", telegram_id=None, chat_id=0),
        update(part)
        .where(about(part, who), part.c.state.in_(("pending", "sending")))
        .values(state="cancelled"),
        update(part).where(about(part, who)).values(payload=_NOTHING, chat_id=0),
        update(message)
        .where(about(message, who), message.c.state.in_(("new", "rendered")))
        .values(state="cancelled"),
        update(message)
        .where(about(message, who))
        .values(params=_NOTHING, buttons=[], dedupe_key=None, chat_id=0),
        update(attachment)
        .where(about(attachment, who), unsubmitted)
        .values(state="failed", error="forgotten"),
        update(attachment).where(about(attachment, who)).values(name="", file_id=""),
        update(directory_entry)
        .where(entries_of(who))
        .values(
            name=nobody,
            phone="",
            post="",
            removed_at=func.coalesce(directory_entry.c.removed_at, now),
        ),
        delete(guess).where(guess.c.telegram_id == who.telegram_id),
        update(membership).where(about(membership, who)).values(state=MembershipState.REVOKED),
        update(person).where(about(person, who)).values(**gone, focus=[], blocked_at=None),
    )
    for change in changes:
        connection.execute(change)


def _noted_about(connection: Connection, who: Someone) -> list[int]:
    """Audit rows in whose words this person is: without their salt nobody can guess them again."""
    texts = [type_coerce(column, Text) for column in (audit.c.subject, audit.c.detail)]
    found = or_(
        false(), *(t.contains(one, autoescape=True) for one in _secrets(who) for t in texts)
    )
    return list(connection.execute(select(audit.c.id).where(found).order_by(audit.c.id)).scalars())


def _said_now(connection: Connection, keys: Sequence[int]) -> dict[str, JSON]:
    """By audit row: a hash of the words that are left, so that these cannot be changed unseen."""
    left = connection.execute(select(audit).where(audit.c.id.in_(keys)))
    return {str(r.id): words_hash(r.salt, r.action, r.subject, r.detail) for r in left}


def _files_of(connection: Connection, who: Someone) -> list[str]:
    sent = connection.execute(select(message.c.extras).where(about(message, who))).scalars()
    attached = select(attachment.c.sha256).where(about(attachment, who), attachment.c.sha256 != "")
    documents = [extras["file"]["sha256"] for extras in sent if "file" in extras]
    return [*documents, *connection.execute(attached).scalars()]


def _secrets(who: Someone) -> Sequence[str]:
    """As they may stand in a text: names also as JSON writes them with escapes, phones also the
    way they are dialled."""
    plain = [who.name, who.phone, str(who.telegram_id)]
    if who.phone.startswith("+84"):
        plain.append("0" + who.phone.removeprefix("+84"))
    spelt = [
        json.dumps(one, ensure_ascii=escaped)[1:-1] for one in plain for escaped in (False, True)
    ]
    return [one for one in dict.fromkeys([*plain, *spelt]) if len(one) >= _SHORTEST]


def _replace(connection: Connection, column: Column[object], old: str, new: str) -> None:
    table = column.table
    assert isinstance(table, Table)
    text = type_coerce(column, Text)
    connection.execute(
        update(table)
        .where(text.contains(old, autoescape=True))
        .values({column: func.replace(text, old, new)})
    )


@contextmanager
def lifted(connection: Connection, table: Table) -> Iterator[None]:
    """History only grows, but for this: the law is above it. Comes back with the same commit."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")
        return
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?",
        (table.name,),
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
