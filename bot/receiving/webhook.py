"""Telegram's other way to deliver: it calls us. What it brings is on the disk before it is told so.

The endpoint stands behind a proxy that ends TLS. Whoever calls has to know the path and a secret;
an update that could not be stored is answered with an error, and Telegram brings it again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import TelegramError

from bot.clock import Clock
from bot.config import WebhookSettings
from bot.connection.api import BotApi, Delivered
from bot.receiving.polling import ALLOWED, Poller, has_id, storing
from bot.speaking.catalogue import catalogue
from storage.faults import DatabaseUnavailable
from storage.inbox_queue import InboxRow
from storage.writer import Writer

_log = logging.getLogger(__name__)
_LIMIT = 1 << 20  # bytes; an update is some kilobytes
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LOOK = 60.0  # seconds between two questions whether Telegram is content
_AT_ONCE = 40  # calls that Telegram makes side by side


class Webhook:
    """Takes the place of polling. `poller` knows what errors of Telegram mean and when it last
    answered."""

    def __init__(
        self,
        settings: WebhookSettings,
        token: str,
        api: BotApi,
        poller: Poller,
        writer: Writer,
        clock: Clock,
        take: Callable[[Sequence[InboxRow]], None],
    ) -> None:
        self._settings = settings
        self._url = settings.url.get_secret_value()
        # Nothing more to configure, and nothing more to lose: whoever has the token is the bot.
        self._secret = hmac.digest(token.encode(), b"webhook", hashlib.sha256).hex()
        self._api = api
        self._poller = poller
        self._writer = writer
        self._clock = clock
        self._take = take
        self._trouble = ""

    async def run(self) -> None:
        """Until it is cancelled. Raises TokenRefused, and OSError when the port is taken."""
        application = web.Application(client_max_size=_LIMIT)
        application.router.add_post(urlsplit(self._url).path or "/", self._receive)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            host, _, port = self._settings.listen.rpartition(":")
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
            await self._register()
            while True:
                await self._clock.sleep(_LOOK)
                await self._look()
        finally:
            await runner.cleanup()

    async def _register(self) -> None:
        parameters = {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": list(ALLOWED),
            "max_connections": _AT_ONCE,
        }
        while True:
            try:
                await self._api.call("setWebhook", parameters)
            except TelegramError as error:
                await self._poller.wait_after(error)
            else:
                self._poller.note_success()
                listen = self._settings.listen
                _log.info(catalogue().operator("telegram.webhook_set", listen=listen))
                return

    async def _look(self) -> None:
        """Whether Telegram still is there, and still reaches us."""
        try:
            info = await self._api.call("getWebhookInfo", {})
        except TelegramError as error:
            await self._poller.wait_after(error)
            return
        self._poller.note_success()
        trouble = str(info.get("last_error_message", "")) if info["pending_update_count"] else ""
        if trouble and trouble != self._trouble:
            _log.error(catalogue().operator("telegram.webhook_trouble", error=trouble))
        self._trouble = trouble

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            return web.Response(status=403)
        body = await request.read()  # 413 above the limit
        try:
            raw = body.decode("utf-8", "replace")
            update = json.loads(raw)
        except ValueError:
            return web.Response(status=400)
        if not has_id(update):
            return web.Response(status=400)
        return web.Response(status=await self._store(Delivered(raw, update)))

    async def _store(self, delivered: Delivered) -> int:
        try:
            rows = await self._writer.perform(storing([delivered], self._clock.now()))
        except DatabaseUnavailable:
            return 503
        self._take(rows)
        return 200
