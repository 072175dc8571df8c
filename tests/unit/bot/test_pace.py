import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta

from bot.clock import FakeClock
from bot.delivering.gate import Gate
from bot.delivering.pace import Pace

START = datetime(2021, 6, 15, 2, 0, tzinfo=UTC)


class Race:
    """Messages that want to go, and when each went, in seconds."""

    def __init__(self, **rates: float) -> None:
        self.clock = FakeClock(START)
        limits = {"per_second": 0.0, "chat_burst": 3, "chat_per_second": 0.0} | rates
        self.pace = Pace(self.clock, **limits)  # type: ignore[arg-type]
        self.went: list[tuple[str, float]] = []

    async def send(self, name: str, chat_id: int, *, bulk: bool = False) -> None:
        await self.pace.admit(chat_id, bulk=bulk)
        self.note(name)

    async def send_all(self, chat_id: int, number: int, *, bulk: bool = False) -> None:
        for at in range(number):
            await self.send(f"{chat_id}/{at}", chat_id, bulk=bulk)

    def note(self, name: str) -> None:
        self.went.append((name, round((self.clock.now() - START).total_seconds(), 3)))

    async def run(self, *senders: Awaitable[None], seconds: float) -> None:
        tasks = [asyncio.ensure_future(sender) for sender in senders]
        end = START + timedelta(seconds=seconds)
        await settle()
        while (due := self.clock.next_wake()) is not None and due <= end:
            self.clock.advance_to(due)
            await settle()
        self.clock.advance_to(end)
        await settle()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_gets_a_burst_and_then_its_rate() -> None:
    race = Race(chat_per_second=1.0)
    await race.run(race.send_all(1, 6), race.send_all(2, 2), seconds=60)
    times = dict(race.went)
    assert [times[f"1/{n}"] for n in range(6)] == [0, 0, 0, 1, 2, 3]
    assert [times[f"2/{n}"] for n in range(2)] == [0, 0], "other chats do not wait"


async def test_a_rested_chat_has_its_burst_again_but_no_more() -> None:
    race = Race(chat_per_second=1.0)
    await race.run(race.send_all(1, 3), seconds=100)
    race.went.clear()
    await race.run(race.send_all(1, 5), seconds=200)
    assert [at for _, at in race.went] == [100, 100, 100, 101, 102]


async def test_the_whole_bot_keeps_its_rate() -> None:
    race = Race(per_second=25.0)
    await race.run(*(race.send_all(chat, 2) for chat in range(50)), seconds=60)
    assert len(race.went) == 100
    for second in range(4):
        within = [at for _, at in race.went if second < at <= second + 1]
        assert len(within) <= 26
    assert race.went[-1][1] == 3.0, "25 at once, then 25 a second"


async def test_replies_go_before_bulk_even_those_that_come_later() -> None:
    race = Race(per_second=25.0)
    bulk = [race.send(f"bulk {n}", n, bulk=True) for n in range(60)]

    async def replies() -> None:
        await race.clock.sleep(0.5)
        for n in range(10):
            await race.send(f"reply {n}", 1000 + n)

    await race.run(*bulk, replies(), seconds=60)
    assert len(race.went) == 70
    answered = [at for name, at in race.went if name.startswith("reply")]
    assert answered == [0.5] * 10, "bulk leaves some room for replies"


async def test_bulk_goes_out_in_the_end() -> None:
    race = Race(per_second=5.0)
    await race.run(
        race.send_all(1, 30), *(race.send(f"bulk {n}", n, bulk=True) for n in range(9)), seconds=60
    )
    assert len(race.went) == 39


async def test_whoever_stops_waiting_costs_nothing() -> None:
    race = Race(per_second=1.0)
    waiting = [asyncio.ensure_future(race.send(str(n), n)) for n in range(4)]
    await settle()
    waiting[1].cancel()
    waiting[2].cancel()
    await race.run(race.send("last", 9), seconds=10)
    assert race.went == [("0", 0), ("3", 1), ("last", 2)]
    await asyncio.wait(waiting)


async def test_without_rates_nobody_waits() -> None:
    race = Race()
    await race.run(race.send_all(1, 500), seconds=0)
    assert len(race.went) == 500
    assert race.pace.admit_at_once(1)


async def test_admission_at_once_never_overtakes_nor_overdraws() -> None:
    race = Race(per_second=2.0, chat_per_second=1.0, chat_burst=1)
    assert race.pace.admit_at_once(1)
    assert not race.pace.admit_at_once(1), "its chat has to wait"
    assert race.pace.admit_at_once(2)
    assert not race.pace.admit_at_once(3), "all have to wait"
    race.pace.correct(2, messages=0, calls=0)
    assert race.pace.admit_at_once(2)


async def test_edits_do_not_count_for_their_chat() -> None:
    race = Race(chat_per_second=1.0, chat_burst=1)
    for _ in range(5):
        await race.pace.admit(1, bulk=False, edit=True)
    await race.send("message", 1)
    assert race.went == [("message", 0)]


async def test_chats_that_have_rested_are_forgotten() -> None:
    race = Race(chat_per_second=1.0)
    for chat in range(10_000):
        assert race.pace.admit_at_once(chat)
    race.clock.advance_to(START + timedelta(hours=1))
    assert race.pace.admit_at_once(10_001)
    assert len(race.pace._chats) == 1


async def test_nobody_enters_while_telegram_asks_for_quiet() -> None:
    race = Race()
    gate = Gate(race.clock, race.pace, parallel=2)
    gate.ask_for_quiet(START + timedelta(seconds=5))
    gate.ask_for_quiet(START + timedelta(seconds=3))
    gate.ask_for_quiet(None)

    async def enter(chat_id: int) -> None:
        await gate.enter(chat_id, bulk=False, edit=False)
        race.note(str(chat_id))

    assert not await gate.enter_at_once(9)
    await race.run(enter(1), enter(2), enter(3), seconds=60)
    assert race.went == [("1", 5), ("2", 5)], "and two at a time"
    gate.leave()
    assert await gate.enter_at_once(9)
    gate.leave_unused(9)
    assert await gate.enter_at_once(9)
