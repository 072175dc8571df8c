"""What the repositories of one unit of work share: its connection, and what it leaves behind."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from storage.database import driver
from storage.message_codec import OutboxRow
from storage.repositories.prepared import Prepared, prepared
from usecases.records import Draft, RoundRecord

Upsert = Mapping[str, Executable]


def upsert(table: Table, build: Callable[[Any], Executable]) -> Upsert:
    """An INSERT … ON CONFLICT for both dialects; `build` finishes the insert it is given."""
    return {"sqlite": build(sqlite.insert(table)), "postgresql": build(postgresql.insert(table))}


class Memory:
    """What a writer may remember between units of work, all of it checked again when used.

    Drafts as of their last *committed* revision: a draft's revision changes with every answer, so
    id and revision name the content. `owner` marks jobs claimed by this process."""

    LIMIT = 512

    def __init__(self) -> None:
        self.owner = uuid4().hex
        self._drafts: OrderedDict[int, Draft] = OrderedDict()

    def draft(self, draft_id: int) -> Draft | None:
        return self._drafts.get(draft_id)

    def remember(self, drafts: Mapping[int, Draft]) -> None:
        """The latest used last; one that is handed in is hardly read again."""
        for key, draft in drafts.items():
            self._drafts.pop(key, None)
            if draft.open:
                self._drafts[key] = draft
        while len(self._drafts) > self.LIMIT:
            self._drafts.popitem(last=False)

    def forget(self) -> None:
        self._drafts.clear()


class Transaction:
    """`chats`, `jobs`, `drafts` and `said` count only if the unit of work commits."""

    __slots__ = (
        "_dialect",
        "_driver",
        "_error",
        "chats",
        "closing",
        "connection",
        "dialect",
        "drafts",
        "jobs",
        "memory",
        "names",
        "renamed",
        "rounds",
        "said",
    )

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self._dialect = connection.dialect
        self._driver = driver(connection)
        self._error = connection.dialect.loaded_dbapi.Error
        self.memory = memory
        self.chats: set[int] = set()  # chats with new messages
        self.said: list[OutboxRow] = []  # the new messages
        self.closing = False  # the commit is to end in the writer's closer, said anything or not
        self.jobs = False  # whether a job was added
        self.drafts: dict[int, Draft] = {}
        self.renamed = False  # a person's name changed: remembered drafts show the old one
        self.names: dict[int, str] = {}
        self.rounds: dict[str, RoundRecord] = {}  # those read: they never change

    def first(self, statement: Executable, params: Mapping[str, object]) -> Any:
        """The first row, its columns by name; None when there is none."""
        rows = self.all(statement, params)
        return rows[0] if rows else None

    def all(self, statement: Executable, params: Mapping[str, object]) -> list[Any]:
        one = prepared(statement, self._dialect, params)
        if one.expands:
            return list(self.connection.execute(statement, params))
        return one.rows(self._execute(one, params).fetchall())

    def do(self, statement: Executable, params: Mapping[str, object]) -> int:
        """The number of rows an UPDATE changed."""
        one = prepared(statement, self._dialect, params)
        if one.expands:
            return self.connection.execute(statement, params).rowcount
        count: int = self._execute(one, params).rowcount
        return count

    def insert(self, statement: Executable, params: Mapping[str, object]) -> int:
        """The id of the new row, which RETURNING gives."""
        return int(self.first(statement, params)[0])

    def insert_unless_there(self, statement: Upsert, params: Mapping[str, object]) -> Any:
        """What RETURNING gives, or None when the row was there."""
        found = self.first(statement[self.dialect], params)
        return None if found is None else found[0]

    def put(self, statement: Upsert, params: Mapping[str, object]) -> None:
        self.do(statement[self.dialect], params)

    def _execute(self, one: Prepared, params: Mapping[str, object]) -> Any:
        try:
            return self._driver.execute(one.sql, one.bind(params))
        except self._error as error:
            # What SQLAlchemy would have raised; without the values, as they are people's.
            raise DBAPIError.instance(one.sql, None, error, self._error) from error
