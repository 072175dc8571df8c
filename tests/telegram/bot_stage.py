"""The real bot in this process, the simulator over HTTP, and a clock that moves when told: the
stage of rehearsals, with people for tests."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import FakeClock
from rehearsal.stage import Stage, raised
from simulator import ChatMessage, Phone
from storage import schema
from storage.database import Database
from storage.writer import Writer
from tests.form_order import library_in_form_order
from usecases.library import Library
from usecases.records import Role
from usecases.rounds import open_rounds

LIBRARY = library_in_form_order()
START = datetime.fromisoformat("2021-06-10T09:00:00+07:00")
PATIENCE = 30  # real seconds; whoever waits longer waits for nothing


@cache
def season() -> bytes:
    """The database of a town whose first round is open."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.sqlite"
        database = Database(f"sqlite:///{path}")
        schema.upgrade(database)
        with Writer(database) as writer:
            writer.run(lambda work: open_rounds(work, LIBRARY, START)).result()
        database.dispose()
        return path.read_bytes()


@dataclass
class Town:
    """`blocked` are people whose messages may be lost: they have stopped the bot. `dead` is how
    many updates nobody can handle."""

    stage: Stage
    path: Path
    blocked: set[int] = field(default_factory=set)
    dead: int = 0

    async def settle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.stage.settle()

    async def invited(
        self, unit: str, number: int, name: str, role: Role = Role.LIAISON
    ) -> Resident:
        person = self.stranger(number, name)
        person.phone.open_link(await self.stage.invite(unit, role))
        await self.settle()
        return person

    async def office(self) -> Resident:
        return await self.invited(LIBRARY.current.office.id, 900, "Lê Thị Hoa", Role.OFFICE)

    @property
    def texts(self) -> list[str]:
        """Everything the bot has said to anybody."""
        phones = self.stage.simulator.phones
        return [m.text for phone in phones for m in phone.messages if m.from_bot]

    def stranger(self, number: int, name: str = "Người Lạ") -> Resident:
        phone = self.stage.simulator.add_person(number, name, phone=f"09{number:08d}")
        return Resident(self, phone)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the database, seen from outside."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement, values).fetchall()

    def check(self) -> None:
        """Telegram refused nothing, no press is left spinning, no update is dead, all is sent."""
        refused = [r for r in self.stage.simulator.refusals if r.code != 403]
        unsent = self.rows("SELECT chat_id, state, error FROM part WHERE state <> 'sent'")
        assert refused == []
        assert self.stage.simulator.unanswered_presses == []
        states = self.rows("SELECT state FROM inbox WHERE state <> 'done'")
        assert states == [("dead",)] * self.dead
        assert [row for row in unsent if row[0] not in self.blocked] == []
        assert self.rows("SELECT kind, error FROM message WHERE state = 'dead'") == []


@dataclass
class Resident:
    """Somebody with a phone. What they do answers with the newest message they then see."""

    town: Town
    phone: Phone

    @property
    def last(self) -> ChatMessage:
        assert self.phone.last is not None
        return self.phone.last

    @property
    def news(self) -> list[ChatMessage]:
        """The bot's new messages since this person last did something, oldest first."""
        return [message for message in self.phone.answers if not message.edited]

    async def send(self, text: str, reply_to: ChatMessage | None = None) -> ChatMessage:
        self.phone.send(text, reply_to)
        return await self._seen()

    async def press(self, target: str | tuple[ChatMessage, str]) -> ChatMessage:
        self.phone.press(target)
        return await self._seen()

    async def attach(self, content: bytes, name: str, mime: str) -> ChatMessage:
        self.phone.attach(content, name, mime)
        return await self._seen()

    async def fill(self, answers: Mapping[str, str] | Iterable[str]) -> ChatMessage:
        """Answers what is asked, one after the other; what stands in [brackets] is a button."""
        for answer in answers.values() if isinstance(answers, Mapping) else answers:
            pressed = answer.startswith("[")
            await (self.press(answer[1:-1]) if pressed else self.send(answer))
            if "Viết lại từ đầu" in self.last.labels:  # a narrative that waits for more
                await self.press("Đã nhập xong")
        return self.last

    async def submit(self) -> ChatMessage:
        await self.press("Nộp báo cáo")
        if "Lãnh đạo chưa duyệt" in [b.text for row in self.last.buttons for b in row]:
            await self.send("Bùi Văn Đạt")
        return await self.press("Xác nhận")

    async def _seen(self) -> ChatMessage:
        await self.town.settle()
        return self.last


@asynccontextmanager
async def town_in(folder: Path, library: Library = LIBRARY) -> AsyncIterator[Town]:
    path = folder / "tonghop.sqlite"
    path.write_bytes(season())
    async with raised(library, FakeClock(START), folder) as stage:
        town = Town(stage, path)
        yield town
        await town.settle()
        town.check()
