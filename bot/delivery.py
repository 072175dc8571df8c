"""The outbox to Telegram: rendered once, frozen, then sent in order for each chat.

A message's first step freezes its parts and, where its chat is free, claims the first one in the
same commit. What a dead process was sending is taken up again at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.api import BotApi
from bot.clock import Clock
from bot.gate import Gate
from bot.lanes import Lane
from bot.pace import Pace
from bot.patient import PatientWriter
from bot.sending import Claimed, Sender, Waiting, claim
from bot.voice import Voice
from storage import outbox_queue
from storage.files import FileStore
from storage.outbox_queue import NewPart, OutboxRow
from storage.work import SqlWork
from storage.writer import Committed

_log = logging.getLogger(__name__)
_BATCH = 100  # messages rendered in one unit of work
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
        self._new_chats: set[int] = set()
        self._unlooked = True
        self._rendering = False
        self._finishing = False
        self._wake = asyncio.Event()
        self._answered: deque[str] = deque(maxlen=1000)
        self._tasks: asyncio.TaskGroup | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        writer.writer.on_commit(self._committed)

    @property
    def idle(self) -> bool:
        """Nothing committed is left. What waits for its time or pace is not idle."""
        return not (self._unlooked or self._rendering or self._lanes)

    async def run(self) -> None:
        """Until it is cancelled. Raises an ExceptionGroup of TokenRefused."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as self._tasks:
            going_on = self._tasks.create_task(self._go_on())
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await self._finish(going_on)
                raise

    async def _go_on(self) -> None:
        self._take(await self._writer.perform(self._left_behind), {})
        while not self._finishing:
            self._wake.clear()
            if not await self._render():
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

    def _committed(self, committed: Committed) -> None:
        """In the writer's thread, before anybody learns of the commit."""
        if committed.chats and self._loop is not None:
            self._unlooked = True
            self._loop.call_soon_threadsafe(self._woken, committed.chats)

    def _woken(self, chats: Iterable[int]) -> None:
        self._new_chats.update(chats)
        self._wake.set()

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

    async def _render(self) -> bool:
        """Renders what is new and hands it to the lanes; False when there was nothing."""
        self._rendering, self._unlooked = True, False
        chats, self._new_chats = self._new_chats, set()
        free = {
            chat
            for chat in chats
            if chat not in self._lanes and await self._gate.enter_at_once(chat)
        }

        def render(work: SqlWork) -> tuple[list[Waiting], dict[int, Claimed]]:
            now = self._clock.now()
            new = [part for row in self._new_rows(work, now) for part in self._freeze(work, row)]
            return new, _claimed_firsts(work, new, free, now)

        new, claimed = await self._writer.perform(render)
        self._settle_at_gate(free, claimed)
        self._take(new, claimed)
        self._rendering = False
        return bool(new)

    def _new_rows(self, work: SqlWork, now: datetime) -> list[OutboxRow]:
        rows = outbox_queue.unrendered(work, _BATCH)
        current = [row for row in rows if not _is_over(row, now)]
        if len(current) < len(rows):
            outbox_queue.cancel_expired(work, now)
        return current

    def _freeze(self, work: SqlWork, row: OutboxRow) -> list[Waiting]:
        rendered = self._voice.render(row.message)
        if rendered.fault:
            _log.error("message %s cannot be rendered: %s", row.id, rendered.fault)
        parts = [NewPart(part.method, part.payload) for part in rendered.parts]
        ids = outbox_queue.keep_parts(work, row.id, parts, rendered.fault)
        message = row.message
        return [
            Waiting(id_, row.chat_id, part, message.message_class, message.expires_at)
            for id_, part in zip(ids, rendered.parts, strict=False)
        ]

    def _settle_at_gate(self, free: set[int], claimed: dict[int, Claimed]) -> None:
        for chat in free:
            if chat not in claimed:
                self._gate.leave_unused(chat)
            elif claimed[chat].waiting.is_edit:
                self._gate.cost_nothing(chat)

    def _take(self, parts: list[Waiting], claimed: dict[int, Claimed]) -> None:
        assert self._tasks is not None, "taken while running"
        for part in parts:
            lane = self._lanes.get(part.chat_id)
            if lane is None:
                lane = Lane(part.chat_id, self._sender, self._writer, self._gate, self._clock)
                self._lanes[part.chat_id] = lane
                first = claimed.get(part.chat_id)
                if first is None:
                    lane.at_rest.set()
                self._tasks.create_task(self._serve(part.chat_id, lane, first))
            lane.append([part])

    async def _serve(self, chat_id: int, lane: Lane, first: Claimed | None) -> None:
        await lane.serve(first)
        del self._lanes[chat_id]


def _claimed_firsts(
    work: SqlWork, new: list[Waiting], free: set[int], now: datetime
) -> dict[int, Claimed]:
    """The first new part of every free chat, claimed. Bulk has to queue at the gate."""
    firsts = {part.chat_id: part for part in reversed(new)}
    tried = {
        chat: claim(work, part, now)
        for chat, part in firsts.items()
        if chat in free and not part.is_bulk
    }
    return {chat: claimed for chat, claimed in tried.items() if claimed is not None}


def _is_over(row: OutboxRow, now: datetime) -> bool:
    return row.message.expires_at is not None and row.message.expires_at <= now
