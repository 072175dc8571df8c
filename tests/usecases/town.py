"""The town's plan in a fresh database, and people who take turns in it.

A turn here is what a handler makes of an update: its inbox row is stored first, then one use case
runs in one unit of work. What was said is read back from the outbox.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.catalogue import catalogue
from bot.voice import Voice
from storage import inbox_queue, outbox_queue, schema
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.outbox_queue import NewPart
from storage.work import SqlWork
from storage.writer import Writer
from usecases import speak
from usecases.desk import Desk, Turn, take
from usecases.invites import invite, join
from usecases.library import Library
from usecases.records import Message, Role, Sender
from usecases.rounds import open_rounds

START = datetime.fromisoformat("2021-06-10T09:00:00+07:00")


@dataclass
class Town:
    writer: Writer
    library: Library
    now: datetime = START
    updates: int = 0
    voice: Voice = field(init=False)

    def __post_init__(self) -> None:
        self.voice = Voice(self.library.current.timezone)

    def open_rounds(self) -> None:
        self.do(lambda work: open_rounds(work, self.library, self.now))

    def do(self, fn: Callable[[SqlWork], object]) -> object:
        return self.writer.run(fn).result()

    def invited(self, unit: str, person_id: int, name: str, role: Role = Role.LIAISON) -> Resident:
        token = self.do(lambda work: invite(work, unit, role, self.now, direct=True))
        person = Resident(self, Sender(person_id, person_id, name))
        person.turn(lambda desk: join(desk, str(token)))
        return person

    def office(self, person_id: int = 900, name: str = "Lê Thị Hoa") -> Resident:
        return self.invited(self.library.current.office.id, person_id, name, Role.OFFICE)


@dataclass
class Resident:
    town: Town
    sender: Sender
    said: list[Message] = field(default_factory=list)

    def turn(
        self,
        use_case: Callable[[Desk], None],
        *,
        pressed: int | None = None,
        at: datetime | None = None,
    ) -> list[Message]:
        """What the bot says to this person in answer; kept in `said` too."""
        town = self.town
        town.updates += 1
        town.now += timedelta(seconds=20)
        raw = RawUpdate(town.updates, json.dumps({"n": town.updates}), self.sender.chat_id)
        [key] = town.do(lambda work: inbox_queue.store(work, [raw], town.now))  # type: ignore[misc]
        turn = Turn(key, self.sender, at or town.now, town.now, pressed)
        town.do(lambda work: take(work, town.library, turn, use_case))
        answers = self._collect()
        self.said += answers
        return answers

    def type(self, text: str) -> list[Message]:
        return self.turn(lambda desk: speak.typed(desk, text))

    def press(self, label: str) -> list[Message]:
        """Presses the newest button that reads `label`."""
        data = self._data_of(label)
        return self.turn(lambda desk: speak.pressed(desk, data))

    def _data_of(self, label: str) -> str:
        for message in reversed(self.said):
            for button in (button for row in message.buttons for button in row):
                if self.reads(button.label, button.text) == label:
                    return button.data
        raise LookupError(f"{label} is not among {self.labels()}")

    def labels(self) -> list[str]:
        """What the buttons of the last message that has any read."""
        for message in reversed(self.said):
            if message.buttons:
                return [self.reads(b.label, b.text) for row in message.buttons for b in row]
        return []

    def reads(self, label: str, text: str) -> str:
        return catalogue().button(label, text) if label else text

    def heard(self) -> str:
        """The last messages as they are shown."""
        return self.text(self.said[-1])

    def text(self, message: Message) -> str:
        rendered = self.town.voice.render(message)
        assert not rendered.fault, rendered.fault
        return "\n".join(
            str(p.payload.get("text", p.payload.get("caption", ""))) for p in rendered.parts
        )

    def _collect(self) -> list[Message]:
        def collect(work: SqlWork) -> list[Message]:
            mine = []
            for row in outbox_queue.unrendered(work, 1000):
                outbox_queue.keep_parts(work, row.id, [NewPart("sendMessage", {"text": "."})])
                if row.chat_id == self.sender.chat_id:
                    mine.append(row.message)
            return mine

        return self.town.do(collect)  # type: ignore[return-value]


def new_town(folder: Path, library: Library) -> Town:
    database = Database(f"sqlite:///{folder / 'town.sqlite'}")
    schema.upgrade(database)
    return Town(Writer(database), library)
