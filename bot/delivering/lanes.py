"""The parts that wait for one chat, sent one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence

from bot.clock import Clock
from bot.connection.errors import TokenRefused
from bot.delivering.gate import Gate
from bot.delivering.sending import Claimed, Outcome, Run, Sender, Waiting, claim, claim_run, leading
from bot.patient import PatientWriter
from storage import outbox_queue
from storage.work import SqlWork

_ALL = 100_000


class Lane:
    """Mirrors what is pending for its chat, and the runs that are claimed. Marking what was sent
    and claiming what follows is one commit."""

    def __init__(
        self, chat_id: int, sender: Sender, writer: PatientWriter, gate: Gate, clock: Clock
    ) -> None:
        self._chat_id = chat_id
        self._sender = sender
        self._writer = writer
        self._gate = gate
        self._clock = clock
        self._queue: deque[Waiting] = deque()
        self._runs: deque[Run] = deque()  # of parts in the queue; each holds a place at the gate
        self._finishing = False
        self.at_rest = asyncio.Event()  # nothing is claimed that is not marked
        self.at_rest.set()

    def finish(self) -> None:
        """What is claimed is the last."""
        self._finishing = True

    def append(self, parts: Iterable[Waiting], run: Run = ()) -> None:
        """`run`: the first of `parts`, where they are claimed and hold a place at the gate."""
        self._queue.extend(parts)
        if run:
            self.at_rest.clear()
            self._runs.append(run)

    async def serve(self) -> None:
        """Until nothing waits. Raises TokenRefused."""
        try:
            while self._queue and (self._runs or not self._finishing):
                run = self._runs.popleft() if self._is_claimed(self._queue[0]) else None
                if run is None:
                    run = await self._claim()
                if run:
                    await self._send(run)
                if not self._runs:
                    self.at_rest.set()
        finally:
            self.at_rest.set()

    def _is_claimed(self, part: Waiting) -> bool:
        return bool(self._runs) and self._runs[0][0].waiting is part

    async def _claim(self) -> Run:
        """Waits until the first part may go. Empty when it no longer is to be sent."""
        first = self._queue[0]
        while first.not_before and (wait := self._seconds_to(first)) > 0:
            await self._clock.sleep(wait)
        await self._gate.enter(self._chat_id, bulk=first.is_bulk, edit=first.is_edit)
        now = self._clock.now()
        if first.is_over(now):
            self._gate.leave()
            await self._writer.perform(lambda work: outbox_queue.cancel_expired(work, now))
            held = self._held()
            self._queue = deque(p for p in self._queue if p.id in held or not p.is_over(now))
            return ()
        self.at_rest.clear()
        claimed = await self._writer.perform(lambda work: claim(work, first, now))
        if claimed is None:
            self._gate.leave()
            await self._reload()
            return ()
        return (claimed,)

    async def _send(self, run: Run) -> None:
        """Sends a run and marks it; what could be claimed along with the mark is the next run."""
        outcomes = await self._send_each(run)
        last = outcomes[-1]
        unsent = [*run[len(outcomes) :]]
        if last.chat_is_lost:
            unsent += self._give_up()
        following = [] if self._finishing or self._runs else await self._free_to_follow()
        now = self._clock.now()

        def settle(work: SqlWork) -> Run:
            for claimed in unsent:
                outbox_queue.release(work, claimed.waiting.id)
            for outcome in outcomes:
                outcome.mark(work)
            return claim_run(work, following, now)

        claimed = await self._writer.perform(settle)
        if last.token_refused:
            raise TokenRefused
        if claimed:
            edits = sum(one.waiting.is_edit for one in claimed)
            self._gate.count(self._chat_id, edits=edits, messages=len(claimed) - edits)
            self._runs.appendleft(claimed)
        elif following:
            self._gate.leave_unused(self._chat_id)
            await self._reload()

    async def _send_each(self, run: Run) -> Sequence[Outcome]:
        """Up to the first that did not go."""
        outcomes: list[Outcome] = []
        try:
            for claimed in run:
                outcome = await self._sender.send(claimed)
                outcomes.append(outcome)
                self._gate.ask_for_quiet(outcome.quiet_until)
                self._move_on(claimed.waiting, outcome)
                if not outcome.next_may_go:
                    break
        finally:
            self._gate.leave()
        return outcomes

    def _move_on(self, sent: Waiting, outcome: Outcome) -> None:
        if outcome.chat_is_lost:
            self._queue.clear()
        elif outcome.again_at is None:
            self._queue.popleft()
        else:
            sent.not_before = outcome.again_at

    def _give_up(self) -> list[Claimed]:
        """The chat is lost: nothing that is claimed goes any more."""
        given_up = [claimed for run in self._runs for claimed in run]
        for _ in self._runs:
            self._gate.leave()
        self._runs.clear()
        return given_up

    async def _free_to_follow(self) -> list[Waiting]:
        """The next parts if they may go this moment; a place at the gate is taken then."""
        parts = leading(self._queue, self._clock.now())
        return parts if parts and await self._gate.enter_at_once(self._chat_id) else []

    async def _reload(self) -> None:
        """Somebody else changed a row: takes the lane as it is in the database, with what is
        claimed and what was appended meanwhile."""
        before = {part.id for part in self._queue}
        rows = await self._writer.perform(
            lambda work: outbox_queue.pending_of(work, self._chat_id, _ALL)
        )
        known = (before | {row.id for row in rows}) - self._held()
        kept = [part for part in self._queue if part.id not in known]
        self._queue = deque(sorted([*map(Waiting.of_row, rows), *kept], key=lambda part: part.id))

    def _held(self) -> set[int]:
        """Parts of the runs."""
        return {claimed.waiting.id for run in self._runs for claimed in run}

    def _seconds_to(self, part: Waiting) -> float:
        assert part.not_before is not None
        return (part.not_before - self._clock.now()).total_seconds()
