"""The composition root: settings become a running bot. Only this module knows every part."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot.clock import Clock
from bot.config_file import token_of
from bot.connection.api import BotApi
from bot.connection.link_tokens import Tokens
from bot.connection.links import SETTING as USERNAME
from bot.connection.menu import show_menu
from bot.connection.request import AiohttpRequest
from bot.delivering.delivery import Delivery
from bot.delivering.pace import Pace
from bot.patient import PatientWriter
from bot.performing.jobs import Jobs
from bot.performing.late_table import LateTable
from bot.performing.performer import Performers
from bot.receiving.inbox import Inbox
from bot.receiving.polling import Poller
from bot.receiving.webhook import Webhook
from bot.speaking.voice import Voice
from bot.workplace import Workplace
from handlers import KEY, Reception, command_handlers, message_handlers, settle_plain
from scheduler import Pulse
from usecases.matters.register import fill_register
from usecases.trouble import tell_of_dead_letter

T = TypeVar("T")

log = logging.getLogger(__name__)


class Bot:
    """One bot of one town. `place` is open and stays so while `run` runs. `alone`: no other
    process writes to the database, so nobody need look for what another one did. `ticking`: the
    pulse beats by itself; else whoever moves the clock lets it tick."""

    def __init__(
        self, place: Workplace, clock: Clock, *, alone: bool = False, ticking: bool = True
    ) -> None:
        settings = place.settings
        self.place = place
        self.clock = clock
        self.voice = Voice(place.library.current.timezone)
        self.writer = PatientWriter(place.writer, clock)
        self._request = AiohttpRequest(proxy=settings.telegram.proxy.get_secret_value())
        self._tokens = Tokens(token_of(settings))
        self.api = self._calls()
        self.delivery = self._sending(look_every=None if alone else 5.0)
        self.application = self._routing()
        self.inbox = Inbox(
            self.application,
            self.writer,
            place.reader,
            clock,
            tell_of_dead_letter,
            shortcut=partial(settle_plain, self.application.bot_data[KEY]),
            passing=self.delivery.passing,
            parallel=settings.inbox.parallel,
            look_every=None if alone else 30.0,
        )
        self.poller = Poller(
            self.api,
            self.writer,
            clock,
            self.inbox.take,
            poll_seconds=settings.telegram.poll_seconds,
        )
        self.receiver = self._receiving()
        performers = LateTable(self._performers)
        self.jobs = Jobs(self.writer, clock, performers, look_every=None if alone else 30.0)
        self.pulse = Pulse(place.writer.perform, place.library, clock.now)
        self._ticking = ticking
        self._loop: asyncio.AbstractEventLoop | None = None

    def _calls(self) -> BotApi:
        settings = self.place.settings
        telegram = settings.telegram
        polling = AiohttpRequest(proxy=telegram.proxy.get_secret_value(), connections=2)
        return BotApi(
            token_of(settings), telegram.base_url, telegram.file_url, self._request, polling
        )

    def _sending(self, look_every: float | None) -> Delivery:
        delivery = self.place.settings.delivery
        pace = Pace(
            self.clock,
            per_second=delivery.per_second,
            chat_burst=delivery.chat_burst,
            chat_per_second=delivery.chat_per_second,
        )
        return Delivery(
            self.api,
            self.writer,
            self.place.files,
            self.voice,
            self.clock,
            pace,
            parallel=delivery.parallel,
            look_every=look_every,
            filled=self._tokens.filled,
        )

    def _receiving(self) -> Poller | Webhook:
        webhook = self.place.settings.webhook
        if not webhook.url.get_secret_value():
            return self.poller
        token, writer = token_of(self.place.settings), self.place.writer
        return Webhook(webhook, token, self.api, self.poller, writer, self.clock, self.inbox.take)

    def _performers(self) -> Performers:
        """Their libraries come in with the first job (ADR 17)."""
        from bot.performing.attachments import AttachmentPerformers
        from bot.performing.corrections import CorrectionPerformers
        from bot.performing.invitations import InvitationPerformers
        from bot.performing.menus import MenuPerformers
        from bot.performing.monitoring import MonitoringPerformers
        from bot.performing.papers import PaperPerformers
        from bot.performing.report_files import ReportFilePerformers
        from bot.performing.reports import ReportPerformers
        from bot.performing.text_files import TextFilePerformers
        from bot.performing.workbooks import WorkbookPerformers

        place, now = self.place, self.clock.now
        return {
            **ReportPerformers(place, now).table(),
            **ReportFilePerformers(place, now).table(),
            **AttachmentPerformers(place, now, self._download).table(),
            **MenuPerformers(place, now, self._show_menu).table(),
            **MonitoringPerformers(place, now).table(),
            **CorrectionPerformers(place, now).table(),
            **WorkbookPerformers(place, now, self._download).table(),
            **TextFilePerformers(place, now, self._download).table(),
            **PaperPerformers(place, now, self._download).table(),
            **InvitationPerformers(place, now, self._tokens, self._download).table(),
        }

    def _download(self, file_id: str) -> bytes:
        return self._from_thread(self.api.download(file_id))

    def _show_menu(self, role: str, chat_id: int) -> None:
        self._from_thread(show_menu(self.api, role, chat_id))

    def _from_thread(self, call: Coroutine[Any, Any, T]) -> T:
        """Jobs run in threads of their own; connections belong to the loop."""
        assert self._loop is not None, "jobs run while the bot runs"
        return asyncio.run_coroutine_threadsafe(call, self._loop).result()

    async def run(self) -> None:
        """Until it is cancelled. Raises TokenRefused. While Telegram is out of reach it waits."""
        self._loop = asyncio.get_running_loop()
        await self.api.initialize()
        try:
            await self._run()
        finally:
            self.pulse.stop()
            await self.api.shutdown()

    async def _run(self) -> None:
        me = await self.poller.connect()
        await self.writer.perform(lambda work: work.settings.put(USERNAME, me["username"]))
        await self.writer.perform(lambda work: fill_register(work, self.place.library))
        await self.application.initialize()
        await self.pulse.tick()
        if self._ticking:
            self.pulse.start()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.delivery.run())
            tasks.create_task(self.inbox.run())
            tasks.create_task(self.jobs.run())
            tasks.create_task(self.receiver.run())
            tasks.create_task(self._show_everybodys_menu())
            if self._ticking:
                tasks.create_task(self.pulse.keep_beating(self.clock.sleep))

    async def _show_everybodys_menu(self) -> None:
        try:
            await show_menu(self.api)
        except TelegramError as error:
            log.warning("the command menu was not set: %s", error)

    def _routing(self) -> Application[Any, Any, Any, Any, Any, Any]:
        """python-telegram-bot names types and picks a handler; it is never started."""
        settings = self.place.settings
        application = (
            ApplicationBuilder()
            .token(token_of(settings))
            .base_url(settings.telegram.base_url)
            .base_file_url(settings.telegram.file_url)
            .request(self._request)
            .get_updates_request(self._request)
            .updater(None)
            .build()
        )
        application.bot_data[KEY] = Reception(
            self.place.writer.perform,
            self.place.library,
            self.clock.now,
            self.delivery.answer_callback,
        )
        application.add_handlers([*command_handlers(), *message_handlers()])
        return application
