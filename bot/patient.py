"""Writing that waits out a database in trouble, and says so once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from bot.clock import Clock
from bot.speaking.catalogue import catalogue
from storage.faults import DatabaseUnavailable
from storage.work import SqlWork
from storage.writer import Writer

T = TypeVar("T")

_log = logging.getLogger(__name__)
_LONGEST = 5.0  # seconds between two attempts


class PatientWriter:
    """For work that must be done whenever the database is able to: what has come in, what has been
    sent. Nothing is counted as a failure of what is written."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self.writer = writer
        self._clock = clock
        self._in_trouble = False

    async def perform(self, fn: Callable[[SqlWork], T]) -> T:
        """The result of `fn` once it is committed; tries until it is."""
        delay = 0.1
        while True:
            try:
                result = await self.writer.perform(fn)
            except DatabaseUnavailable as problem:
                self.note(problem)
                await self._clock.sleep(delay)
                delay = min(_LONGEST, delay * 2)
            else:
                self._note_success()
                return result

    def note(self, problem: DatabaseUnavailable) -> None:
        """Tells the operator, once until it is over."""
        if not self._in_trouble:
            self._in_trouble = True
            _log.error(catalogue().operator(f"database.{problem.reason}"))

    def _note_success(self) -> None:
        if self._in_trouble:
            self._in_trouble = False
            _log.warning(catalogue().operator("database.back"))
