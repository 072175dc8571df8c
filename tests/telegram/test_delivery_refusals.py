"""What Telegram, or a template, refuses: nobody else waits for it, and it is not lost unseen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import outbox_queue
from storage.outbox_queue import NewPart
from tests.telegram.bench import Bench, bench_in, bot_texts, running
from usecases.records import Button, Sender

CHOICE = ((Button("s:a:", label="yes"),),)
RESENT = "(gửi lại)\n"


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path) as bench:
        yield bench


async def test_r17_a_person_who_blocked_the_bot_is_not_written_to_again(bench: Bench) -> None:
    lan, an = bench.started(1), bench.started(2)
    sender = Sender(1, 1, "Lan")
    await bench.work(lambda work: work.people.add(sender, bench.clock.now()))
    lan.block()
    async with running(bench.delivery().run()):
        for text in ("x" * 5000, "hai"):
            await bench.say(1, text)
        await bench.say(2, "ba")
        await bench.until(lambda: bot_texts(an) == ["ba"])
        await bench.settle()
        assert sorted(bench.states()) == ["cancelled", "cancelled", "failed", "sent"]
        assert len(bench.sim.refusals) == 1
        assert bench.rows("SELECT blocked_at IS NOT NULL FROM person") == [(1,)]
        lan.unblock()
        await bench.say(1, "lại")
        await bench.until(lambda: bot_texts(lan) == ["lại"])


async def test_r17_an_unknown_chat_concerns_nobody_else(bench: Bench) -> None:
    lan = bench.started(1)
    async with running(bench.delivery().run()):
        await bench.say(404, "một")
        await bench.say(1, "hai")
        await bench.until(lambda: sorted(bench.states()) == ["failed", "sent"])
    assert bot_texts(lan) == ["hai"]


async def test_r17_a_group_that_got_another_id_is_written_to_there_once(bench: Bench) -> None:
    bench.started(1)
    bench.sim.add_group(-100, "Cán bộ đầu mối", [1])
    moved = bench.sim.world.migrate(-100, -1000)
    async with running(bench.delivery().run()):
        await bench.say(-100, "một")
        await bench.say(-100, "hai")
        await bench.until(lambda: bench.states() == ["sent", "sent"])
    assert [m.text for m in moved.messages.values()] == ["một", "hai"]
    assert [refusal.code for refusal in bench.sim.refusals] == [400]


@pytest.mark.parametrize(
    ("text", "mode"),
    [("<b>một &amp; hai", "HTML"), ('<a href="x">một</a> &amp; hai', "MarkdownV2")],
)
async def test_what_telegram_refuses_for_its_markup_arrives_as_plain_text(
    bench: Bench, text: str, mode: str
) -> None:
    lan = bench.started(1)
    part = NewPart("sendMessage", {"text": text, "parse_mode": mode})
    key = await bench.say(1, "x")
    await bench.work(lambda work: outbox_queue.keep_parts(work, key, [part]))
    async with running(bench.delivery().run()):
        await bench.until(lambda: bench.states() == ["sent"])
    assert bot_texts(lan) == ["một & hai"]
    ((detail,),) = bench.rows("SELECT detail FROM audit WHERE action = 'refused_by_telegram'")
    assert "BadRequest" in detail


async def test_what_telegram_refuses_for_good_is_a_dead_letter(bench: Bench) -> None:
    lan = bench.started(1)
    part = NewPart("sendMessage", {"text": "x" * 4097})
    key = await bench.say(1, "x")
    await bench.work(lambda work: outbox_queue.keep_parts(work, key, [part]))
    async with running(bench.delivery().run()):
        await bench.say(1, "hai")
        await bench.until(lambda: bench.states() == ["failed", "sent"])
    assert bot_texts(lan) == ["hai"]
    ((detail,),) = bench.rows("SELECT detail FROM audit WHERE action = 'refused_by_telegram'")
    assert "too long" in detail


async def test_a_message_that_cannot_be_rendered_is_replaced_and_listed(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    lan = bench.started(1)
    async with running(bench.delivery().run()):
        await bench.say(1, "bí mật", kind="no_such_kind", buttons=CHOICE)
        await bench.say(1, "<h1>bí mật", kind="raw")
        await bench.say(1, "sau")
        await bench.until(lambda: len(bot_texts(lan)) == 3)
    assert bot_texts(lan) == ["Chưa trình bày được.", "Chưa trình bày được.", "sau"]
    assert len(await bench.work(outbox_queue.unrenderable)) == 2
    assert "no_such_kind" in caplog.text
