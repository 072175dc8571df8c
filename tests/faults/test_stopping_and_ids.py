"""R4 and R27: stopped in the middle of a crowd, and ids of updates that begin anew."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.telegram.bot_process import PATIENCE, Place, invited, place_in

MENU = "Anh/Chị cần làm gì?"
SAID = "SELECT count(*) FROM message WHERE kind = 'situation'"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        yield place


def answered(place: Place) -> int:
    try:
        return int(place.rows(SAID)[0][0])
    except sqlite3.OperationalError:  # locked just now
        return 0


async def test_r04_stopped_with_250_waiting_and_killed_two_seconds_later(place: Place) -> None:
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    for _ in range(250):
        an.send("/tinhhinh")
    first = place.start()
    await place.until(lambda: answered(place) > 20)
    first.process.terminate()
    await asyncio.sleep(2)
    first.process.kill()
    await first.ended()
    assert answered(place) < 250, "stopped in the middle"
    place.start(log="second.txt")
    await place.until(lambda: answered(place) == 250)
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM inbox") == [("done",)])
    assert place.rows("SELECT count(*) FROM inbox") == [(251,)]


async def test_a_stop_lets_arrive_what_is_on_its_way(place: Place) -> None:
    """Nobody gets a second copy, marked as one, because the operator restarted the bot."""
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    process = await place.running()
    await an.wait_for(MENU, within=PATIENCE)
    place.sim.faults.late(1.0, "sendMessage")
    an.send("/tinhhinh")
    await place.sim.wait_for(lambda: len(an.answers) > 0, within=PATIENCE)
    assert await process.stop() == 0
    assert place.rows("SELECT DISTINCT state FROM part") == [("sent",)]
    second = place.start(log="second.txt")
    await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
    an.send("/huongdan")
    await place.sim.wait_for(lambda: len(an.answers) > 0, within=PATIENCE)
    assert not any("gửi lại" in message.text for message in an.messages)
    assert await second.stop() == 0


async def test_a_stop_does_not_wait_for_what_never_arrives(place: Place) -> None:
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    process = await place.running()
    await an.wait_for(MENU, within=PATIENCE)
    place.sim.faults.late(60.0, "sendMessage")
    an.send("/tinhhinh")
    await an.wait_for("Báo cáo của đơn vị Anh/Chị", within=PATIENCE)
    assert await process.stop() == 0
    assert place.rows("SELECT state FROM part ORDER BY id DESC LIMIT 1") == [("sending",)]


async def test_r27_ids_that_begin_anew_do_not_hold_up_the_poller(place: Place) -> None:
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    process = await place.running()
    await an.wait_for(MENU, within=PATIENCE)
    place.sim.world.updates._next_id = 5
    an.send("/tinhhinh")
    await place.until(lambda: answered(place) == 1)
    await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
    assert place.sim.pending_updates == []
    assert await process.stop() == 0
    await place.running()
    an.send("/tinhhinh")
    await place.until(lambda: answered(place) == 2)
    assert [row[0] for row in place.rows("SELECT update_id FROM inbox ORDER BY id")][1:] == [5, 6]
