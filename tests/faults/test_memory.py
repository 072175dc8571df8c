"""R32: a bot that has answered for a long time takes no more memory than one that has begun."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.examples import ORDINARY
from tests.telegram.bot_process import Place, Process, invited, place_in

PEOPLE = ("thi-doan", "hoi-phu-nu", "hoi-nong-dan", "y-te", "kinh-te", "xa-phuoc-tin")
SAID = "SELECT count(*) FROM message WHERE kind = 'situation'"
ROUND = 10  # messages of each person between two looks
WARM = 18  # rounds until SQLite's cache is full
ROUNDS = 6 * settings().max_examples // ORDINARY
MORE = 1024 * 1024  # bytes; a soak has 18,000 updates after the first


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        yield place


def resident(process: Process) -> int:
    """Bytes in memory, with those it shares with the process it was forked from: a page that it
    writes into is its own from then on, and no more of them for it."""
    status = Path(f"/proc/{process.process.pid}/smaps_rollup").read_text(encoding="ascii")
    [size] = [line.split()[1] for line in status.splitlines() if line.startswith("Rss:")]
    return int(size) * 1024


async def test_r32_memory_stays_flat(place: Place) -> None:
    phones = [invited(place, unit, n, f"Cán bộ {n}") for n, unit in enumerate(PEOPLE, 1)]
    process = await place.running()
    said, sizes = 0, []
    for _ in range(WARM + ROUNDS):
        for phone in phones:
            for _ in range(ROUND):
                phone.send("/tinhhinh")
        said += ROUND * len(phones)
        await place.until(lambda: place.rows(SAID) == [(said,)])  # noqa: B023
        sizes.append(resident(process))
    assert sizes[-1] - sizes[WARM - 1] < MORE, [size // 1024 for size in sizes]
