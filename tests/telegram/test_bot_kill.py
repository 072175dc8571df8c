"""SIGKILL, at every failpoint and at random moments, while three people report: no answer is lost,
none doubled, order is kept, and everybody goes on where they were."""

from __future__ import annotations

import asyncio
import json
import random
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from reporting.answers import Answer
from simulator import ChatMessage, Phone, Simulator
from storage.codec import answer_from_json
from tests.examples import ORDINARY
from tests.telegram.bot_process import PATIENCE, Place, Process, invited, place_in
from tests.unit.plan.town import PLAN
from tests.usecases.reports import STORED, THI_DOAN

UNITS = ("thi-doan", "hoi-phu-nu", "hoi-nong-dan")
RESENT = "(gửi lại)"
# What Telegram says to a call made again because nobody knew that it had been made.
DONE_TWICE = ("message is not modified", "query ID is invalid")
FAILPOINTS = [
    "after_fetch:kill:1",
    "before_inbox_commit:kill:2",
    "after_inbox_commit:kill:2",
    "in_handler:kill:3",
    "before_commit:kill:6",
    "after_commit:kill:6",
    "after_commit:kill:9",
    "before_send:kill:2",
    "after_send:kill:3",
    "before_commit:kill:11",
]
MOMENTS = 20
SEEDS = range(20210615, 20210616 if settings().max_examples == ORDINARY else 20210627)


@dataclass
class Actor:
    """Reports for one unit, seeing only what the phone shows. `steps` are what to wait for and
    what to do then: the label of a question and its answer, or a button."""

    number: int
    unit: str
    phone: Phone
    acted_on: int = 0  # id of the message last acted on
    actions: int = 1  # the link that was opened
    done: int = 0
    seen: dict[int, str] = field(default_factory=dict)  # messages as they were before any edit
    steps: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        form = PLAN.form_for(PLAN.unit(self.unit))
        own = {"DT01": f"{15 + self.number} hộ", "DT11": str(20 + self.number)}
        questions = [(form.by_name(n).label, a) for n, a in {**THI_DOAN, **own}.items()]
        narrative = list(THI_DOAN).index("TL2") + 1
        questions.insert(narrative, ("[Đã nhập xong]",) * 2)
        report = f"{PLAN.unit(self.unit).short_name} - 6 tháng đầu năm 2021"
        before = [("[Báo cáo của đơn vị]",) * 2, (f"[{report}]",) * 2]
        agreed = ("[Lãnh đạo chưa duyệt]", "Bùi Văn Đạt")
        after = [("[Nộp báo cáo]",) * 2, agreed, ("[Xác nhận]",) * 2]
        self.steps = [*before, *questions, *after]

    @property
    def expected(self) -> dict[str, Answer]:
        return {**STORED, "DT01": Answer(15 + self.number), "DT11": Answer(20 + self.number)}

    @property
    def asked(self) -> list[str]:
        return [cue for cue, _ in self.steps if not cue.startswith("[")]

    def act(self) -> None:
        """Does the next step if the phone shows what it waits for."""
        for message in self.phone.messages:
            if message.from_bot:
                self.seen.setdefault(message.id, message.text)
        if self.done == len(self.steps):
            return
        cue, answer = self.steps[self.done]
        shown = next((m for m in self.phone.messages[::-1] if self._shows(m, cue)), None)
        if shown is not None:
            self._do(answer, shown)

    def _do(self, answer: str, message: ChatMessage) -> None:
        self.acted_on = message.id
        self.done += 1
        self.actions += 1
        if answer.startswith("["):
            data = next(b.data for row in message.buttons for b in row if b.text == answer[1:-1])
            assert data is not None
            self.phone.press((message, data))
        else:
            self.phone.send(answer)

    def _shows(self, message: ChatMessage, cue: str) -> bool:
        if not message.from_bot or message.id <= self.acted_on:
            return False
        return cue[1:-1] in message.labels if cue.startswith("[") else cue in message.text

    @property
    def finished(self) -> bool:
        """The receipt has come."""
        return self.done == len(self.steps) and any("Mã xác nhận" in text for text in self.texts)

    @property
    def texts(self) -> list[str]:
        return [self.seen[number] for number in sorted(self.seen)]


