"""One part to Telegram, and what has to be noted of how that went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from telegram.error import TelegramError

from bot.clock import Clock
from bot.connection.api import BotApi
from bot.connection.errors import Meaning, Verdict, judge, traced
from bot.connection.request import Upload
from bot.speaking.catalogue import catalogue
from bot.speaking.voice import Part, Voice, simpler
from storage import outbox_queue
from storage.failpoints import reach
from storage.files import FileStore
from storage.outbox_queue import PartRow
from storage.work import SqlWork
from usecases.records import JSON, MessageClass
from usecases.reminding.rechecking import may_go

_log = logging.getLogger(__name__)
_LONGEST = 60.0  # seconds between two attempts
_DOUBTFUL = ("interrupted", "ambiguous")  # beginnings of errors after which it may have arrived
_BULK = (MessageClass.NUDGE, MessageClass.REQUEST)
_FILES = ("document", "photo")
_TEXTS = ("text", "caption")


@dataclass(slots=True)
class Waiting:
    """A frozen part that waits in memory as it does in the database."""

    id: int
    chat_id: int
    part: Part
    message_class: MessageClass
    expires_at: datetime | None
    attempts: int = 0
    not_before: datetime | None = None
    doubtful: bool = False  # an attempt before may have arrived

    @classmethod
    def of_row(cls, row: PartRow) -> Waiting:
        return cls(
            row.id,
            row.chat_id,
            Part(row.method, row.payload),
            row.message_class,
            row.expires_at,
            row.attempts,
            row.not_before,
            row.error.startswith(_DOUBTFUL),
        )

    @property
    def is_bulk(self) -> bool:
        return self.message_class in _BULK

    @property
    def is_edit(self) -> bool:
        return self.part.method.startswith("edit")

    def is_over(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True)
class Claimed:
    """A part that is being sent. `target` is the Telegram message it edits, where that had to be
    looked up; None: that message never was sent."""

    waiting: Waiting
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`mark` notes it in a unit of work. Without `again_at` the part is over."""

    mark: Callable[[SqlWork], object]
    again_at: datetime | None = None
    quiet_until: datetime | None = None
    chat_is_lost: bool = False
    token_refused: bool = False

    @property
    def next_may_go(self) -> bool:
        """Whether what stands behind the part may be sent now."""
        return self.again_at is None and not self.chat_is_lost


# Claimed parts of one chat that are sent one behind the other before any of them is marked: edits,
# then at most one message.
Run = tuple[Claimed, ...]


def claim(work: SqlWork, waiting: Waiting, now: datetime) -> Claimed | None:
    """None when the part no longer is pending, or what it reminds of is no longer owed."""
    if waiting.message_class is MessageClass.NUDGE and not may_go(work, waiting.id, now):
        return None
    if not outbox_queue.claim(work, waiting.id, now):
        return None
    return aimed(work, waiting)


def claim_run(work: SqlWork, parts: Sequence[Waiting], now: datetime) -> Run:
    """Claims them up to the first that cannot be claimed."""
    tried = (claim(work, part, now) for part in parts)
    return tuple(takewhile(lambda claimed: claimed is not None, tried))  # type: ignore[arg-type]


def aimed(work: SqlWork, waiting: Waiting) -> Claimed:
    """A part that is claimed, with the message it edits."""
    edited = waiting.part.payload.get("edits_message")
    ids = outbox_queue.telegram_ids(work, edited) if edited is not None else []
    return Claimed(waiting, ids[-1] if ids else None)


def leading(parts: Iterable[Waiting], now: datetime) -> list[Waiting]:
    """Those of the first parts that may be claimed together and sent at once."""
    run: list[Waiting] = []
    for part in parts:
        if part.not_before or part.is_bulk or part.is_over(now):
            break
        run.append(part)
        if not part.is_edit:
            break
    return run


