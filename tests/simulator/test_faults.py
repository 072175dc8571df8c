"""Faults on order: what the bot sees, and whether the call took effect all the same."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator import Phone
from tests.simulator.fixtures import Telegram, lan, telegram

TEXT: dict[str, Any] = {"chat_id": 1001, "text": "Câu 1"}


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    async with telegram() as sim:
        lan(sim)
        yield sim


@pytest.fixture
def phone(sim: Telegram) -> Phone:
    return sim.phone(1001)


async def test_retry_after(sim: Telegram, phone: Phone) -> None:
    sim.faults.retry_after(7, "sendMessage", times=2)
    for _ in range(2):
        answer = await sim.call("sendMessage", **TEXT)
        assert answer == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        }
    assert phone.last is None
    await sim.result("sendMessage", **TEXT)
    assert sim.refusals == []


async def test_server_errors_spare_the_poll(sim: Telegram, phone: Phone) -> None:
    sim.faults.server_error()
    assert await sim.result("getUpdates")
    answer = await sim.call("sendMessage", **TEXT)
    assert answer["error_code"] == 500
    sim.faults.server_error("sendMessage", code=502)
    assert (await sim.call("sendMessage", **TEXT))["error_code"] == 502
    assert phone.last is None


async def test_a_connection_closed_before_the_call(sim: Telegram, phone: Phone) -> None:
    sim.faults.drop_before("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await sim.call("sendMessage", **TEXT)
    assert phone.last is None


async def test_a_connection_closed_after_the_call(sim: Telegram, phone: Phone) -> None:
    sim.faults.drop_after("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await sim.call("sendMessage", **TEXT)
    assert phone.last is not None
    assert phone.last.text == "Câu 1"


async def test_an_answer_that_comes_late(sim: Telegram, phone: Phone) -> None:
    sim.faults.late(30, "sendMessage")
    async with asyncio.TaskGroup() as group:
        late = group.create_task(sim.call("sendMessage", **TEXT))
        await phone.wait_for("Câu 1")
        assert not late.done()
        late.cancel()


async def test_a_delay_of_every_answer(sim: Telegram, phone: Phone) -> None:
    sim.faults.delay = 30
    call = asyncio.ensure_future(sim.call("getMe"))
    done, _ = await asyncio.wait([call], timeout=0.1)
    assert done == set()
    call.cancel()
    sim.faults.clear()
    assert (await sim.result("getMe"))["username"] == "tonghop_bot"


async def test_a_revoked_token(sim: Telegram) -> None:
    sim.faults.revoke_token()
    assert (await sim.call("getUpdates"))["error_code"] == 401
    sim.faults.clear()
    assert (await sim.call("getUpdates"))["ok"]


async def test_another_poller(sim: Telegram) -> None:
    sim.faults.conflict(times=1)
    answer = await sim.call("getUpdates")
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    assert len(await sim.result("getUpdates")) == 1


async def test_an_outage(sim: Telegram, phone: Phone) -> None:
    port = int(sim.page_url.rpartition(":")[2].strip("/"))
    await sim.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await sim.call("sendMessage", **TEXT)
    phone.send("trong lúc mất mạng")
    await sim.start(port=port)
    assert len(await sim.result("getUpdates")) == 2
    await sim.result("sendMessage", **TEXT)


async def test_a_download_that_breaks_off(sim: Telegram, phone: Phone) -> None:
    file = phone.attach(b"x" * 10_000, "a.bin", "application/octet-stream").file
    assert file is not None
    url = f"{sim.file_url}{sim.token}/{file.path}"
    sim.faults.cut_file()
    with pytest.raises(aiohttp.ClientError):
        async with sim.http.get(url) as response:
            await response.read()
    async with sim.http.get(url) as response:
        assert len(await response.read()) == 10_000