@dataclass
class Play:
    place: Place
    actors: list[Actor]

    async def until(self, enough: Callable[[], bool]) -> None:
        """Everybody acts as soon as they can."""
        sim = self.place.sim
        async with asyncio.timeout(PATIENCE):
            while not enough():
                seen = sim.revision
                for actor in self.actors:
                    actor.act()
                if sim.revision == seen:
                    await self._news(seen)

    async def _news(self, seen: int) -> None:
        """Something new, or a moment: nothing tells that a process has died."""
        try:
            async with asyncio.timeout(0.02):
                await self.place.sim.changed(seen)
        except TimeoutError:
            return

    async def finish(self) -> None:
        """A bot that nobody kills answers and sends what is left."""
        await self.place.running()
        await self.until(self.finished)
        await self.place.until(self.quiet)

    def finished(self) -> bool:
        """Everybody has their receipt."""
        return all(actor.finished for actor in self.actors)

    def quiet(self) -> bool:
        inbox = self.place.rows("SELECT 1 FROM inbox WHERE state = 'new'")
        parts = self.place.rows("SELECT 1 FROM part WHERE state IN ('pending', 'sending')")
        messages = self.place.rows("SELECT 1 FROM message WHERE state = 'new'")
        return not (inbox or parts or messages or self.place.sim.pending_updates)

    def check(self, kills: int) -> None:
        for actor in self.actors:
            self._check_stored(actor)
            self._check_shown(actor, kills)
        assert self.place.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
        refused = [refusal.error for refusal in self.place.sim.refusals]
        assert all(any(again in error for again in DONE_TWICE) for error in refused), refused
        # In each chat an edit may have been made that nobody could mark: it goes with its question.
        assert len(refused) <= kills * len(self.actors)
        assert len(self.place.sim.unanswered_presses) <= kills

    def _check_stored(self, actor: Actor) -> None:
        """Every answer once, as it was sent, in the order in which it was sent."""
        [(content, version)] = self.place.rows(
            "SELECT content, submission.version FROM submission JOIN obligation"
            " ON obligation.id = obligation_id WHERE unit_id = ?",
            actor.unit,
        )
        names = {q.nodeset: q.name for q in PLAN.form_for(PLAN.unit(actor.unit)).questions}
        stored = {names[r]: answer_from_json(a) for r, a in json.loads(content).items()}
        assert version == 1
        assert {name: stored[name] for name in actor.expected} == actor.expected
        history = self.place.rows(
            "SELECT ref, answer_history.revision FROM answer_history"
            " JOIN draft ON draft.id = draft_id JOIN obligation ON obligation.id = obligation_id"
            " WHERE unit_id = ? ORDER BY answer_history.id",
            actor.unit,
        )
        assert [(names[ref], n) for ref, n in history] == [(name, 1) for name in THI_DOAN]
        received = self.place.rows("SELECT count(*) FROM inbox WHERE chat_id = ?", actor.number)
        assert received == [(actor.actions,)]

    def _check_shown(self, actor: Actor, kills: int) -> None:
        """Every question came, in order; a second copy says that it is one."""
        shown = [text.removeprefix(RESENT).strip() for text in actor.texts]
        asked = [cue for text in shown for cue in actor.asked if cue in text]
        assert list(dict.fromkeys(asked)) == actor.asked
        plain = [text for text in actor.texts if not text.startswith(RESENT)]
        assert len(plain) == len(set(plain))
        assert len(shown) - len(set(shown)) <= kills
        [(code,)] = self.place.rows(
            "SELECT receipt_code FROM submission JOIN obligation ON obligation.id = obligation_id"
            " WHERE unit_id = ?",
            actor.unit,
        )
        receipts = [text for text in shown if "Mã xác nhận" in text]
        assert receipts
        assert all(code in text for text in receipts)


def has_ended(process: Process) -> bool:
    return process.process.exitcode is not None


def called(sim: Simulator, calls: int) -> bool:
    return len(sim.calls) >= calls


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    async with place_in(tmp_path) as place:
        actors = [
            Actor(n, unit, invited(place, unit, n, f"Cán bộ {n}"))
            for n, unit in enumerate(UNITS, 1)
        ]
        yield Play(place, actors)


async def test_r02_r03_killed_at_every_failpoint(play: Play) -> None:
    for failpoint in FAILPOINTS:
        process = play.place.start(failpoint=failpoint)
        await play.until(partial(has_ended, process))
        assert process.process.exitcode == -signal.SIGKILL, failpoint
    assert not play.finished(), "killed while there was work"
    await play.finish()
    play.check(len(FAILPOINTS))


@pytest.mark.parametrize("seed", SEEDS)
async def test_r01_r32_killed_at_twenty_random_moments(play: Play, seed: int) -> None:
    """A soak does it twelve times: some 200 kills."""
    chance, sim, kills = random.Random(seed), play.place.sim, 0
    while kills < MOMENTS and not play.finished():
        process = await play.place.running()
        later = partial(called, sim, len(sim.calls) + chance.randint(1, 8))
        await play.until(lambda: later() or play.finished())  # noqa: B023
        await asyncio.sleep(chance.random() * 0.02)
        await process.kill()
        await sim.wait_for(lambda: not sim.polling, within=PATIENCE)
        kills += 1
    assert kills > MOMENTS // 2
    await play.finish()
    play.check(kills)
