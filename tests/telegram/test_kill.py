"""SIGKILL, at failpoints and at random moments: nothing is lost, nothing has two effects."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.clock import Clock
from simulator import Phone
from storage.failpoints import VARIABLE
from tests.telegram.bench import Bench, bench_in, bot_texts
from tests.telegram.echo import Echo

ROOT = Path(__file__).parents[2]
RESENT = "(gửi lại)\n"
FAILPOINTS = [
    "after_fetch:kill",
    "before_inbox_commit:kill:2",
    "after_inbox_commit:kill",
    "in_handler:kill:3",
    "before_commit:kill:4",
    "after_commit:kill:4",
    "after_commit:kill:7",
    "before_send:kill:2",
    "after_send:kill:2",
]
MOMENTS = 5


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path, Clock()) as bench:
        yield bench


class Town:
    """Three people who go on writing while the bot is killed again and again."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.phones = [bench.started(n) for n in (1, 2, 3)]
        self.wrote: dict[int, list[str]] = {n: ["/start"] for n in (1, 2, 3)}
        self.effects = Echo(bench).echoed

    def write(self, number: int) -> None:
        for person, phone in enumerate(self.phones, 1):
            for _ in range(number):
                text = f"{person}.{len(self.wrote[person])}"
                phone.send(text)
                self.wrote[person].append(text)

    async def start_bot(self, failpoint: str = "") -> Process:
        sim = self.bench.sim
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.telegram.echo_process", str(self.bench.folder)),
            *(sim.base_url, sim.file_url),
            cwd=ROOT,
            env=os.environ | {VARIABLE: failpoint},
            stdout=DEVNULL,
        )

    async def finish(self) -> None:
        """A bot that nobody kills answers what is left."""
        process = await self.start_bot()
        async with asyncio.timeout(30):
            for phone in self.phones:
                last = self.wrote[phone.messages[0].chat_id][-1]
                await self.bench.until(partial(self.has, phone, last))
            await self.bench.until(lambda: set(self.bench.states()) <= {"sent"})
        process.terminate()
        await process.wait()

    def answered(self) -> int:
        return sum(len(bot_texts(phone)) for phone in self.phones)

    def has_answered(self, enough: int) -> bool:
        return self.answered() >= enough

    def has(self, phone: Phone, text: str) -> bool:
        return any(shown.removeprefix(RESENT) == text for shown in bot_texts(phone))

    def check(self, kills: int) -> None:
        for person, phone in enumerate(self.phones, 1):
            effects = [text for chat, text in self.effects() if chat == str(person)]
            assert effects == self.wrote[person], "each message once, in order"
            answers = bot_texts(phone)
            first = list(dict.fromkeys(text.removeprefix(RESENT) for text in answers))
            assert first == self.wrote[person], "each answer at least once, in order"
            plain = [text for text in answers if not text.startswith(RESENT)]
            assert len(plain) == len(set(plain)), "a second copy says so"
            assert len(answers) - len(first) <= kills
        assert self.bench.rows("SELECT count(*) FROM inbox WHERE state != 'done'") == [(0,)]


async def test_killed_at_every_failpoint(bench: Bench) -> None:
    town = Town(bench)
    for failpoint in FAILPOINTS:
        town.write(3)
        process = await town.start_bot(failpoint)
        async with asyncio.timeout(30):
            assert await process.wait() == -signal.SIGKILL, failpoint
    await town.finish()
    town.check(len(FAILPOINTS))


async def test_r01_r15_killed_at_random_moments(bench: Bench) -> None:
    chance = random.Random(20210615)
    town = Town(bench)
    for _ in range(MOMENTS):
        town.write(10)
        process = await town.start_bot()
        enough = town.answered() + chance.randint(1, 20)
        await bench.until(partial(town.has_answered, enough))
        await asyncio.sleep(chance.random() * 0.02)
        process.kill()
        await process.wait()
    await town.finish()
    town.check(MOMENTS)
