"""The town's plan in a fresh database, and people who take turns in it.

A turn here is what a handler makes of an update: its inbox row is stored first, then one use case
runs in one unit of work. What was said is rendered and delivered as Telegram would show it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.speaking.markup import parse
from bot.speaking.voice import Voice
from reporting.answers import Answer, FileValue
from reporting.conversation import Event, Opened
from storage import inbox_queue, outbox_queue
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.message_codec import OutboxRow
from storage.outbox_queue import NewPart
from storage.work import SqlWork
from storage.writer import Writer
from usecases import speak
from usecases.desk import Desk, Turn, take
from usecases.drafting.reports import show_reports
from usecases.library import Library
from usecases.people.invites import invite, join
from usecases.records import Message, Role, Sender
from usecases.rounds import open_rounds

T = TypeVar("T")

START = datetime.fromisoformat("2021-06-10T09:00:00+07:00")
ROUND = "2021-6T"

# What may change without anything having happened to anybody's report.
_QUEUES = ("inbox", "message", "part", "audit")


@dataclass(frozen=True)
class Shown:
    """A message on a phone. `buttons` are callback data by what the buttons read."""

    message: Message
    telegram_id: int
    text: str
    buttons: Mapping[str, str]

    @property
    def kind(self) -> str:
        return self.message.kind

    @property
    def labels(self) -> list[str]:
        return list(self.buttons)


@dataclass
class Town:
    path: Path
    library: Library
    now: datetime = START
    updates: int = 0
    sent: int = 5000
    phones: dict[int, list[Shown]] = field(default_factory=dict)
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.voice = Voice(self.library.current.timezone)
        self.open()

    def open(self) -> None:
        self.writer = Writer(Database(f"sqlite:///{self.path}"))

    def close(self) -> None:
        self.writer.close()

    def do(self, fn: Callable[[SqlWork], T]) -> T:
        return self.writer.run(fn).result(timeout=20)

    def open_rounds(self) -> None:
        self.do(lambda work: open_rounds(work, self.library, self.now))

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the database, seen from outside."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement, values).fetchall()

    def change(self, statement: str) -> None:
        """From outside, as no use case does (yet)."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute(statement)

    def fingerprint(self) -> dict[str, str]:
        """A hash of every table but inbox, outbox and audit."""
        names = [name for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type='table'")]
        kept = [name for name in names if name not in _QUEUES]
        rows = {name: repr(self.rows(f"SELECT * FROM {name}")) for name in kept}
        return {name: hashlib.sha256(rows[name].encode()).hexdigest() for name in kept}

    def invited(self, unit: str, person_id: int, name: str, role: Role = Role.LIAISON) -> Resident:
        person = self.stranger(person_id, name)
        person.do(partial(join, token=self.token(unit, role)))
        return person

    def office(self, person_id: int = 900, name: str = "Lê Thị Hoa") -> Resident:
        return self.invited(self.library.current.office.id, person_id, name, Role.OFFICE)

    def stranger(self, person_id: int, name: str = "Người Lạ") -> Resident:
        return Resident(self, Sender(person_id, person_id, name))

    def token(self, unit: str, role: Role = Role.LIAISON, *, direct: bool = True) -> str:
        return self.do(lambda work: invite(work, unit, role, self.now, direct=direct))

    def obligation(self, unit: str, round_id: str = ROUND) -> Any:
        found = self.do(lambda work: work.obligations.of_units([unit]))
        return next(each for each in found if each.round_id == round_id)

    def draft(self, unit: str, round_id: str = ROUND) -> dict[str, Answer]:
        """The answers of the open draft, by question name."""
        owed = self.obligation(unit, round_id)
        draft = self.do(lambda work: work.drafts.open_for(owed.id))
        assert draft is not None
        kept = {ref: each.answer for ref, each in draft.answers.items() if each.answer}
        return self._named(unit, kept)

    def submitted(self, unit: str, round_id: str = ROUND) -> dict[str, Answer]:
        """The answers last submitted, by question name."""
        owed = self.obligation(unit, round_id)
        latest = self.do(lambda work: work.submissions.latest(owed.id))
        assert latest is not None
        return self._named(unit, latest.answers)

    def _named(self, unit: str, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        plan = self.library.current
        names = {q.nodeset: q.name for q in plan.form_for(plan.unit(unit)).questions}
        return {names[ref]: answer for ref, answer in answers.items() if ref in names}

    def deliver(self) -> None:
        """Everything said comes to its phone, as it is shown there."""

        def frozen(work: SqlWork) -> list[tuple[OutboxRow, list[int], list[NewPart]]]:
            rows = outbox_queue.unrendered(work, 100_000)
            return [(row, *self._freeze(work, row)) for row in rows]

        for row, ids, parts in self.do(frozen):
            shown = "\n".join(_plain(part) for part in parts)
            phone = self.phones.setdefault(row.chat_id, [])
            phone.append(Shown(row.message, ids[-1], shown, _buttons(parts[-1])))

    def _freeze(self, work: SqlWork, row: OutboxRow) -> tuple[list[int], list[NewPart]]:
        rendered = self.voice.render(row.message)
        assert not rendered.fault, rendered.fault
        parts = [NewPart(part.method, part.payload) for part in rendered.parts]
        ids = []
        for key in outbox_queue.keep_parts(work, row.id, parts):
            self.sent += 1
            outbox_queue.claim(work, key, self.now)
            outbox_queue.sent(work, key, self.sent, self.now)
            ids.append(self.sent)
        return ids, parts


@dataclass
class Resident:
    """Somebody with a phone. What they do answers with the newest message they then see."""

    town: Town
    sender: Sender
    before: int = 0  # messages there were when this person last did something

    @property
    def phone(self) -> list[Shown]:
        return self.town.phones.setdefault(self.sender.chat_id, [])

    @property
    def heard(self) -> Shown:
        return self.phone[-1]

    def do(
        self,
        use_case: Callable[[Desk], None],
        *,
        pressed: int | None = None,
        at: datetime | None = None,
    ) -> Shown:
        """One update, 20 seconds after the last one; `at` is the message's own time."""
        town = self.town
        town.updates += 1
        town.now += timedelta(seconds=20)
        raw = RawUpdate(town.updates, json.dumps({"n": town.updates}), self.sender.chat_id)
        [key] = town.do(lambda work: inbox_queue.store(work, [raw], town.now))
        turn = Turn(key, self.sender, at or town.now, town.now, pressed)
        assert town.do(lambda work: take(work, town.library, turn, use_case))
        self.before = len(self.phone)
        town.deliver()
        return self.heard

    @property
    def answers(self) -> list[Shown]:
        """Everything said to this person in answer to what they did last."""
        return self.phone[self.before :]

    def type(self, text: str, reply_to: Shown | None = None) -> Shown:
        replied = reply_to.telegram_id if reply_to else None
        return self.do(lambda desk: speak.typed(desk, text, replied))

    def press(self, label: str, *, at: datetime | None = None) -> Shown:
        """The newest button that reads `label`."""
        for shown in reversed(self.phone):
            if label in shown.buttons:
                return self.press_data(shown.buttons[label], shown.telegram_id, at=at)
        raise LookupError(f"{label} is not among {self.labels}")

    def press_data(self, data: str, message: int = 1, *, at: datetime | None = None) -> Shown:
        return self.do(lambda desk: speak.pressed(desk, data), pressed=message, at=at)

    def attach(self, file: FileValue, caption: str = "") -> Shown:
        return self.do(lambda desk: speak.attached(desk, file, caption))

    def happen(self, event: Event) -> Shown:
        """An event in the conversation that has the focus."""
        return self.do(lambda desk: speak._in_focus(desk, event))

    def begin(self) -> Shown:
        """/baocao"""
        return self.do(show_reports)

    def offers(self) -> Shown:
        """`Nộp báo cáo`, up to the question whether to: the leader is named where none is known."""
        self.press("Nộp báo cáo")
        return self.type("Bùi Văn Đạt") if self.heard.kind == "ask_leader_name" else self.heard

    def go_on(self) -> Shown:
        return self.happen(Opened())

    def fill(self, unit: str, answers: Mapping[str, str]) -> Shown:
        """Answers question by question; what stands in [brackets] is a button. Each question must
        be the one that was just asked."""
        form = self.town.library.current.form_for(self.town.library.current.unit(unit))
        for name, answer in answers.items():
            label = form.by_name(name).label
            assert label in self.heard.text, f"{name} is not asked:\n{self.heard.text}"
            self.give(answer)
            if self.heard.kind == "when_available":
                self.press("Chưa hẹn được ngày")
        return self.heard

    def give(self, answer: str) -> Shown:
        """Presses or types; a narrative that waits for more is said to be whole."""
        heard = self.press(answer[1:-1]) if answer.startswith("[") else self.type(answer)
        return self.press("Đã nhập xong") if heard.kind == "writing" else heard

    @property
    def labels(self) -> list[str]:
        """What the buttons of the last message that has any read."""
        return next((shown.labels for shown in reversed(self.phone) if shown.buttons), [])


def _plain(part: NewPart) -> str:
    return parse(str(part.payload.get("text", part.payload.get("caption", "")))).plain


def _buttons(part: NewPart) -> dict[str, str]:
    rows = (part.payload.get("reply_markup") or {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}
