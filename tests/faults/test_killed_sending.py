"""R15: 30 kills while 400 messages go out, fewer outside a soak. Of what must arrive nothing is
lost, and there are no more second copies than kills, each marked; of nudges none comes twice, and
each that nobody knows of is listed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from hypothesis import settings

from bot.clock import Clock
from tests.examples import ORDINARY
from tests.telegram.bench import Bench, bench_in, bot_texts
from tests.telegram.bot_process import FORKS
from tests.telegram.deliver_process import deliver
from usecases.records import MessageClass

SOAK = settings().max_examples > ORDINARY
KILLS, EACH = (30, 200) if SOAK else (8, 60)  # messages of either class
RESENT = "(gửi lại)\n"


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path, Clock()) as bench:
        yield bench


def started(bench: Bench) -> ForkServerProcess:
    addresses = (bench.sim.base_url, bench.sim.file_url)
    process = FORKS.Process(target=deliver, args=(str(bench.folder), *addresses), daemon=True)
    process.start()
    return process


def sent(bench: Bench) -> int:
    return bench.states().count("sent")


async def killed_again_and_again(bench: Bench) -> None:
    chance = random.Random(20210615)
    for kill in range(KILLS):
        # A nudge of which nobody knows whether it went will never count as sent.
        known = 2 * EACH - bench.states().count("uncertain")
        process = started(bench)
        enough = min(sent(bench) + chance.randint(1, 12), known * (kill + 1) // (KILLS + 1))
        await bench.until(lambda: sent(bench) >= enough)  # noqa: B023
        await asyncio.sleep(chance.random() * 0.02)
        process.kill()
        process.join()


async def test_r15_killed_again_and_again_while_messages_go_out(bench: Bench) -> None:
    an, binh = bench.started(1), bench.started(2)
    for n in range(EACH):
        await bench.say(1, f"{n}", message_class=MessageClass.RECEIPT)
        await bench.say(2, f"{n}", message_class=MessageClass.NUDGE)
    await killed_again_and_again(bench)
    assert sent(bench) < 2 * EACH, "killed while there was something to send"
    last = started(bench)
    await bench.until(lambda: not {"pending", "sending"} & set(bench.states()))
    last.kill()
    last.join()
    wanted, receipts, nudges = [f"{n}" for n in range(EACH)], bot_texts(an), bot_texts(binh)
    assert list(dict.fromkeys(text.removeprefix(RESENT) for text in receipts)) == wanted
    first = [text for text in receipts if not text.startswith(RESENT)]
    assert len(first) == len(set(first)), "a second copy says that it is one"
    assert len(receipts) - EACH <= KILLS
    assert len(nudges) == len(set(nudges)), "no nudge comes twice"
    [(held,)] = bench.rows("SELECT count(*) FROM part WHERE state = 'uncertain'")
    assert EACH - len(nudges) <= held <= KILLS, "whatever did not come is listed"
