"""Messages become the parts that will be sent, inside the commit that makes them true."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.delivering.sending import Claimed, Run, Waiting, aimed, leading
from bot.speaking.voice import Part, Voice
from storage import outbox_queue
from storage.message_codec import OutboxRow
from storage.outbox_queue import NewPart
from storage.work import SqlWork

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a commit froze, in order; `runs` by the update they answer: claimed already.
    `recovered`: behind what had been left behind."""

    parts: list[Waiting]
    runs: dict[int, Run]
    recovered: bool = False


class Freezing:
    """Freezes messages in their order. `passes`: chats whose turn of the update of that key may
    speak at once; what it says first is claimed."""

    def __init__(
        self, work: SqlWork, voice: Voice, passes: Mapping[int, int], now: datetime
    ) -> None:
        self._work = work
        self._voice = voice
        self._passes = passes
        self._now = now
        self.parts: list[Waiting] = []
        self._runs: dict[int, list[Claimed]] = {}
        self._ended: set[int] = set()  # updates whose run takes nothing more
        self._over = False
        self.recovered = False

    def done(self) -> Frozen:
        if self._over:
            outbox_queue.cancel_expired(self._work, self._now)
        runs = {key: tuple(run) for key, run in self._runs.items()}
        return Frozen(self.parts, runs, self.recovered)

    def add(self, row: OutboxRow) -> None:
        message = row.message
        if message.expires_at is not None and message.expires_at <= self._now:
            self._over = True
            return
        rendered = self._voice.render(message)
        if rendered.fault:
            _log.error("message %s cannot be rendered: %s", row.id, rendered.fault)
        # Known by its place until the database has given it an id.
        parts = [self._waiting(row, place, part) for place, part in enumerate(rendered.parts)]
        run = self._run(row, parts)
        new = [NewPart(part.part.method, part.part.payload) for part in parts]
        ids = outbox_queue.keep_parts(self._work, row.id, new, rendered.fault, claimed=len(run))
        if not ids:
            return  # withdrawn by another unit of work, or frozen
        for part, id_ in zip(parts, ids, strict=True):
            part.id = id_
        self.parts += parts
        if run:
            claimed = [aimed(self._work, part) for part in run]
            self._runs.setdefault(row.inbox_key or 0, []).extend(claimed)

    def _waiting(self, row: OutboxRow, place: int, part: Part) -> Waiting:
        message = row.message
        return Waiting(place, row.chat_id, part, message.message_class, message.expires_at)

    def _run(self, row: OutboxRow, parts: list[Waiting]) -> list[Waiting]:
        """Those of `parts` that go on the run of their update."""
        key = row.inbox_key
        if key is None or key in self._ended or self._passes.get(key) != row.chat_id:
            return []
        run = leading(parts, self._now)
        if len(run) < len(parts) or not run[-1].is_edit:
            self._ended.add(key)
        return run
