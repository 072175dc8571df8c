"""Units of work that wait for their commit, and telling whoever waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Generic, TypeVar

from storage.work import SqlWork

T = TypeVar("T")


class Member(Generic[T]):
    """A unit of work that waits, and what came of it. `loop`: of the coroutine that waits for it;
    None: a thread does."""

    __slots__ = ("error", "fn", "future", "loop", "result")

    def __init__(
        self,
        fn: Callable[[SqlWork], T],
        future: Future[T] | asyncio.Future[T],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.fn = fn
        self.future = future
        self.loop = loop
        self.result: T
        self.error: BaseException | None = None

    def begins(self) -> bool:
        """False when nobody wants it any more."""
        if isinstance(self.future, Future):
            return self.future.set_running_or_notify_cancel()
        return not self.future.cancelled()

    def resolve(self) -> None:
        """In the thread of the loop, where there is one."""
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def fail(members: list[Member[Any]], error: BaseException) -> None:
    for member in members:
        member.error = error
    resolve(members)


def resolve(members: list[Member[Any]]) -> None:
    """Waking a loop costs as much as a statement: once for all that wait in it."""
    waiting: dict[asyncio.AbstractEventLoop, list[Member[Any]]] = {}
    for member in members:
        if member.loop is None:
            member.resolve()
        else:
            waiting.setdefault(member.loop, []).append(member)
    for loop, theirs in waiting.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve_here, theirs)


def _resolve_here(members: list[Member[Any]]) -> None:
    for member in members:
        member.resolve()
