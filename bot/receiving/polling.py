"""Updates from Telegram into the inbox: stored first, confirmed afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.connection.api import BotApi, Delivered
from bot.connection.errors import TokenRefused, seconds_of
from bot.patient import PatientWriter
from bot.speaking.catalogue import catalogue
from storage import inbox_queue
from storage.failpoints import reach
from storage.inbox_queue import InboxRow, RawUpdate
from storage.work import SqlWork
from usecases.presence import last_alive, note_away
from usecases.records import JSON

_log = logging.getLogger(__name__)

# Telegram remembers these from the last call, so they are named in every call.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
_LONGEST = 60.0  # seconds between two attempts
_FULL = 100  # updates of one answer: more are waiting
_AWAY = timedelta(minutes=2)  # between the end of one call and the beginning of the next


class Poller:
    """The only one that calls getUpdates. `take` gets the rows of each batch once it is stored."""

    def __init__(
        self,
        api: BotApi,
        writer: PatientWriter,
        clock: Clock,
        take: Callable[[Sequence[InboxRow]], None],
        *,
        poll_seconds: int = 30,
    ) -> None:
        self._api = api
        self._writer = writer
        self._clock = clock
        self._take = take
        self._poll_seconds = poll_seconds
        self._failures = 0
        self._conflicts = 0
        self.last_success: datetime | None = None
        self._listened: datetime | None = None  # when all that had come was fetched
        self._away_since: datetime | None = None  # what came last may have waited since then

    async def run(self) -> None:
        """Until it is cancelled. Raises TokenRefused.

        Every run starts without an offset: what was fetched and not confirmed comes again, and is
        known by its id and content. An offset from the table would skip nothing and could hang,
        for ids begin anew after a quiet week."""
        offset: int | None = None
        while True:
            batch = await self._fetch(offset)
            if batch:
                reach("after_fetch")
                rows = await self._store(batch)
                reach("after_inbox_commit")
                offset = batch[-1].update["update_id"] + 1
                self._take(rows)

    async def connect(self) -> JSON:
        """The bot as Telegram knows it. While Telegram is out of reach it waits and says so.
        Raises TokenRefused."""
        _log.info(catalogue().operator("telegram.connecting"))
        self._listened = await self._writer.perform(last_alive)
        while True:
            try:
                me = await self._api.call("getMe", {})
            except TelegramError as error:
                await self.wait_after(error)
            else:
                self.note_success()
                _log.info(catalogue().operator("telegram.connected", username=me["username"]))
                return me

    async def _fetch(self, offset: int | None) -> list[Delivered]:
        """[] when nothing came, or nothing could be fetched."""
        since, started = self._listened, self._clock.now()
        try:
            batch = await self._api.updates(offset, self._poll_seconds, ALLOWED)
        except TelegramError as error:
            await self.wait_after(error)
            return []
        self.note_success()
        was_away = since is not None and started - since > _AWAY
        waited = self._clock.now() - started < _AWAY  # else it came while this call listened
        self._away_since = since if was_away and waited else None
        if len(batch) < _FULL:
            self._listened = self.last_success
        return [one for one in batch if has_id(one.update)]

    async def _store(self, batch: list[Delivered]) -> list[InboxRow]:
        """The updates not seen before. Comes back only when they are on the disk."""
        return await self._writer.perform(storing(batch, self._clock.now(), self._away_since))

    async def wait_after(self, error: TelegramError) -> None:
        """The order matters as in bot.connection.errors. Raises TokenRefused."""
        match error:
            case RetryAfter():
                wait = seconds_of(error)
            case InvalidToken():
                raise TokenRefused from error
            case Conflict() if "webhook is active" in str(error):
                _log.warning(catalogue().operator("telegram.webhook_removed"))
                await self._remove_webhook()
                return
            case Conflict():
                self._conflicts += 1
                wait = min(_LONGEST, 2.0**self._conflicts)
                text = catalogue().operator(
                    "telegram.conflict", count=self._conflicts, seconds=int(wait)
                )
                _log.error(text)
            case _:
                wait = min(_LONGEST, 2.0**self._failures)
                self._failures += 1
                text = catalogue().operator("telegram.out_of_reach", error=error, seconds=int(wait))
                _log.warning(text)
        await self._clock.sleep(wait)

    async def _remove_webhook(self) -> None:
        """Of a time when the settings had one. What waits at Telegram is not dropped."""
        try:
            await self._api.call("deleteWebhook", {})
        except TelegramError as error:
            await self.wait_after(error)

    def note_success(self) -> None:
        """Telegram answered."""
        if self._failures and self.last_success is not None:
            _log.warning(catalogue().operator("telegram.back"))
        self._failures = self._conflicts = 0
        self.last_success = self._clock.now()


def storing(
    batch: Sequence[Delivered], at: datetime, away_since: datetime | None = None
) -> Callable[[SqlWork], list[InboxRow]]:
    """The unit of work that stores `batch` and gives the rows that are new; each update has an
    id. `away_since`: nobody has listened since then."""
    raw = [_raw_update(one) for one in batch]

    def store(work: SqlWork) -> list[InboxRow]:
        if away_since is not None:
            note_away(work, away_since, at)
        stored = [(one, inbox_queue.store(work, [one], at)) for one in raw]
        return [_row(one, keys[0], at) for one, keys in stored if keys]

    return store


def has_id(update: JSON) -> bool:
    """Without an id an update can be neither confirmed nor told from others."""
    if isinstance(update, dict) and _number(update.get("update_id")) is not None:
        return True
    _log.error("an update without an id was left alone")
    return False


def _raw_update(delivered: Delivered) -> RawUpdate:
    """What can be told of an update without trusting anything in it."""
    update = delivered.update
    kind = next((key for key in update if key != "update_id"), "")
    body = _table(update.get(kind))
    chat = _table(body.get("chat")) or _table(_table(body.get("message")).get("chat"))
    sender = _number(_table(body.get("from")).get("id"))
    return RawUpdate(
        update_id=update["update_id"],
        raw=delivered.raw,
        chat_id=_number(chat.get("id")) or sender or 0,
        telegram_id=sender,
        kind=kind if kind.isascii() and kind.isidentifier() else "",
    )


def _table(value: JSON) -> dict[str, JSON]:
    return value if isinstance(value, dict) else {}


def _number(value: JSON) -> int | None:
    """A Telegram id; None for anything that does not fit the column for one."""
    return value if type(value) is int and -(2**63) <= value < 2**63 else None


def _row(one: RawUpdate, key: int, at: datetime) -> InboxRow:
    return InboxRow(key, one.chat_id, one.telegram_id, one.kind, one.raw, at, 0, None, "")
