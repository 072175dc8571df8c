"""Slow work beside the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def in_thread(fn: Callable[[], T]) -> T:
    """The result of `fn`, from a thread that does not keep the process from ending: whatever is
    done here can be cut off at any point."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # whoever stops waiting does not stop the thread

    def work() -> None:
        try:
            result = fn()
        except BaseException as error:  # noqa: BLE001 - it is raised where it was waited for
            future.set_exception(error)
        else:
            future.set_result(result)

    Thread(target=work, name="operation", daemon=True).start()
    return await asyncio.wrap_future(future)
