"""Updates that Telegram brings: stored before they are answered for, from nobody else taken."""

from __future__ import annotations

import hmac
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from rehearsal.stage import TOKEN
from tests.telegram.bot_process import PATIENCE, Place, Process, invited, place_in

SECRET = hmac.digest(TOKEN.encode(), b"webhook", "sha256").hex()
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MENU = "Anh/Chị cần làm gì?"
UPDATE = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1_620_000_000,
        "chat": {"id": 77, "type": "private"},
        "from": {"id": 77, "is_bot": False, "first_name": "Lan"},
        "text": "Xin chào",
    },
}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        yield place


async def called(place: Place, path: str = "/abc") -> tuple[Process, str]:
    """A bot that Telegram calls, and where."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    url = f"http://127.0.0.1:{port}{path}"
    with place.config.open("a", encoding="utf-8") as file:
        file.write(f'[webhook]\nurl = "{url}"\nlisten = "127.0.0.1:{port}"\n')
    process = place.start()
    await place.until(lambda: "Telegram sẽ gọi vào webhook" in process.said)
    return process, url


async def post(url: str, body: Any, **headers: str) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(url, data=BytesIO(data), headers=headers) as answer:
                return answer.status
        except aiohttp.ClientConnectionError:  # hung up on while it was still talking
            return 413


def stored(place: Place) -> list[tuple[Any, ...]]:
    return place.rows("SELECT update_id, state FROM inbox ORDER BY id")


async def test_a_conversation_by_webhook(place: Place) -> None:
    process, _ = await called(place)
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for(MENU, within=PATIENCE)
    for _ in range(3):
        an.send("/tinhhinh")
    await place.until(
        lambda: place.rows("SELECT count(*) FROM message WHERE kind = 'situation'") == [(3,)]
    )
    assert set(place.sim.webhook_answers) == {200}
    assert place.sim.pending_updates == []
    assert SECRET not in process.said and TOKEN not in process.said
    assert await process.stop() == 0


async def test_s07_whoever_does_not_know_the_secret_is_refused(place: Place) -> None:
    process, url = await called(place)
    assert await post(url, UPDATE) == 403
    assert await post(url, UPDATE, **{HEADER: "wrong"}) == 403
    assert await post(url, UPDATE, **{HEADER: "sai mật khẩu".encode().decode("latin-1")}) == 403
    right = {HEADER: SECRET}
    assert await post(f"{url}/more", UPDATE, **right) == 404
    assert await post(url, b"x" * (60 << 20), **right) == 413
    assert await post(url, b"{", **right) == 400
    assert await post(url, {"message": {}}, **right) == 400
    assert stored(place) == []
    charset = {"Content-Type": "application/json; charset=utf-8"}
    assert await post(url, UPDATE, **right, **charset) == 200
    await place.until(lambda: stored(place) == [(5, "done")])
    assert process.process.is_alive()


async def test_r05_an_update_that_is_brought_three_times_has_one_effect(place: Place) -> None:
    _, url = await called(place)
    for _ in range(3):
        assert await post(url, UPDATE, **{HEADER: SECRET}) == 200
    await place.until(lambda: stored(place) == [(5, "done")])
    assert place.rows("SELECT kind FROM message") == [("stranger",)]


async def test_r12_what_cannot_be_stored_is_not_answered_for_and_comes_again(place: Place) -> None:
    await called(place)
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        an = place.sim.add_person(1, "Nguyễn Văn An")
        an.start()
        await place.until(lambda: 503 in place.sim.webhook_answers)
        assert place.sim.pending_updates
        other.execute("ROLLBACK")
    await an.wait_for(within=PATIENCE)
    assert place.sim.webhook_answers[-1] == 200
    assert len(stored(place)) == 1


async def test_killed_and_started_again_nothing_is_missing(place: Place) -> None:
    process, _ = await called(place)
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for(MENU, within=PATIENCE)
    for _ in range(10):
        an.send("/tinhhinh")
    await process.kill()
    again = place.start(log="again.txt")
    await place.until(
        lambda: place.rows("SELECT count(*) FROM message WHERE kind = 'situation'") == [(10,)]
    )
    assert await again.stop() == 0


async def test_without_the_setting_the_webhook_is_removed_and_nothing_is_lost(place: Place) -> None:
    process, _ = await called(place)
    await process.stop()
    place.configure()
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    polling = place.start(log="polling.txt")
    await place.until(lambda: "hệ thống gỡ ra" in polling.said)
    await an.wait_for(MENU, within=PATIENCE)
