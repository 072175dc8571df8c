"""Units of work for tests, and a way to make several wait for one commit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from storage.work import SqlWork
from storage.writer import Writer


class Gate:
    """Holds the writer's thread, so that what is queued meanwhile becomes one group."""

    def __init__(self, writer: Writer) -> None:
        self._open = threading.Event()
        self._reached = threading.Event()
        self.future = writer.run(self._wait)
        assert self._reached.wait(10)

    def _wait(self, work: SqlWork) -> None:
        self._reached.set()
        assert self._open.wait(10)

    def open(self) -> None:
        self._open.set()
        self.future.result(10)


def put(key: str, value: object = True) -> Callable[[SqlWork], None]:
    return lambda work: work.settings.put(key, value)


def get(writer: Writer, key: str) -> object:
    found: object = writer.run(lambda work: work.settings.get(key)).result(10)
    return found


def together(writer: Writer, *units: Callable[[SqlWork], object]) -> list[Future[object]]:
    gate = Gate(writer)
    futures = [writer.run(unit) for unit in units]
    gate.open()
    return futures
