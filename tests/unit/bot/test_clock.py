import asyncio
from datetime import UTC, datetime, timedelta, timezone

from bot.clock import Clock, FakeClock, ShiftedClock

START = datetime(2021, 6, 15, 9, 0, tzinfo=timezone(timedelta(hours=7)))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_fake_time_moves_only_when_told() -> None:
    clock = FakeClock(START)
    assert clock.now() == START
    assert clock.now().tzinfo is UTC
    await settle()
    assert clock.now() == START
    clock.advance_to(START + timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=1)
    assert clock.monotonic() == 3600
    clock.advance_to(START)
    assert clock.now() == START + timedelta(hours=1), "time never goes back"


async def test_sleepers_wake_in_the_order_of_their_moments() -> None:
    clock = FakeClock(START)
    woken: list[str] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    async with asyncio.TaskGroup() as tasks:
        for name, seconds in (("late", 90.0), ("first", 10.0), ("second", 10.0), ("never", 500.0)):
            tasks.create_task(sleeper(name, seconds))
        await settle()
        assert clock.next_wake() == START + timedelta(seconds=10)
        clock.advance_to(START + timedelta(seconds=89))
        await settle()
        assert woken == ["first", "second"]
        clock.advance_to(START + timedelta(seconds=91))
        await settle()
        assert woken == ["first", "second", "late"]
        clock.advance_to(START + timedelta(seconds=500))


async def test_a_timer_sees_the_moment_it_asked_for() -> None:
    clock = FakeClock(START)
    seen: list[datetime] = []
    for seconds in (30, 10):
        clock.call_later(seconds, lambda: seen.append(clock.now()))
    clock.call_later(20, lambda: seen.append(clock.now())).cancel()
    clock.advance_to(START + timedelta(minutes=1))
    assert seen == [START + timedelta(seconds=10), START + timedelta(seconds=30)]
    assert clock.next_wake() is None


async def test_waiting_ends_with_the_event_or_with_the_time() -> None:
    for clock in (Clock(), FakeClock(START)):
        event = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(clock.wait(event, 1000))
            await settle()
            event.set()
        assert waiting.result() is True

    fake = FakeClock(START)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(fake.wait(asyncio.Event(), 5))
        await settle()
        fake.advance_to(START + timedelta(seconds=5))
    assert waiting.result() is False
    assert await Clock().wait(asyncio.Event(), 0.001) is False
    assert fake.next_wake() is None


async def test_a_waiter_that_is_cancelled_stays_cancelled() -> None:
    fake = FakeClock(START)
    waiting = asyncio.create_task(fake.wait(asyncio.Event(), 5))
    await settle()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    assert fake.next_wake() is None


async def test_a_shifted_clock_runs_from_the_chosen_moment() -> None:
    clock = ShiftedClock(START)
    first = clock.now()
    assert timedelta(0) <= first - START < timedelta(minutes=1)
    await clock.sleep(0.002)
    assert clock.now() > first


def test_the_real_clock_is_aware() -> None:
    assert Clock().now().tzinfo is UTC
