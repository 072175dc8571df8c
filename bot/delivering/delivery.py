"""The outbox to Telegram: rendered once, frozen, then sent in order for each chat.

Every commit that queues messages ends in freezing them: a turn and the bytes it sends are one
commit. What answers an update in a chat that is free is claimed along with it, so that it can be
sent at once. Messages of other processes are looked for, and what a dead process was sending is
taken up again at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from telegram.error import TelegramError

from bot.clock import Clock
from bot.connection.api import BotApi
from bot.delivering.freezing import Freezing, Frozen
from bot.delivering.gate import Gate
from bot.delivering.lanes import Lane
from bot.delivering.pace import Pace
from bot.delivering.sending import Sender, Waiting
from bot.patient import PatientWriter
from bot.speaking.voice import Voice
from storage import outbox_queue
from storage.files import FileStore
from storage.message_codec import OutboxRow
from storage.work import SqlWork
from storage.writer import Committed

_log = logging.getLogger(__name__)
_ALL = 100_000
_GRACE = 3.0  # seconds between being stopped and giving up what is being sent
_EVER = timedelta(days=36_500)


class Delivery:
    def __init__(
        self,
        api: BotApi,
        writer: PatientWriter,
        files: FileStore,
        voice: Voice,
        clock: Clock,
        pace: Pace,
        *,
        parallel: int = 64,
        look_every: float | None = 5.0,
        filled: Callable[[str], str] = str,
    ) -> None:
        """`filled` puts into a text, when it is sent, what must not be stored. `look_every`:
        seconds between looks for messages another process queued; None: never."""
        self._api = api
        self._writer = writer
        self._voice = voice
        self._clock = clock
        self._gate = Gate(clock, pace, parallel)
        self._sender = Sender(api, files, voice, clock, filled)
        self._look_every = look_every
        self._lanes: dict[int, Lane] = {}
        self._passes: dict[int, int] = {}  # chats that were free, by the update being handled
        self._open = False  # what an earlier process left is in the lanes
        self._doubtful = False  # a commit may have frozen what is in no lane
        self._frozen = self._taken = 0  # commits, counted by the writer's thread and by the loop
        self._unlooked = True
        self._looking = False
        self._finishing = False
        self._wake = asyncio.Event()
        self._answered: deque[str] = deque(maxlen=1000)
        self._tasks: asyncio.TaskGroup | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        writer.writer.on_commit(self._committed)

    @property
    def idle(self) -> bool:
        """Nothing committed is left. What waits for its time or pace is not idle."""
        looking = self._unlooked or self._looking or self._frozen != self._taken
        return not (looking or self._lanes)

    async def run(self) -> None:
        """Until it is cancelled. Raises an ExceptionGroup of TokenRefused."""
        self._loop = asyncio.get_running_loop()
        self._open = False
        writer = self._writer.writer
        writer.close_with(self._freeze)
        try:
            async with asyncio.TaskGroup() as self._tasks:
                going_on = self._tasks.create_task(self._go_on())
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    writer.close_with(None)
                    await self._finish(going_on)
                    raise
        finally:
            writer.close_with(None)
            self._loop = None

    async def _go_on(self) -> None:
        while not self._finishing:
            self._wake.clear()
            await self._look()
            await self._clock.wait(self._wake, self._look_every)

    async def _finish(self, going_on: asyncio.Task[None]) -> None:
        """What is on its way to Telegram may arrive, so that nothing is sent twice after a stop;
        what only waits stays for the next start."""
        self._finishing = True
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                await asyncio.wait([going_on])
                lanes = list(self._lanes.values())
                for lane in lanes:
                    lane.finish()
                for lane in lanes:
                    await lane.at_rest.wait()

    def answer_callback(self, query_id: str) -> None:
        """Stops the spinner of a pressed button: at once, without text, once a press. That it
        fails is of no consequence. Call while `run` runs."""
        if query_id not in self._answered and self._tasks is not None:
            self._answered.append(query_id)
            self._tasks.create_task(self._answer(query_id))

    async def _answer(self, query_id: str) -> None:
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": query_id})
        except TelegramError as error:
            _log.info("a press was not answered: %s", error)

    @asynccontextmanager
    async def passing(self, inbox_key: int, chat_id: int) -> AsyncIterator[None]:
        """While an update is handled: what its turn says to its own chat need not queue, if nobody
        has to wait at the moment."""
        if chat_id not in self._lanes and await self._gate.enter_at_once(chat_id):
            self._passes[inbox_key] = chat_id
        try:
            yield
        finally:
            if self._passes.pop(inbox_key, None) is not None:
                self._gate.leave_unused(chat_id)

    async def _look(self) -> None:
        """Has everything frozen that is not yet; with the first commit, what was left behind."""
        self._looking, self._unlooked = True, False
        await self._writer.perform(self._not_frozen)
        self._looking = False

    def _not_frozen(self, work: SqlWork) -> None:
        work.transaction.closing = True
        if self._open:
            work.transaction.said += outbox_queue.unrendered(work, _ALL)

    def _freeze(self, work: SqlWork, said: Sequence[OutboxRow]) -> Frozen:
        """What a commit ends in, in the writer's thread: parts reach the lanes in the order of the
        commits, and before anybody learns of them. The first one takes up what was left behind."""
        freezing = Freezing(work, self._voice, self._passes, self._clock.now())
        if not self._open or self._may_recover():
            freezing.parts += self._left_behind(work)
            freezing.recovered = True
            said = outbox_queue.unrendered(work, _ALL)
        for row in sorted({row.id: row for row in said}.values(), key=lambda row: row.id):
            freezing.add(row)
        return freezing.done()

    def _may_recover(self) -> bool:
        """After a doubtful commit, once everything that is known has been sent."""
        return self._doubtful and not self._lanes and self._frozen == self._taken

    def _left_behind(self, work: SqlWork) -> list[Waiting]:
        """What an earlier process had not sent."""
        now = self._clock.now()
        again, held = outbox_queue.recover(work)
        outbox_queue.cancel_expired(work, now)
        self._gate.ask_for_quiet(outbox_queue.flood_until(work))
        if again or held:
            _log.warning("interrupted sends: %d again, %d held back", again, held)
        chats = outbox_queue.pending_chats(work, now + _EVER, _ALL)
        rows = [row for chat in chats for row in outbox_queue.pending_of(work, chat, _ALL)]
        return [Waiting.of_row(row) for row in rows]

    def _committed(self, committed: Committed) -> None:
        """In the writer's thread, before anybody learns of the commit."""
        if self._loop is None:
            return
        if committed.doubtful:
            self._doubtful = True
        if isinstance(committed.frozen, Frozen):
            self._open = True
            self._doubtful = self._doubtful and not committed.frozen.recovered
            self._frozen += 1
            self._loop.call_soon_threadsafe(self._take_frozen, committed.frozen)
        elif committed.chats:
            self._unlooked = True
            self._loop.call_soon_threadsafe(self._wake.set)

    def _take_frozen(self, frozen: Frozen) -> None:
        self._taken += 1
        self._take(frozen)

    def _take(self, frozen: Frozen) -> None:
        """Hands parts to the lanes. A run holds the place at the gate of its update's pass."""
        run_of = {run[0].waiting.id: (key, run) for key, run in frozen.runs.items()}
        for part in frozen.parts:
            lane = self._lanes.get(part.chat_id) or self._new_lane(part.chat_id)
            key, run = run_of.get(part.id, (0, ()))
            if run:
                self._passes.pop(key, None)
                edits = sum(one.waiting.is_edit for one in run)
                self._gate.count(part.chat_id, edits=edits, messages=len(run) - edits)
            lane.append([part], run)

    def _new_lane(self, chat_id: int) -> Lane:
        assert self._tasks is not None, "taken while running"
        lane = Lane(chat_id, self._sender, self._writer, self._gate, self._clock)
        self._lanes[chat_id] = lane
        self._tasks.create_task(self._serve(chat_id, lane))
        return lane

    async def _serve(self, chat_id: int, lane: Lane) -> None:
        await lane.serve()
        del self._lanes[chat_id]
