"""The only place that reads the clock or sleeps; everybody else is given a `Clock`."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol


class Timer(Protocol):
    """An ordered callback that can still be called off."""

    def cancel(self) -> object: ...


class Clock:
    """The real one. All moments are aware and in UTC; all spans are in seconds."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Calls `callback` on the running loop after `seconds` of this clock."""
        return asyncio.get_running_loop().call_later(seconds, callback)

    async def sleep(self, seconds: float) -> None:
        await self.wait(asyncio.Event(), seconds)

    async def wait(self, event: asyncio.Event, seconds: float | None = None) -> bool:
        """Until `event` is set (True) or `seconds` of this clock are over (False)."""
        if seconds is None:
            return await event.wait()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as limit:
                timer = self.call_later(max(seconds, 0), lambda: limit.reschedule(loop.time()))
                try:
                    return await event.wait()
                finally:
                    timer.cancel()
        except TimeoutError:
            return False


class ShiftedClock(Clock):
    """Runs at real speed from a chosen moment on."""

    def __init__(self, start: datetime) -> None:
        self._shift = start.astimezone(UTC) - super().now()

    def now(self) -> datetime:
        return super().now() + self._shift


class FakeClock(Clock):
    """Time moves only in `advance_to`."""

    def __init__(self, start: datetime) -> None:
        self._start = self._now = start.astimezone(UTC)
        self._timers: list[_FakeTimer] = []
        self._numbers = count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._start).total_seconds()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        due = self._now + timedelta(seconds=seconds)
        timer = _FakeTimer(due, next(self._numbers), callback)
        heapq.heappush(self._timers, timer)
        return timer

    def next_wake(self) -> datetime | None:
        """When the first sleeper is due; None when nobody sleeps."""
        while self._timers and self._timers[0].cancelled:
            heapq.heappop(self._timers)
        return self._timers[0].due if self._timers else None

    def advance_to(self, moment: datetime) -> None:
        """Wakes whoever is due until then, in order; each sees the moment it asked for when it is
        called, but tasks run only when the caller next awaits. Never moves back."""
        target = max(moment.astimezone(UTC), self._now)
        while (due := self.next_wake()) is not None and due <= target:
            timer = heapq.heappop(self._timers)
            self._now = max(due, self._now)
            timer.callback()
        self._now = target


class _FakeTimer:
    def __init__(self, due: datetime, number: int, callback: Callable[[], object]) -> None:
        self.due = due
        self.number = number
        self.callback = callback
        self.cancelled = False

    def __lt__(self, other: _FakeTimer) -> bool:
        return (self.due, self.number) < (other.due, other.number)

    def cancel(self) -> None:
        self.cancelled = True


class StartingClock(FakeClock):
    """Stands still like a FakeClock until `go`, then runs at real speed from where it stands."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._running: ShiftedClock | None = None

    def go(self) -> None:
        """Call on the running loop; whoever sleeps is woken at the right moment."""
        self._running = ShiftedClock(self._now)
        self._moved = super().monotonic() - self._running.monotonic()
        waiting, self._timers = self._timers, []
        for timer in waiting:
            if not timer.cancelled:
                self._running.call_later((timer.due - self._now).total_seconds(), timer.callback)

    def now(self) -> datetime:
        return self._running.now() if self._running else super().now()

    def monotonic(self) -> float:
        return self._running.monotonic() + self._moved if self._running else super().monotonic()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        if self._running:
            return self._running.call_later(seconds, callback)
        return super().call_later(seconds, callback)
