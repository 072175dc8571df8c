"""Updates on their way in: stored before they are confirmed, handled once or visibly dead."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.connection.errors import TokenRefused
from storage import inbox_queue
from storage.inbox_queue import RawUpdate
from tests.telegram.bench import Bench, bench_in, running
from tests.telegram.echo import Echo
from usecases.records import Role, Sender


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path) as bench:
        yield bench


def inbox_states(bench: Bench) -> list[tuple[Any, ...]]:
    return bench.rows("SELECT state, attempts FROM inbox ORDER BY id")


async def store(bench: Bench, *raw: str, chat_id: int = 7) -> None:
    """Puts rows into the inbox as a run before this one would have left them."""
    now = bench.clock.now()
    updates = [RawUpdate(900 + n, text, chat_id) for n, text in enumerate(raw)]
    await bench.work(lambda work: inbox_queue.store(work, updates, now))


def update(text: str, chat_id: int = 7, update_id: int = 1) -> str:
    person = {"id": chat_id, "is_bot": False, "first_name": "Lan"}
    chat = {"id": chat_id, "type": "private", "first_name": "Lan"}
    message = {"message_id": 1, "date": 1623722400, "chat": chat, "from": person, "text": text}
    return json.dumps({"update_id": update_id, "message": message})


@contextmanager
def locked(bench: Bench) -> Iterator[None]:
    """Another process holds the database."""
    connection = sqlite3.connect(bench.folder / "bot.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_every_message_has_one_effect_in_order_and_is_confirmed(bench: Bench) -> None:
    phones = [bench.started(n) for n in range(1, 6)]
    for number in range(10):
        for phone in phones:
            phone.send(str(number))
    echo = Echo(bench)
    async with echo.running():
        await bench.until(lambda: len(echo.echoed()) == 55)
        await bench.until(lambda: bench.sim.pending_updates == [])
        await bench.until(lambda: echo.inbox.idle)
    for phone in phones:
        chat = str(phone.messages[0].chat_id)
        texts = [text for who, text in echo.echoed() if who == chat]
        assert texts == ["/start", *map(str, range(10))]
    assert set(inbox_states(bench)) == {("done", 0)}


async def test_a_slow_turn_holds_up_its_own_chat_only(bench: Bench) -> None:
    lan, an = bench.started(1), bench.started(2)
    gate = asyncio.Event()
    echo = Echo(bench)
    echo.before = lambda text: gate.wait() if text == "chậm" else None
    async with echo.running():
        lan.send("chậm")
        lan.send("sau")
        an.send("nhanh")
        await bench.until(lambda: ("2", "nhanh") in echo.echoed())
        assert ("1", "sau") not in echo.echoed()
        gate.set()
        await bench.until(lambda: len(echo.echoed()) == 5)
    assert echo.echoed()[-2:] == [("1", "chậm"), ("1", "sau")]


async def test_s16_a_flood_of_one_chat_leaves_places_for_others(bench: Bench) -> None:
    for number in range(300):
        await store(bench, update(str(number), 1, number))
    await store(bench, update("an", 2, 1000), chat_id=2)
    echo = Echo(bench, parallel=2)
    async with echo.running(polling=False):
        await bench.until(lambda: ("2", "an") in echo.echoed())
        assert len(echo.echoed()) < 20
        await bench.until(lambda: len(echo.echoed()) == 301)


async def test_what_was_left_by_an_earlier_run_goes_first(bench: Bench) -> None:
    lan = bench.started(7)
    await store(bench, update("cũ"))
    lan.send("mới")
    echo = Echo(bench)
    async with echo.running():
        await bench.until(lambda: len(echo.echoed()) == 3)
    assert [text for _, text in echo.echoed()] == ["cũ", "/start", "mới"]


async def test_an_update_that_comes_again_has_no_second_effect(bench: Bench) -> None:
    lan = bench.started(1)
    lan.send("một")
    again = list(bench.sim.pending_updates)
    echo = Echo(bench)
    async with echo.running():
        await bench.until(lambda: len(echo.echoed()) == 2)
        for one in again:
            bench.sim.resend_update(one)
        lan.send("hai")
        await bench.until(lambda: len(echo.echoed()) == 3)
    assert [text for _, text in echo.echoed()] == ["/start", "một", "hai"]


async def test_nothing_is_confirmed_before_it_is_stored(bench: Bench) -> None:
    lan = bench.started(1)
    echo = Echo(bench)
    with locked(bench):
        lan.send("một")
        async with echo.running():
            await asyncio.sleep(0.2)
            for _ in range(3):
                bench.advance(5)
                await asyncio.sleep(0.1)
            assert len(bench.sim.pending_updates) == 2, "the offset has not moved"
            assert bench.rows("SELECT * FROM inbox") == []
    async with echo.running():
        await bench.advance_until(lambda: len(echo.echoed()) == 2)
        await bench.until(lambda: bench.sim.pending_updates == [])


async def test_a_locked_database_is_waited_out_and_told_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    lan = bench.started(1)
    echo = Echo(bench)
    async with echo.running():
        await bench.until(lambda: len(echo.echoed()) == 1)
        with locked(bench):
            lan.send("một")
            for _ in range(4):
                await asyncio.sleep(0.1)
                bench.advance(5)
            assert len(echo.echoed()) == 1
        await bench.advance_until(lambda: len(echo.echoed()) == 2)
    assert inbox_states(bench) == [("done", 0)] * 2, "no attempt was counted"
    told = [r.message for r in caplog.records if "khóa" in r.message]
    assert len(told) == 1
    assert "trở lại" in caplog.text


async def test_a_database_locked_in_the_middle_of_a_turn_counts_nothing(bench: Bench) -> None:
    await store(bench, update("một"))
    echo = Echo(bench)
    holding = locked(bench)
    calls = []

    def before(text: str) -> None:
        calls.append(text)
        if len(calls) == 1:
            holding.__enter__()

    echo.before = before
    async with echo.running(polling=False):
        await bench.until(lambda: len(calls) == 1)
        await asyncio.sleep(0.2)
        holding.__exit__(None, None, None)
        await bench.advance_until(lambda: len(echo.echoed()) == 1)
    assert inbox_states(bench) == [("done", 0)]


POISON = [
    "null",
    "[]",
    '{"update_id": 5}',
    '{"update_id": "x", "message": {}}',
    '{"update_id": 6, "message": {"message_id": 1, "date": "gestern", "chat": 5}}',
    '{"update_id": 7, "callback_query": {"id": "1", "from": null}}',
    "no json at all",
]


async def test_r09_poisoned_updates_die_visibly_and_block_nobody(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    sender = Sender(5, 5, "Hoa")

    def office(work) -> None:
        person = work.people.add(sender, bench.clock.now())
        work.people.join(person.id, "noi-vu", Role.OFFICE, active=True, at=bench.clock.now())

    await bench.work(office)
    await store(bench, *POISON, chat_id=7)
    echo = Echo(bench)
    async with echo.running(polling=False):
        await store(bench, update("một", 8, 30), chat_id=8)
        echo.inbox.look_again()
        await bench.until(lambda: ("8", "một") in echo.echoed())
        waited = await bench.advance_until(
            lambda: inbox_states(bench)[:-1] == [("dead", 3)] * len(POISON), step=0.5
        )
    assert 5 * len(POISON) <= waited < 6 * len(POISON), "its own chat waits 0, 1, 5 seconds"
    said = bench.rows("SELECT chat_id, kind FROM message WHERE kind LIKE 'trouble%' ORDER BY id")
    assert said == [(7, "trouble"), (5, "trouble_notice")] * len(POISON)
    assert len(await bench.work(inbox_queue.dead)) == len(POISON)
    assert "gestern" not in caplog.text
    assert len(caplog.text) < 50_000


async def test_a_handler_that_fails_is_tried_again_while_its_chat_waits(bench: Bench) -> None:
    await store(bench, update("một", 7, 1), update("hai", 7, 2))
    echo = Echo(bench)
    calls: list[str] = []

    def before(text: str) -> None:
        calls.append(text)
        if text == "một" and calls.count("một") < 3:
            raise ValueError("bí mật")

    echo.before = before
    async with echo.running(polling=False):
        waited = await bench.advance_until(lambda: len(echo.echoed()) == 2, step=0.25)
    assert calls == ["một", "một", "một", "hai"]
    assert 5 <= waited < 6
    assert inbox_states(bench) == [("done", 2), ("done", 0)]


async def test_a_handler_that_always_fails_leaves_a_dead_letter_that_can_be_run_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await store(bench, update("bí mật", 7, 1), update("hai", 7, 2))
    echo = Echo(bench)
    broken = [True]

    def before(text: str) -> None:
        if text == "bí mật" and broken[0]:
            raise ValueError(text)

    echo.before = before
    async with echo.running(polling=False):
        await bench.advance_until(lambda: len(echo.echoed()) == 1, step=0.25)
        assert inbox_states(bench) == [("dead", 3), ("done", 0)]
        (letter,) = await bench.work(inbox_queue.dead)
        assert letter.error == "ValueError"
        ((params,),) = bench.rows("SELECT params FROM message WHERE kind = 'trouble'")
        assert json.loads(params) == {"code": f"T{letter.key}"}
        broken[0] = False
        await bench.work(lambda work: inbox_queue.revive(work, letter.key))
        echo.inbox.look_again()
        await bench.until(lambda: len(echo.echoed()) == 2)
    assert "bí mật" not in caplog.text, "what people write is in no log"


async def test_an_update_nobody_handles_is_a_dead_letter_too(bench: Bench) -> None:
    await store(bench, json.dumps({"update_id": 1, "poll": {"id": "1"}}), chat_id=0)
    echo = Echo(bench)
    async with echo.running(polling=False):
        await bench.advance_until(lambda: inbox_states(bench) == [("dead", 3)], step=0.5)
    assert bench.rows("SELECT * FROM message") == [], "nobody to tell in no chat"


async def test_attempts_of_an_earlier_run_count(bench: Bench) -> None:
    await store(bench, "poison")
    async with Echo(bench).running(polling=False):
        await bench.until(lambda: inbox_states(bench) == [("new", 1)])
    second = Echo(bench)
    async with second.running(polling=False):
        await bench.settle()
        assert inbox_states(bench) == [("new", 1)], "it waits for its time"
        await bench.advance_until(lambda: inbox_states(bench) == [("dead", 3)], step=0.5)


async def test_fields_that_lie_do_not_stop_the_poller(bench: Bench) -> None:
    bench.started(1)
    for hostile in (
        {"update_id": 10**9, "message": {"chat": {"id": 2**70}, "from": {"id": "x"}}},
        {"update_id": 10**9 + 1, "message": "x"},
        {"update_id": 10**9 + 2, "message": {"chat": [], "from": None, "text": "\ud800"}},
        {"update_id": 10**9 + 3, "\ud800": {}},
    ):
        bench.sim.resend_update(hostile)
    echo = Echo(bench)
    async with echo.running():
        await bench.until(lambda: len(inbox_states(bench)) == 5)
    chats = bench.rows("SELECT chat_id FROM inbox ORDER BY update_id")
    assert chats == [(1,), (0,), (0,), (0,), (0,)]


async def test_a_dead_letter_nobody_can_be_told_of_is_dead_all_the_same(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await store(bench, "poison")
    echo = Echo(bench)

    def tell(*told: object) -> None:
        raise LookupError("no such template")

    echo.inbox._tell = tell
    async with echo.running(polling=False):
        await bench.advance_until(lambda: inbox_states(bench) == [("dead", 3)], step=0.5)
        await bench.until(lambda: echo.inbox.idle)
    assert "nobody was told" in caplog.text


async def test_another_poller_is_told_and_left_alone_for_a_while(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.started(1)
    bench.sim.faults.conflict(times=3)
    echo = Echo(bench)
    async with echo.running():
        waited = await bench.advance_until(lambda: len(echo.echoed()) == 1, step=0.5)
    assert waited >= 2 + 4 + 8
    assert "lần thứ 3" in caplog.text


async def test_a_refused_token_ends_the_run(bench: Bench) -> None:
    bench.sim.faults.revoke_token()
    echo = Echo(bench)
    with pytest.raises(TokenRefused):
        await echo.poller.run()
    with pytest.raises(TokenRefused):
        await echo.poller.connect()


async def test_faults_of_the_network_are_waited_out(bench: Bench) -> None:
    bench.started(1)
    faults = bench.sim.faults
    faults.server_error("getUpdates", times=3)
    faults.drop_before("getUpdates", times=3)
    faults.retry_after(3, "getUpdates")
    echo = Echo(bench)
    async with echo.running():
        waited = await bench.advance_until(lambda: len(echo.echoed()) == 1, step=0.5)
    assert 1 + 2 + 4 + 8 + 16 + 32 + 3 <= waited < 80


async def test_telegram_out_of_reach_at_the_start_is_waited_for_and_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    port = int(bench.sim.base_url.rsplit(":")[2].split("/")[0])
    await bench.sim.stop()
    echo = Echo(bench)
    async with running(echo.poller.connect()) as connecting:
        await bench.until(lambda: "Chưa kết nối được" in caplog.text)
        assert not connecting.done()
        await bench.sim.start(port=port)
        await bench.advance_until(connecting.done, step=0.5)
        assert connecting.result()["username"] == "tonghop_bot"  # type: ignore[index]
    assert "Đã kết nối với Telegram, bot @tonghop_bot." in caplog.text


async def test_a_real_clock_will_do(tmp_path: Path) -> None:
    async with bench_in(tmp_path, Clock()) as bench:
        lan = bench.started(1)
        echo = Echo(bench)
        async with echo.running():
            lan.send("một")
            await bench.until(lambda: len(echo.echoed()) == 2)
