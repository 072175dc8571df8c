"""Our way to Telegram on a bench: real storage on SQLite, a real simulator over HTTP, a clock that
moves when told, and templates of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.clock import Clock, FakeClock
from bot.connection.api import BotApi
from bot.connection.request import AiohttpRequest
from bot.delivering.delivery import Delivery
from bot.delivering.pace import Pace
from bot.patient import PatientWriter
from bot.speaking.voice import Voice
from simulator import Phone
from storage.database import Database
from storage.files import FileStore
from storage.reader import Reader
from storage.work import SqlWork
from storage.writer import Writer
from tests.simulator.fixtures import MORNING, TOKEN, Telegram, telegram
from usecases.records import Message

T = TypeVar("T")

TEMPLATES = {
    "phrases.toml": 'resent = "(gửi lại)"\nfallback = "Chưa trình bày được."\n'
    'moment = "%H:%M ngày {day}"\n',
    "buttons.toml": 'yes = "Đúng"\n',
    "line.j2": "<b>{{ text }}</b>",
    "closed.j2": "<s>{{ text }}</s>",
    "raw.j2": "{{ text|safe }}",
}


@cache
def _empty_database() -> bytes:
    from storage import schema  # alembic is slow to load, and a killed bot's successor needs none

    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{path}")
        schema.upgrade(database)
        database.dispose()
        return path.read_bytes()


class Bench:
    """Everything around inbox, delivery and jobs, which tests build themselves."""

    def __init__(self, folder: Path, sim: Telegram, clock: Clock) -> None:
        self.folder = folder
        self.sim = sim
        self.clock = clock
        path = folder / "bot.db"
        if not path.exists():
            path.write_bytes(_empty_database())
        self.database = Database(f"sqlite:///{path}", patience=0.05)
        self.writer = Writer(self.database)
        self.reader = Reader(self.database)
        self.patient = PatientWriter(self.writer, clock)
        self.files = FileStore(folder / "files")
        for name, text in TEMPLATES.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.voice = Voice(timezone(timedelta(hours=7)), folder)
        self.api = BotApi(
            TOKEN,
            sim.base_url,
            sim.file_url,
            AiohttpRequest(read_timeout=0.3),
            AiohttpRequest(),
        )

    def delivery(
        self,
        *,
        per_second: float = 0,
        chat_burst: int = 3,
        chat_per_second: float = 0,
        parallel: int = 64,
    ) -> Delivery:
        pace = Pace(
            self.clock,
            per_second=per_second,
            chat_burst=chat_burst,
            chat_per_second=chat_per_second,
        )
        return Delivery(
            self.api,
            self.patient,
            self.files,
            self.voice,
            self.clock,
            pace,
            parallel=parallel,
            look_every=None,
        )

    def advance(self, seconds: float) -> None:
        assert isinstance(self.clock, FakeClock)
        self.clock.advance_to(self.clock.now() + timedelta(seconds=seconds))

    async def advance_until(self, condition: Callable[[], bool], step: float = 0.05) -> float:
        """Moves time until `condition` holds, letting everything happen in between; how far."""
        moved = 0.0
        while not condition():
            assert moved < 300, "nothing comes of waiting"
            await self.settle()
            if not condition():
                self.advance(step)
                moved += step
        return moved

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits, in real time, until `condition` holds: of the simulator or of the database."""
        async with asyncio.timeout(30):
            while not condition():  # noqa: ASYNC110 - nothing tells of a change of the database
                await asyncio.sleep(0.003)

    async def settle(self) -> None:
        """Lets whatever can happen without time happen: some rounds through loop and writer."""
        for _ in range(4):
            await self.writer.perform(lambda work: None)
            await asyncio.sleep(0.005)

    def started(self, person_id: int, name: str = "Lan") -> Phone:
        """Somebody who has written to the bot; nothing of it waits for the bot any more."""
        phone = self.sim.add_person(person_id, name)
        phone.start()
        return phone

    async def say(self, chat_id: int, text: str, kind: str = "line", **more: Any) -> int:
        message = Message(kind, {"text": text}, **more)
        key = await self.writer.perform(
            lambda work: work.outbox.add(chat_id, message, self.clock.now())
        )
        assert key is not None
        return key

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What is in the database, seen from outside."""
        connection = sqlite3.connect(self.folder / "bot.db")
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def states(self) -> list[str]:
        """Of all parts, in the order they were made."""
        return [state for (state,) in self.rows("SELECT state FROM part ORDER BY id")]

    def attempts(self) -> list[int]:
        """Of all parts, in the order they were made."""
        return [number for (number,) in self.rows("SELECT attempts FROM part ORDER BY id")]

    async def work(self, fn: Callable[[SqlWork], T]) -> T:
        return await self.writer.perform(fn)

    async def close(self) -> None:
        await self.api.shutdown()
        self.writer.close()
        self.reader.close()
        self.database.dispose()


@asynccontextmanager
async def bench_in(folder: Path, clock: Clock | None = None) -> AsyncIterator[Bench]:
    async with telegram() as sim:
        bench = Bench(folder, sim, clock or FakeClock(MORNING))
        await bench.api.initialize()
        try:
            yield bench
        finally:
            await bench.close()


@asynccontextmanager
async def running(coroutine: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Runs beside the test until the block ends; a fault of it is the test's."""
    task = asyncio.create_task(coroutine)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def bot_texts(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.from_bot]