class Sender:
    """`filled` puts into a text what must not be stored: see `bot.connection.link_tokens`."""

    def __init__(
        self,
        api: BotApi,
        files: FileStore,
        voice: Voice,
        clock: Clock,
        filled: Callable[[str], str] = str,
    ) -> None:
        self._api = api
        self._files = files
        self._voice = voice
        self._clock = clock
        self._filled = filled
        self._moved: dict[int, int] = {}  # groups that got another id

    async def send(self, claimed: Claimed) -> Outcome:
        waiting = claimed.waiting
        waiting.attempts += 1
        part = self._as_sent(claimed)
        if part is None:
            return self._over(waiting, None)
        reach("before_send")
        try:
            outcome = await self._try(waiting, part)
        except Exception as error:  # noqa: BLE001 - no part may stop the others
            # Its file is missing or damaged, or a fault of ours.
            return self._lost(waiting, traced(error))
        reach("after_send")
        return outcome

    def _as_sent(self, claimed: Claimed) -> Part | None:
        """With the target of an edit, and the mark of one sent again; None for an edit without a
        target."""
        waiting, part = claimed.waiting, claimed.waiting.part
        if "edits_message" in part.payload:
            if claimed.target is None:
                return None
            payload = {k: v for k, v in part.payload.items() if k != "edits_message"}
            return Part(part.method, {**payload, "message_id": claimed.target})
        return self._voice.marked_resent(part) if waiting.doubtful else part

    async def _try(self, waiting: Waiting, part: Part) -> Outcome:
        refused = ""
        while True:
            try:
                result = await self._call(waiting.chat_id, part)
            except TelegramError as error:
                verdict = judge(error)
                less = simpler(part) if verdict.meaning is Meaning.REFUSED else None
                if less is not None:
                    part, refused = less, verdict.error
                elif verdict.meaning is Meaning.MOVED and waiting.chat_id not in self._moved:
                    self._moved[waiting.chat_id] = verdict.chat_id
                else:
                    return self._after(waiting, verdict)
            else:
                return self._over(waiting, result, refused)

    async def _call(self, chat_id: int, part: Part) -> JSON:
        parameters = {"chat_id": self._moved.get(chat_id, chat_id), **part.payload}
        for field in _TEXTS:
            if field in parameters:
                parameters[field] = self._filled(parameters[field])
        uploads: dict[str, Upload] = {}
        for field in _FILES:
            if file := parameters.pop(field, None):
                data = self._files.get(file["sha256"])
                uploads[field] = Upload(data, file["name"], file["mime"])
        return await self._api.call(part.method, parameters, uploads)

    def _over(self, waiting: Waiting, result: JSON, refused: str = "") -> Outcome:
        """It is with the person, or there is nothing (more) to do."""
        id_ = result.get("message_id") if isinstance(result, dict) else None
        now = self._clock.now()

        def mark(work: SqlWork) -> None:
            outbox_queue.sent(work, waiting.id, id_, now)
            if refused:
                _note_refusal(work, waiting, refused, now)

        if refused:
            _log.error("part %s had to be made simpler: %s", waiting.id, refused)
        return Outcome(mark)

    def _after(self, waiting: Waiting, verdict: Verdict) -> Outcome:
        match verdict.meaning:
            case Meaning.POINTLESS:
                return self._over(waiting, None)
            case Meaning.WAIT:
                return self._flooded(waiting, verdict)
            case Meaning.UNREACHABLE | Meaning.MOVED:
                return self._unreachable(waiting, verdict)
            case Meaning.STOP:
                outcome = self._again(waiting, verdict, self._clock.now())
                return replace(outcome, token_refused=True)
            case Meaning.REFUSED:
                return self._lost(waiting, verdict.error)
            case Meaning.NOT_SENT:
                return self._again(waiting, verdict, self._later(waiting))
            case Meaning.AMBIGUOUS | Meaning.BROKEN:
                return self._doubtful(waiting, verdict)

    def _flooded(self, waiting: Waiting, verdict: Verdict) -> Outcome:
        until = self._clock.now() + timedelta(seconds=verdict.seconds)
        _log.warning(catalogue().operator("telegram.flood", seconds=verdict.seconds))
        outcome = self._again(waiting, verdict, until)

        def mark(work: SqlWork) -> None:
            outbox_queue.flood(work, until)
            outcome.mark(work)

        return replace(outcome, mark=mark, quiet_until=until)

    def _unreachable(self, waiting: Waiting, verdict: Verdict) -> Outcome:
        now, chat = self._clock.now(), waiting.chat_id
        _log.warning("a chat cannot be reached: %s", verdict.error)

        def mark(work: SqlWork) -> None:
            outbox_queue.failed(work, waiting.id, verdict.error)
            outbox_queue.cancel_chat(work, chat, verdict.error)
            work.people.block(chat, now)

        return Outcome(mark, chat_is_lost=True)

    def _doubtful(self, waiting: Waiting, verdict: Verdict) -> Outcome:
        """An edit may be repeated silently. A nudge is not worth a second copy; the rest is sent
        once more, marked. After a clear 5xx it most likely is not there: no end of trying."""
        if waiting.is_edit:
            return self._again(waiting, verdict, self._later(waiting))
        broken = verdict.meaning is Meaning.BROKEN
        if waiting.message_class is MessageClass.NUDGE or (waiting.doubtful and not broken):
            _log.warning("part %s may not have arrived: %s", waiting.id, verdict.error)
            return Outcome(lambda work: outbox_queue.uncertain(work, waiting.id, verdict.error))
        waiting.doubtful = True
        return self._again(waiting, verdict, self._later(waiting))

    def _again(self, waiting: Waiting, verdict: Verdict, at: datetime) -> Outcome:
        error = f"{'ambiguous' if waiting.doubtful else 'not sent'}: {verdict.error}"
        if waiting.attempts == 1:
            _log.warning("part %s will be tried again: %s", waiting.id, error)
        return Outcome(lambda work: outbox_queue.postpone(work, waiting.id, at, error), again_at=at)

    def _lost(self, waiting: Waiting, error: str) -> Outcome:
        """Nothing makes Telegram take it: a dead letter."""
        now = self._clock.now()
        _log.error("part %s cannot be sent: %s", waiting.id, error)

        def mark(work: SqlWork) -> None:
            outbox_queue.failed(work, waiting.id, error)
            _note_refusal(work, waiting, error, now)

        return Outcome(mark)

    def _later(self, waiting: Waiting) -> datetime:
        seconds = min(_LONGEST, 2.0 ** min(waiting.attempts - 1, 10))
        return self._clock.now() + timedelta(seconds=seconds)


def _note_refusal(work: SqlWork, waiting: Waiting, error: str, now: datetime) -> None:
    work.audit.note(now, None, "refused_by_telegram", f"part:{waiting.id}", {"error": error})
