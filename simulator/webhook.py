"""Telegram's other way to deliver: it calls the bot. Here only on this machine, without TLS.

From the Bot API page and tdlib/telegram-bot-api (WebhookActor.cpp): updates come one by one as
POSTs of JSON with the secret in a header; anything but an answer of the 200s means that the same
update comes again after a while; while a webhook is set, getUpdates is refused.
"""

import asyncio
import ipaddress
from urllib.parse import urlsplit

import aiohttp

from simulator.chats import Json, Webhook
from simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
AGAIN = 0.1  # real seconds before an update is offered again
PATIENCE = aiohttp.ClientTimeout(total=10)


def on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


class Pusher:
    """Delivers what waits while a webhook is set. `answers` are the statuses the bot gave."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.answers: list[int] = []

    async def run(self) -> None:
        """Until it is cancelled."""
        world = self._world
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            while True:
                await world.journal.wait_for(self._has_work, None)
                assert world.webhook is not None
                if not await self._push(session, world.webhook, world.updates.pending[0]):
                    await asyncio.sleep(AGAIN)

    def _has_work(self) -> bool:
        return self._world.webhook is not None and bool(self._world.updates.pending)

    async def _push(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as answer:
                self.answers.append(answer.status)
                taken = 200 <= answer.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
        if taken:
            self._world.updates.confirm(update["update_id"])
        return taken
