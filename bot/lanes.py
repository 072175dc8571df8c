"""The parts that wait for one chat, sent one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable

from bot.clock import Clock
from bot.errors import TokenRefused
from bot.gate import Gate
from bot.patient import PatientWriter
from bot.sending import Claimed, Outcome, Sender, Waiting, claim
from storage import outbox_queue
from storage.work import SqlWork

_ALL = 100_000


class Lane:
    """Mirrors what is pending for its chat. Marking a part and claiming the next is one commit."""

    def __init__(
        self, chat_id: int, sender: Sender, writer: PatientWriter, gate: Gate, clock: Clock
    ) -> None:
        self._chat_id = chat_id
        self._sender = sender
        self._writer = writer
        self._gate = gate
        self._clock = clock
        self._queue: deque[Waiting] = deque()
        self._finishing = False
        self.at_rest = asyncio.Event()  # nothing is claimed that is not marked

    def finish(self) -> None:
        """What is being sent is the last."""
        self._finishing = True

    def append(self, parts: Iterable[Waiting]) -> None:
        self._queue.extend(parts)

    async def serve(self, claimed: Claimed | None) -> None:
        """Until nothing waits. `claimed` is the first part if it is claimed, and its place at the
        gate is held. Raises TokenRefused."""
        try:
            while self._queue and not (self._finishing and claimed is None):
                if claimed is None:
                    claimed = await self._claim()
                else:
                    claimed = await self._send(claimed)
                if claimed is None:
                    self.at_rest.set()
        finally:
            self.at_rest.set()

    async def _claim(self) -> Claimed | None:
        """Waits until the first part may go. None when it no longer is to be sent."""
        first = self._queue[0]
        while first.not_before and (wait := self._seconds_to(first)) > 0:
            await self._clock.sleep(wait)
        await self._gate.enter(self._chat_id, bulk=first.is_bulk, edit=first.is_edit)
        now = self._clock.now()
        if first.is_over(now):
            self._gate.leave()
            await self._writer.perform(lambda work: outbox_queue.cancel_expired(work, now))
            self._queue = deque(part for part in self._queue if not part.is_over(now))
            return None
        self.at_rest.clear()
        claimed = await self._writer.perform(lambda work: claim(work, first, now))
        if claimed is None:
            self._gate.leave()
            await self._reload()
        return claimed

    async def _send(self, claimed: Claimed) -> Claimed | None:
        """Sends the first part; gives the next one if it could be claimed along with the mark."""
        try:
            outcome = await self._sender.send(claimed)
        finally:
            self._gate.leave()
        self._gate.ask_for_quiet(outcome.quiet_until)
        self._move_on(claimed.waiting, outcome)
        following = None if self._finishing else await self._free_to_follow()
        now = self._clock.now()

        def settle(work: SqlWork) -> Claimed | None:
            outcome.mark(work)
            return claim(work, following, now) if following else None

        claimed_next = await self._writer.perform(settle)
        if outcome.token_refused:
            raise TokenRefused
        if following and claimed_next is None:
            self._gate.leave_unused(self._chat_id)
            await self._reload()
        return claimed_next

    def _move_on(self, sent: Waiting, outcome: Outcome) -> None:
        if outcome.chat_is_lost:
            self._queue.clear()
        elif outcome.again_at is None:
            self._queue.popleft()
        else:
            sent.not_before = outcome.again_at

    async def _free_to_follow(self) -> Waiting | None:
        """The next part if it may go this moment; its place at the gate is taken then."""
        first = self._queue[0] if self._queue else None
        if first is None or first.not_before or first.is_bulk or first.is_over(self._clock.now()):
            return None
        if not await self._gate.enter_at_once(self._chat_id):
            return None
        if first.is_edit:
            self._gate.cost_nothing(self._chat_id)
        return first

    async def _reload(self) -> None:
        """Somebody else changed a row: takes the lane as it is in the database, with what was
        appended meanwhile."""
        before = {part.id for part in self._queue}
        rows = await self._writer.perform(
            lambda work: outbox_queue.pending_of(work, self._chat_id, _ALL)
        )
        there = before | {row.id for row in rows}
        appended = [part for part in self._queue if part.id not in there]
        self._queue = deque([*map(Waiting.of_row, rows), *appended])

    def _seconds_to(self, part: Waiting) -> float:
        assert part.not_before is not None
        return (part.not_before - self._clock.now()).total_seconds()
