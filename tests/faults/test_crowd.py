"""R32: fifty people write to a bot that is killed 200 times, with a model of what must come of it:
nothing lost, nothing doubled, all queues empty at the end. Outside a soak fewer of both."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from simulator import Phone
from tests.examples import ORDINARY
from tests.telegram.bot_process import PATIENCE, Place, invited, place_in
from tests.telegram.test_bot_kill import UNITS, Actor, Play
from tests.unit.plan.town import PLAN

SOAK = settings().max_examples > ORDINARY
PEOPLE, KILLS = (50, 200) if SOAK else (14, 8)
OTHERS = [unit.id for unit in PLAN.units if unit.id not in UNITS]
EMPTY = (
    "SELECT 1 FROM inbox WHERE state = 'new'",
    "SELECT 1 FROM message WHERE state = 'new'",
    "SELECT 1 FROM part WHERE state IN ('pending', 'sending')",
    "SELECT 1 FROM job WHERE state IN ('new', 'running')",
)


@dataclass
class Asker:
    """Asks what their unit owes. `asked` is the model: so many answers must there be."""

    number: int
    phone: Phone
    asked: int = 0

    def ask(self) -> None:
        self.phone.send("/tinhhinh")
        self.asked += 1


@dataclass
class Crowd:
    play: Play
    askers: list[Asker]

    @property
    def place(self) -> Place:
        return self.play.place

    async def killed(self, chance: random.Random) -> None:
        """Everybody goes on; the bot is killed in the middle of it."""
        process = await self.place.running()
        for asker in chance.sample(self.askers, len(self.askers) // 2):
            asker.ask()
        enough = len(self.place.sim.calls) + chance.randint(1, 2 * PEOPLE)
        for actor in self.play.actors:
            actor.act()
        await self.place.sim.wait_for(
            lambda: len(self.place.sim.calls) >= enough or not self._owed(), within=PATIENCE
        )
        await asyncio.sleep(chance.random() * 0.02)
        await process.kill()
        await self.place.sim.wait_for(lambda: not self.place.sim.polling, within=PATIENCE)

    def _owed(self) -> bool:
        """Whether anything will come without anybody doing anything."""
        return bool(self.place.sim.pending_updates) or not self.play.quiet()

    async def finish(self) -> None:
        await self.play.finish()
        await self.place.until(lambda: not any(map(self.place.rows, EMPTY)))

    def check(self) -> None:
        for asker in self.askers:
            told = self.place.rows(
                "SELECT count(*) FROM message WHERE kind = 'situation' AND chat_id = ?",
                asker.number,
            )
            assert told == [(asker.asked,)]
            received = self.place.rows(
                "SELECT count(*), min(state), max(state) FROM inbox WHERE chat_id = ?",
                asker.number,
            )
            assert received == [(asker.asked + 1, "done", "done")]
            shown = [m for m in asker.phone.messages if m.from_bot and m.id > 0]
            assert len(shown) >= asker.asked, "each answer was seen at least once"


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    async with place_in(tmp_path) as place:
        actors = [
            Actor(n, unit, invited(place, unit, n, f"Cán bộ thứ {n}"))
            for n, unit in enumerate(UNITS, 1)
        ]
        askers = [
            Asker(n, invited(place, OTHERS[n % len(OTHERS)], n, f"Đầu mối thứ {n}"))
            for n in range(10, 10 + PEOPLE - len(actors))
        ]
        yield Crowd(Play(place, actors), askers)


async def test_r32_a_crowd_loses_nothing_however_often_the_bot_is_killed(crowd: Crowd) -> None:
    chance = random.Random(20210615)
    for _ in range(KILLS):
        await crowd.killed(chance)
    await crowd.finish()
    crowd.play.check(KILLS * len(UNITS))  # one thing on its way for each of them
    crowd.check()
