"""getUpdates as Telegram keeps it: nothing is forgotten before the bot confirms it."""

import asyncio
from typing import Any

from simulator import Phone
from tests.simulator.fixtures import Telegram


async def ids(sim: Telegram, **params: Any) -> list[int]:
    return [update["update_id"] for update in await sim.result("getUpdates", **params)]


async def test_an_update_comes_until_it_is_confirmed(sim: Telegram, phone: Phone) -> None:
    second = phone.send("hai")
    first_ids = await ids(sim)
    assert first_ids == [first_ids[0], first_ids[0] + 1]
    assert await ids(sim) == first_ids
    assert await ids(sim, offset=first_ids[0]) == first_ids
    assert not second.seen
    assert await ids(sim, offset=first_ids[1]) == first_ids[1:]
    assert await ids(sim, offset=first_ids[1] + 1) == []
    assert second.seen
    assert await ids(sim) == []
    phone.send("ba")
    assert await ids(sim) == [first_ids[1] + 1]


async def test_limit_and_negative_offset(sim: Telegram, phone: Phone) -> None:
    for number in range(4):
        phone.send(f"tin {number}")
    everything = await ids(sim)
    assert await ids(sim, limit=2) == everything[:2]
    assert await ids(sim, limit=1000) == everything
    assert await ids(sim, offset=-2) == everything[-2:]
    assert await ids(sim) == everything[-2:]


async def test_a_poll_waits_for_something_to_happen(sim: Telegram, phone: Phone) -> None:
    (first,) = await ids(sim)
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(ids(sim, offset=first + 1, timeout=30))
        await sim.wait_for(lambda: sim.polling)
        assert sim.pending_updates == []
        phone.send("đây")
    assert poll.result() == [first + 1]
    assert not sim.polling


async def test_a_poll_ends_empty_after_its_time(sim: Telegram) -> None:
    assert await ids(sim, timeout=1) == []
    assert not sim.polling


async def test_a_second_poll_throws_the_first_out(sim: Telegram, phone: Phone) -> None:
    (first,) = await ids(sim)
    async with asyncio.TaskGroup() as group:
        old = group.create_task(sim.call("getUpdates", offset=first + 1, timeout=30))
        await sim.wait_for(lambda: sim.polling)
        new = group.create_task(ids(sim, offset=first + 1, timeout=30))
        await asyncio.wait([old])
        phone.send("đây")
    assert old.result()["error_code"] == 409
    assert old.result()["description"].startswith("Conflict: terminated by other getUpdates")
    assert new.result() == [first + 1]


async def test_a_poll_whose_bot_has_gone_is_forgotten(sim: Telegram, phone: Phone) -> None:
    (first,) = await ids(sim)
    poll = asyncio.create_task(ids(sim, offset=first + 1, timeout=30))
    await sim.wait_for(lambda: sim.polling)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await sim.wait_for(lambda: not sim.polling)
    phone.send("còn đây")
    assert await ids(sim) == [first + 1]
    assert sim.refusals == []


async def test_only_the_kinds_that_the_bot_wants(sim: Telegram, phone: Phone) -> None:
    (first,) = await ids(sim, allowed_updates=["message"])
    message = phone.send("12")
    phone.edit(message, "13")
    phone.block()
    phone.unblock()
    kinds = [list(update)[1] for update in await sim.result("getUpdates", offset=first + 1)]
    assert kinds == ["message"]
    await sim.result("getUpdates", allowed_updates=[])
    phone.edit(message, "14")
    kinds = [list(update)[1] for update in await sim.result("getUpdates", offset=first + 1)]
    assert kinds == ["message", "edited_message"]


async def test_updates_live_a_day(sim: Telegram, phone: Phone) -> None:
    sim.hand.forward(hours=23)
    phone.send("còn")
    assert len(await ids(sim)) == 2
    sim.hand.forward(hours=2)
    assert len(await ids(sim)) == 1
    assert sim.world.updates.expired == 1


async def test_an_update_may_come_again_after_it_was_confirmed(sim: Telegram, phone: Phone) -> None:
    (update,) = await sim.result("getUpdates")
    phone.send("sau")
    assert len(await ids(sim, offset=update["update_id"] + 1)) == 1
    sim.resend_update(update)
    assert (await sim.result("getUpdates"))[0] == update


async def test_dropping_the_backlog(sim: Telegram, phone: Phone) -> None:
    phone.send("mất")
    assert (await sim.result("getWebhookInfo"))["pending_update_count"] == 2
    assert await sim.result("deleteWebhook", drop_pending_updates=False)
    assert len(sim.pending_updates) == 2
    assert await sim.result("deleteWebhook", drop_pending_updates=True)
    assert sim.pending_updates == []
