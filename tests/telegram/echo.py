"""The smallest bot on our inbox: every message has one effect in the database, and one answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.connection.request import AiohttpRequest
from bot.receiving.inbox import Inbox
from bot.receiving.polling import Poller
from handlers import RECEIVED
from storage.work import SqlWork
from tests.simulator.fixtures import TOKEN
from tests.telegram.bench import Bench, running
from usecases.records import Message
from usecases.trouble import tell_of_dead_letter


class Echo:
    """`before` runs in the handler, outside and before its unit of work; it may raise or wait."""

    def __init__(self, bench: Bench, *, parallel: int = 16) -> None:
        self.bench = bench
        self.request = AiohttpRequest()
        self.application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder()
            .token(TOKEN)
            .base_url(bench.sim.base_url)
            .base_file_url(bench.sim.file_url)
            .request(self.request)
            .get_updates_request(self.request)
            .updater(None)
            .build()
        )
        self.application.add_handler(MessageHandler(filters.TEXT, self._handle))
        self.inbox = Inbox(
            self.application,
            bench.patient,
            bench.reader,
            bench.clock,
            tell_of_dead_letter,
            parallel=parallel,
            look_every=None,
        )
        self.poller = Poller(bench.api, bench.patient, bench.clock, self.inbox.take, poll_seconds=1)
        self.before: Callable[[str], Any] = lambda text: None

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        chat_id, text = update.effective_message.chat_id, update.effective_message.text or ""
        key, now = RECEIVED.get().key, self.bench.clock.now()
        if (waiting := self.before(text)) is not None:
            await waiting

        def echo(work: SqlWork) -> None:
            if work.inbox.take(key, now):
                work.audit.note(now, None, "echoed", f"chat:{chat_id}", text)
                work.outbox.add(chat_id, Message("line", {"text": text}), now, key)

        await self.bench.writer.perform(echo)

    @asynccontextmanager
    async def running(self, *, polling: bool = True) -> AsyncIterator[None]:
        await self.application.initialize()
        try:
            async with running(self._run(polling)):
                await asyncio.sleep(0)
                yield
        finally:
            await self.application.shutdown()

    async def _run(self, polling: bool) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.inbox.run())
            if polling:
                tasks.create_task(self.poller.run())

    def echoed(self) -> list[tuple[str, str]]:
        """(chat, text) of every effect, in order."""
        rows = self.bench.rows(
            "SELECT subject, detail FROM audit WHERE action = 'echoed' ORDER BY id"
        )
        return [(subject.removeprefix("chat:"), detail.strip('"')) for subject, detail in rows]
