"""How fast messages may go out: a burst and a rate for each chat, a rate for the whole bot, and
replies before bulk. Within Telegram's limits nobody is ever told to wait."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

from bot.clock import Clock, Timer

_FORGET = 10_000  # chats remembered before the full ones are let go
_KEPT_FOR_REPLIES = 0.4  # of what may go in one second


class _Bucket:
    """Fills at `rate` a second up to `size`; a rate of 0 makes it bottomless."""

    def __init__(self, rate: float, size: float, now: float) -> None:
        self._rate = rate
        self._size = size
        self._held = size
        self._at = now

    def wait(self, now: float, keep: float = 0.0) -> float:
        """Seconds until there is one to take while `keep` stay."""
        if not self._rate:
            return 0.0
        self._fill(now)
        # A hair less is enough: sums of floats must not wait for ever.
        missing = 1 + keep - self._held
        return 0.0 if missing < 1e-6 else missing / self._rate

    def take(self, number: float = 1.0) -> None:
        self._held -= number

    def is_full(self, now: float) -> bool:
        self._fill(now)
        return self._held >= self._size

    def _fill(self, now: float) -> None:
        self._held = min(self._size, self._held + (now - self._at) * self._rate)
        self._at = now


class Pace:
    """Rates in messages a second; a rate of 0 sets no limit. Time is `clock`'s."""

    def __init__(
        self, clock: Clock, *, per_second: float, chat_burst: int, chat_per_second: float
    ) -> None:
        self._clock = clock
        self._chat_rate = chat_per_second
        self._chat_burst = float(chat_burst)
        self._chats: dict[int, _Bucket] = {}
        self._all = _Bucket(per_second, max(1.0, per_second), clock.monotonic())
        self._kept = per_second * _KEPT_FOR_REPLIES
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._timer: Timer | None = None

    def admit_at_once(self, chat_id: int) -> bool:
        """Takes what a reply to the chat costs if it may go this moment."""
        now = self._clock.monotonic()
        bucket = self._bucket(chat_id, now)
        if self._waiting or self._all.wait(now) > 0 or bucket.wait(now) > 0:
            return False
        bucket.take()
        self._all.take()
        return True

    def correct(self, chat_id: int, *, messages: int, calls: int) -> None:
        """What goes where one was admitted at once: so many calls in all, of which so many are
        messages to the chat. Edits cost the chat nothing; what goes too early delays the next."""
        self._bucket(chat_id, self._clock.monotonic()).take(messages - 1)
        self._all.take(calls - 1)

    async def admit(self, chat_id: int, *, bulk: bool, edit: bool = False) -> None:
        """Waits until one message to the chat may go. Bulk lets everything else go first. Only one
        at a time may wait for a chat: its messages go in order."""
        if not edit:
            bucket = self._bucket(chat_id, self._clock.monotonic())
            while (wait := bucket.wait(self._clock.monotonic())) > 0:
                await self._clock.sleep(wait)
            bucket.take()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (bulk, next(self._numbers), turn))
        self._let_go()
        await turn

    def _let_go(self) -> None:
        """Lets those waiting go as far as may be, then comes back for the next one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            bulk, _, turn = self._waiting[0]
            wait = self._all.wait(self._clock.monotonic(), self._kept if bulk else 0.0)
            if wait > 0:
                self._timer = self._clock.call_later(wait, self._let_go)
                return
            heapq.heappop(self._waiting)
            if not turn.done():  # a cancelled one costs nothing
                self._all.take()
                turn.set_result(None)

    def _bucket(self, chat_id: int, now: float) -> _Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) >= _FORGET:
                self._chats = {c: b for c, b in self._chats.items() if not b.is_full(now)}
            bucket = _Bucket(self._chat_rate, self._chat_burst, now)
            self._chats[chat_id] = bucket
        return bucket
