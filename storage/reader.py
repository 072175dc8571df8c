"""Reads in a few threads of their own, beside the writer and never behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from storage.database import Database
from storage.faults import told_apart
from storage.repositories.transaction import Memory, Transaction
from storage.work import SqlWork

T = TypeVar("T")


class Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(database.readers, thread_name_prefix="reader")

    def run(self, fn: Callable[[SqlWork], T]) -> Future[T]:
        """`fn` sees one moment of the database; a write in it fails. The future raises
        DatabaseUnavailable when the database cannot be read."""
        return self._threads.submit(self._read, fn)

    async def perform(self, fn: Callable[[SqlWork], T]) -> T:
        return await asyncio.wrap_future(self.run(fn))

    def close(self) -> None:
        self._threads.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, fn: Callable[[SqlWork], T]) -> T:
        with (
            told_apart(),
            self._database.reading.connect() as connection,
            connection.begin(),
        ):
            return fn(SqlWork(Transaction(connection, Memory())))
