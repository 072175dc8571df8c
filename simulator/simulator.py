"""A whole Telegram on this machine: start it, give people phones, let a bot connect."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator.botapi.server import BotApiServer
from simulator.chats import Call, Chat, Json, Person, Press, Refusal
from simulator.control import Control, only_this_machine
from simulator.faults import Faults
from simulator.page import Page
from simulator.phone import Phone
from simulator.webhook import Pusher
from simulator.world import Clock, World

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MAX_BODY = 64 * 1024 * 1024  # above the 50 MB that the Bot API takes
SHUTDOWN = 0.2  # seconds that open requests get at the end


class Simulator:
    """The Bot API, the people and the page of phones on one port of the loopback interface.

    `clock` gives the date of every message; it must be aware. Nothing here waits by that clock:
    long polls and ordered delays run in real time. Dates are kept in `zone`.
    """

    def __init__(
        self,
        token: str,
        clock: Clock,
        bot_username: str = "tonghop_bot",
        seed: int = 0,
        zone: tzinfo = VIETNAM,
        bot_name: str = "",
    ) -> None:
        self.token = token
        self.faults = Faults()
        self.world = World(token, lambda: clock().astimezone(zone), bot_username, seed)
        self.world.bot_name = bot_name or bot_username
        self._phones: dict[int, Phone] = {}
        self._runner: web.AppRunner | None = None
        self._pusher = Pusher(self.world)
        self._pushing: asyncio.Task[None] | None = None
        self._address = ""

    # Running it

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen. Port 0 takes a free one. Raises OSError when the port is taken."""
        app = web.Application(client_max_size=MAX_BODY, middlewares=[only_this_machine])
        app.add_routes(BotApiServer(self.world, self.token, self.faults).routes())
        app.add_routes(Control(self).routes())
        app.add_routes(Page(self).routes())
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        self._address = f"http://{bound[0]}:{bound[1]}"
        self._pushing = asyncio.create_task(self._pusher.run())

    async def stop(self) -> None:
        """Close every connection; what was said stays readable."""
        if self._pushing is not None:
            self._pushing.cancel()
            with suppress(asyncio.CancelledError):
                await self._pushing
            self._pushing = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def page_url(self) -> str:
        """Where a browser finds the phones."""
        return f"{self._address}/"

    @property
    def base_url(self) -> str:
        """For `telegram.base_url`: the token is appended to it."""
        return f"{self._address}/bot"

    @property
    def file_url(self) -> str:
        """For `telegram.file_url`: the token is appended to it."""
        return f"{self._address}/file/bot"

    # People

    def add_person(
        self, person_id: int, first_name: str, last_name: str = "", phone: str = ""
    ) -> Phone:
        """Somebody new with a phone. Raises ValueError when the id is taken."""
        person = Person(person_id, first_name, last_name, phone)
        self.world.add_person(person)
        self._phones[person_id] = Phone(self.world, person)
        return self._phones[person_id]

    def phone(self, person_id: int) -> Phone:
        """Raises KeyError for an unknown person."""
        return self._phones[person_id]

    @property
    def phones(self) -> list[Phone]:
        return list(self._phones.values())

    def add_group(self, chat_id: int, title: str, members: list[int]) -> Chat:
        """A group with these people and the bot; people write with `send(..., group=chat_id)`."""
        return self.world.add_group(chat_id, title, [*members, self.world.bot_id])

    def invite_link(self, payload: str) -> str:
        return f"https://t.me/{self.world.bot_username}?start={payload}"

    # What the page shows besides

    def subtitle(self, person_id: int, text: str) -> None:
        """The line under a person's name: role, unit."""
        self.world.people[person_id].subtitle = text
        self.world.journal.publish("person", person=person_id)

    def notice(self, text: str) -> None:
        """A banner on top of the page; an empty text takes it away."""
        self.world.notice = text
        self.world.journal.publish("notice")

    # What happened

    async def changed(self, since: int | None = None) -> int:
        """Wait for the next change (or for a `revision` above `since`). Returns the revision."""
        return await self.world.journal.changed(since)

    async def wait_for(self, condition: Callable[[], bool], within: float | None = 10.0) -> None:
        """Wait until `condition()` holds. Raises TimeoutError after `within` real seconds."""
        await self.world.journal.wait_for(condition, within)

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self.world.journal.revision

    @property
    def now(self) -> datetime:
        """The simulated time, in the zone of the page."""
        return self.world.clock()

    @property
    def pending_updates(self) -> list[Json]:
        """Updates that the bot has not confirmed, oldest first."""
        return self.world.updates.pending

    @property
    def webhook_answers(self) -> list[int]:
        """Statuses with which the bot answered what was delivered to its webhook."""
        return self._pusher.answers

    @property
    def polling(self) -> bool:
        """A getUpdates waits: the bot has confirmed what it got and asks for more."""
        return self.world.updates.polling

    @property
    def unanswered_presses(self) -> list[Press]:
        """Presses without answerCallbackQuery: their buttons still show a spinner."""
        return list(self.world.waiting.values())

    @property
    def refusals(self) -> list[Refusal]:
        """Every call that was refused (ordered faults are not among them)."""
        return self.world.refusals

    @property
    def calls(self) -> list[Call]:
        """The accepted calls except getUpdates, oldest first; the last 20,000."""
        return list(self.world.calls)

    @property
    def call_counts(self) -> Counter[str]:
        return Counter(call.method for call in self.world.calls)

    def resend_update(self, update: Json) -> None:
        """Deliver an update again under its old id, as Telegram does after a lost confirmation."""
        self.world.updates.repeat(update)
