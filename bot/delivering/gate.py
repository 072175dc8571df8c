"""Who may send now: within the pace, so many at a time, nobody while Telegram asks for quiet."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.clock import Clock
from bot.delivering.pace import Pace


class Gate:
    """Whoever has entered holds a place until `leave`."""

    def __init__(self, clock: Clock, pace: Pace, parallel: int) -> None:
        self._clock = clock
        self._pace = pace
        self._places = asyncio.Semaphore(parallel)
        self._quiet_until: datetime | None = None

    def ask_for_quiet(self, until: datetime | None) -> None:
        """The longer of two times holds; None changes nothing."""
        if until is not None and (self._quiet_until is None or until > self._quiet_until):
            self._quiet_until = until

    async def enter_at_once(self, chat_id: int) -> bool:
        """Enters for a reply if nobody has to wait for that; never waits."""
        if self._places.locked() or self._quiet_for() > 0 or not self._pace.admit_at_once(chat_id):
            return False
        await self._places.acquire()  # returns at once: it is not locked
        return True

    async def enter(self, chat_id: int, *, bulk: bool, edit: bool) -> None:
        await self._wait_for_quiet_to_end()
        await self._pace.admit(chat_id, bulk=bulk, edit=edit)
        await self._places.acquire()
        while self._quiet_for() > 0:
            self._places.release()
            await self._wait_for_quiet_to_end()
            await self._places.acquire()

    def leave(self) -> None:
        self._places.release()

    def leave_unused(self, chat_id: int) -> None:
        """After `enter_at_once`: nothing was sent after all."""
        self._pace.correct(chat_id, messages=0, calls=0)
        self.leave()

    def count(self, chat_id: int, *, edits: int, messages: int) -> None:
        """After `enter_at_once`: what goes in all."""
        self._pace.correct(chat_id, messages=messages, calls=edits + messages)

    async def _wait_for_quiet_to_end(self) -> None:
        while (seconds := self._quiet_for()) > 0:
            await self._clock.sleep(seconds)

    def _quiet_for(self) -> float:
        if self._quiet_until is None:
            return 0.0
        return (self._quiet_until - self._clock.now()).total_seconds()
