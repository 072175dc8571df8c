"""What happened, in order: wakes those who wait and feeds the page of phones."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Journal:
    """A revision that grows with every change, and the subscribers to the changes."""

    def __init__(self) -> None:
        self.revision = 0
        self._changed = asyncio.Event()
        self._subscribers: set[asyncio.Queue[Event]] = set()

    def publish(self, kind: str, **details: Any) -> int:
        """Record one change. Returns its revision."""
        self.revision += 1
        self._changed.set()
        self._changed = asyncio.Event()
        for queue in self._subscribers:
            queue.put_nowait({"kind": kind, "revision": self.revision, **details})
        return self.revision

    async def changed(self, since: int | None = None) -> int:
        """Wait until the revision is greater than `since` (default: than now). Returns it."""
        known = self.revision if since is None else since
        while self.revision <= known:
            await self._changed.wait()
        return self.revision

    async def wait_for(self, condition: Callable[[], bool], within: float | None) -> None:
        """Wait until `condition()` holds, looking again after every change.

        Raises TimeoutError after `within` real seconds (None: wait for ever).
        """
        async with asyncio.timeout(within):
            while not condition():
                await self.changed()

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Queue[Event]]:
        """All changes from now on, as a queue."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._subscribers.add(queue)
        try:
            yield queue
        finally:
            self._subscribers.discard(queue)
