"""The outbox on its way to Telegram: order, pace, and what follows each fault."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.connection.errors import TokenRefused
from bot.delivering.delivery import Delivery
from storage import inbox_queue, outbox_queue
from storage.inbox_queue import RawUpdate
from storage.outbox_queue import NewPart
from storage.work import SqlWork
from storage.writer import Writer
from tests.simulator.fixtures import png
from tests.telegram.bench import Bench, bench_in, bot_texts, running
from usecases.records import Button, Message, MessageClass, OutgoingFile

CHOICE = ((Button("s:a:", label="yes"),),)
RESENT = "(gửi lại)\n"


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path) as bench:
        yield bench


async def test_messages_go_out_in_order_with_their_buttons(bench: Bench) -> None:
    lan, an = bench.started(1), bench.started(2)
    async with running(bench.delivery().run()):
        for text in ("một & hai", "hai", "ba"):
            await bench.say(1, text)
            await bench.say(2, text, buttons=CHOICE)
        await bench.until(lambda: bench.states() == ["sent"] * 6)
    assert bot_texts(lan) == ["một & hai", "hai", "ba"] == bot_texts(an)
    assert an.last is not None
    assert an.last.labels == ["Đúng"]
    assert bench.sim.refusals == []
    assert bench.rows("SELECT DISTINCT state FROM message") == [("done",)]
    sent = bench.rows("SELECT telegram_message_id FROM part WHERE chat_id = 2 ORDER BY id")
    assert sent == [(m.id,) for m in an.messages if m.from_bot]


async def test_what_waited_at_the_start_goes_first_and_in_order(bench: Bench) -> None:
    lan = bench.started(1)
    await bench.say(1, "cũ")
    await bench.say(1, "x" * 5000)
    async with running(bench.delivery().run()):
        await bench.say(1, "mới")
        await bench.until(lambda: len(bot_texts(lan)) == 4)
    assert [text[:3] for text in bot_texts(lan)] == ["cũ", "xxx", "xxx", "mới"]


async def test_parts_are_frozen_before_the_first_is_sent(bench: Bench) -> None:
    bench.started(1)
    bench.sim.faults.server_error("sendMessage", times=100)
    delivery = bench.delivery()
    async with running(delivery.run()):
        await bench.say(1, "y" * 9000)
        await bench.until(lambda: bench.states() == ["pending"] * 3)
    frozen = bench.rows("SELECT payload FROM part ORDER BY id")
    (bench.folder / "line.j2").write_text("anders", encoding="utf-8")
    bench.sim.faults.clear()
    bench.advance(60)
    async with running(bench.delivery().run()):
        await bench.until(lambda: bench.states() == ["sent"] * 3)
    assert bench.rows("SELECT payload FROM part ORDER BY id") == frozen


async def test_the_pace_holds_on_the_way_out(bench: Bench) -> None:
    lan = bench.started(1)
    async with running(bench.delivery(chat_per_second=1.0).run()):
        for number in range(5):
            await bench.say(1, str(number))
        await bench.until(lambda: len(bot_texts(lan)) == 3)
        await bench.settle()
        bench.advance(0.9)
        await bench.settle()
        assert len(bot_texts(lan)) == 3
        bench.advance(0.2)
        await bench.until(lambda: len(bot_texts(lan)) == 4)
        bench.advance(1.0)
        await bench.until(lambda: len(bot_texts(lan)) == 5)


async def test_r16_after_a_flood_nobody_gets_anything_before_its_end_even_after_a_restart(
    bench: Bench,
) -> None:
    lan, an = bench.started(1), bench.started(2)
    bench.sim.faults.retry_after(5, "sendMessage")
    async with running(bench.delivery().run()):
        await bench.say(1, "một")
        # In this order: tried, and then no longer being sent.
        await bench.until(lambda: bench.attempts() == [1] and bench.states() == ["pending"])
        await bench.say(2, "hai")
        bench.advance(2)
        await bench.settle()
    async with running(bench.delivery().run()):
        await bench.settle()
        bench.advance(2.9)
        await bench.settle()
        assert bot_texts(lan) + bot_texts(an) == []
        bench.advance(0.2)
        await bench.until(lambda: bench.states() == ["sent", "sent"])
    assert bot_texts(lan) == ["một"], "a flood was not sent: no mark"
    assert bot_texts(an) == ["hai"]


@pytest.mark.parametrize("message_class", [c for c in MessageClass if c is not MessageClass.NUDGE])
@pytest.mark.parametrize("fault", ["late", "drop_after"])
async def test_r14_an_ambiguous_send_is_repeated_once_and_marked(
    bench: Bench, fault: str, message_class: MessageClass
) -> None:
    lan = bench.started(1)
    if fault == "late":
        bench.sim.faults.late(0.5, "sendMessage")
    else:
        bench.sim.faults.drop_after("sendMessage")
    async with running(bench.delivery().run()):
        await bench.say(1, "Mã 7KQ2", message_class=message_class)
        await bench.say(1, "sau")
        await bench.advance_until(lambda: bench.states() == ["sent", "sent"])
    assert bot_texts(lan) == ["Mã 7KQ2", RESENT + "Mã 7KQ2", "sau"]


async def test_a_send_that_stays_ambiguous_is_held_and_does_not_hold_up_others(
    bench: Bench,
) -> None:
    lan = bench.started(1)
    bench.sim.faults.drop_after("sendMessage", times=2)
    async with running(bench.delivery().run()):
        await bench.say(1, "một")
        await bench.say(1, "hai")
        await bench.advance_until(lambda: bench.states() == ["uncertain", "sent"])
    assert bot_texts(lan) == ["một", RESENT + "một", "hai"]


async def test_r14_an_ambiguous_nudge_is_held(bench: Bench) -> None:
    lan = bench.started(1)
    bench.sim.faults.drop_after("sendMessage")
    async with running(bench.delivery().run()):
        await bench.say(1, "nhắc", message_class=MessageClass.NUDGE)
        await bench.say(1, "tiếp")
        await bench.until(lambda: bench.states() == ["uncertain", "sent"])
    assert bot_texts(lan) == ["nhắc", "tiếp"]
    assert len(await bench.work(outbox_queue.troubled)) == 1


async def test_r20_a_long_outage_ends_with_everything_sent_in_order(bench: Bench) -> None:
    lan = bench.started(1)
    bench.sim.faults.server_error("sendMessage", times=9)
    async with running(bench.delivery().run()):
        await bench.say(1, "một")
        await bench.say(1, "hai")
        waited = await bench.advance_until(lambda: len(bot_texts(lan)) == 2, step=5)
    assert bot_texts(lan) == [RESENT + "một", "hai"]
    assert 180 < waited < 300, "1 + 2 + 4 … seconds, never more than 60"


async def test_telegram_out_of_reach_is_no_doubt(bench: Bench) -> None:
    lan = bench.started(1)
    port = int(bench.sim.base_url.rsplit(":")[2].split("/")[0])
    await bench.sim.stop()
    async with running(bench.delivery().run()):
        await bench.say(1, "một")
        await bench.say(1, "hai")
        await bench.until(lambda: bench.rows("SELECT 1 FROM part WHERE error != ''") != [])
        bench.advance(1)
        await bench.settle()
        await bench.sim.start(port=port)
        await bench.advance_until(lambda: len(bot_texts(lan)) == 2)
    assert bot_texts(lan) == ["một", "hai"]


async def test_closing_a_question_edits_the_message_that_asked_it(bench: Bench) -> None:
    lan = bench.started(1)
    async with running(bench.delivery().run()):
        asked = await bench.say(1, "Hỏi?", buttons=CHOICE)
        await bench.say(1, "Hỏi: 13", kind="closed", edits_message=asked)
        await bench.until(lambda: bot_texts(lan) == ["Hỏi: 13"])
        assert lan.last is not None
        assert lan.last.labels == []
        await bench.say(1, "Lại", kind="closed", edits_telegram_id=lan.last.id)
        await bench.until(lambda: bot_texts(lan) == ["Lại"])


async def test_r19_an_edit_without_a_target_is_no_fault(bench: Bench) -> None:
    lan = bench.started(1)
    async with running(bench.delivery().run()):
        lost = await bench.say(404, "Hỏi?")
        await bench.until(lambda: bench.states() == ["failed"])
        await bench.say(1, "x", kind="closed", edits_message=lost)
        await bench.say(1, "x", kind="closed", edits_telegram_id=999)
        asked = await bench.say(1, "Hỏi?")
        await bench.say(1, "x", kind="closed", edits_message=asked)
        await bench.say(1, "x", kind="closed", edits_message=asked)
        await bench.until(lambda: bench.states() == ["failed", *["sent"] * 5])
    assert bot_texts(lan) == ["x"]


async def test_an_ambiguous_edit_is_repeated_silently(bench: Bench) -> None:
    lan = bench.started(1)
    bench.sim.faults.drop_after("editMessageText")
    async with running(bench.delivery().run()):
        asked = await bench.say(1, "Hỏi?", message_class=MessageClass.NUDGE)
        await bench.say(1, "x", kind="closed", edits_message=asked)
        await bench.advance_until(lambda: bench.states() == ["sent", "sent"])
    assert bot_texts(lan) == ["x"]


async def test_files_are_sent_with_their_bytes(bench: Bench) -> None:
    lan = bench.started(1)
    word = OutgoingFile(bench.files.put(b"PK docx"), "Bao cao.docx", "application/msword")
    picture = OutgoingFile(bench.files.put(png()), "a.png", "image/png")
    no_picture = OutgoingFile(bench.files.put(b"not a picture"), "b.png", "image/png")
    lost = OutgoingFile("0" * 64, "c.docx", "application/msword")
    async with running(bench.delivery().run()):
        for file in (word, picture, no_picture, lost):
            await bench.say(1, file.name, file=file)
        await bench.say(1, "sau")
        await bench.until(lambda: bench.states() == ["sent", "sent", "sent", "failed", "sent"])
    sent = [m for m in lan.messages if m.from_bot]
    assert [m.kind for m in sent] == ["document", "photo", "document", "text"]
    assert [m.text for m in sent] == ["Bao cao.docx", "a.png", "b.png", "sau"]
    assert sent[0].content == b"PK docx"


async def test_what_is_of_no_use_any_more_is_not_sent(bench: Bench) -> None:
    lan = bench.started(1)
    soon = bench.clock.now() + timedelta(seconds=30)
    bench.sim.faults.retry_after(60, "sendMessage")
    async with running(bench.delivery().run()):
        await bench.say(1, "một")
        await bench.until(lambda: bench.states() == ["pending"])
        await bench.say(1, "hết hạn", expires_at=soon, message_class=MessageClass.NUDGE)
        await bench.say(1, "ba")
        await bench.until(lambda: len(bench.states()) == 3)
        await bench.settle()
        bench.advance(61)
        await bench.until(lambda: len(bot_texts(lan)) == 2)
        await bench.say(1, "quá hạn", expires_at=soon)
        await bench.say(1, "bốn")
        await bench.until(lambda: len(bot_texts(lan)) == 3)
    assert bot_texts(lan) == ["một", "ba", "bốn"]


async def test_what_a_dead_process_was_sending_is_taken_up_again(bench: Bench) -> None:
    lan = bench.started(1)
    for text, message_class in (("một", MessageClass.RECEIPT), ("hai", MessageClass.NUDGE)):
        key = await bench.say(1, text, message_class=message_class)
        payload = {"text": text}

        def claim(work, key=key, payload=payload):
            (part,) = outbox_queue.keep_parts(work, key, [NewPart("sendMessage", payload)])
            assert outbox_queue.claim(work, part, bench.clock.now())

        await bench.work(claim)
    assert bench.states() == ["sending", "sending"]
    async with running(bench.delivery().run()):
        await bench.say(1, "ba")
        await bench.until(lambda: bench.states() == ["sent", "uncertain", "sent"])
    assert bot_texts(lan) == [RESENT + "một", "ba"]


async def test_r21_a_refused_token_stops_everything_and_loses_nothing(bench: Bench) -> None:
    bench.started(1)
    bench.sim.faults.revoke_token()
    await bench.say(1, "một")
    with pytest.raises(ExceptionGroup) as raised:
        await bench.delivery().run()
    assert raised.group_contains(TokenRefused)
    assert bench.states() == ["pending"]


async def test_r19_presses_are_answered_once_and_nothing_comes_of_a_failure(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    lan = bench.started(1)
    delivery = bench.delivery()
    async with running(delivery.run()):
        await bench.say(1, "Hỏi?", buttons=CHOICE)
        await bench.until(lambda: bot_texts(lan) == ["Hỏi?"])
        lan.press("Đúng")
        (press,) = bench.sim.unanswered_presses
        delivery.answer_callback(press.id)
        delivery.answer_callback(press.id)
        delivery.answer_callback("unknown")
        await bench.until(lambda: len(bench.sim.refusals) == 1)
        await bench.until(lambda: bench.sim.unanswered_presses == [])
    assert bench.sim.call_counts["answerCallbackQuery"] == 1
    assert press.text == ""
    assert "a press was not answered" in caplog.text


async def test_it_knows_when_nothing_is_left(bench: Bench) -> None:
    lan = bench.started(1)
    delivery = bench.delivery()
    async with running(delivery.run()):
        await bench.until(lambda: delivery.idle)
        await bench.say(1, "một")
        assert not delivery.idle, "from the commit on"
        await bench.until(lambda: bot_texts(lan) == ["một"])
        await bench.until(lambda: delivery.idle)
        assert bench.states() == ["sent"]


async def _turn(bench: Bench, delivery: Delivery, edited: int, *more: str) -> None:
    """A turn that closes a question and asks the next one, where its chat may go at once, and
    says `more`, which waits for its turn."""
    now, update = bench.clock.now(), RawUpdate(1, "{}", 1)
    (key,) = await bench.work(lambda work: inbox_queue.store(work, [update], now))

    def say(work: SqlWork) -> None:
        work.outbox.add(1, Message("line", {"text": "xong"}, edits_message=edited), now, key)
        for text in ("hai", *more):
            work.outbox.add(1, Message("line", {"text": text}), now, key)

    bench.sim.faults.delay = 0.2  # Telegram answers after the look at the database
    async with delivery.passing(key, 1):
        await bench.work(say)
        claimed = ["sent", "sending", "sending", *("pending" for _ in more)]
        assert bench.states() == claimed, "by the turn's own commit, and no more"
    bench.sim.faults.delay = 0.0


@pytest.mark.parametrize("flooded", [False, True])
async def test_a_turn_s_edit_and_question_are_claimed_together(bench: Bench, flooded: bool) -> None:
    lan, delivery = bench.started(1), bench.delivery()
    async with running(delivery.run()):
        asked = await bench.say(1, "một")
        await bench.until(lambda: delivery.idle)
        if flooded:
            bench.sim.faults.retry_after(5, "editMessageText")
        await _turn(bench, delivery, asked)
        if flooded:
            await bench.until(lambda: bench.states() == ["sent", "pending", "pending"])
            assert bench.attempts() == [1, 1, 0], "what was not sent is claimed no longer"
            assert bot_texts(lan) == ["một"]
            bench.advance(5)
        await bench.until(lambda: bench.states() == ["sent"] * 3)
    assert bot_texts(lan) == ["xong", "hai"]


async def test_what_a_turn_says_beyond_its_first_message_waits_for_its_turn(bench: Bench) -> None:
    lan, delivery = bench.started(1), bench.delivery()
    async with running(delivery.run()):
        asked = await bench.say(1, "một")
        await bench.until(lambda: delivery.idle)
        await _turn(bench, delivery, asked, "ba", "bốn")
        await bench.until(lambda: bench.states() == ["sent"] * 5)
    assert bot_texts(lan) == ["xong", "hai", "ba", "bốn"]


async def test_a_place_that_was_taken_for_nothing_is_given_back(bench: Bench) -> None:
    """What was to follow has been withdrawn while the message before it was on its way."""
    lan, an, delivery = bench.started(1), bench.started(2), bench.delivery(parallel=1)
    async with running(delivery.run()):
        bench.sim.faults.delay = 0.2
        await bench.say(1, "một")
        await bench.say(1, "hai")
        await bench.until(lambda: bench.states() == ["sending", "pending"])
        await bench.work(lambda work: outbox_queue.cancel_chat(work, 1, "thôi"))
        bench.sim.faults.delay = 0.0
        await bench.until(lambda: bench.states() == ["sent", "cancelled"])
        await bench.say(2, "ba")
        await bench.until(lambda: bot_texts(an) == ["ba"])
    assert bot_texts(lan) == ["một"]


async def test_another_process_s_messages_are_found_by_looking(bench: Bench) -> None:
    lan = bench.started(1)
    delivery = bench.delivery()
    delivery._look_every = 5.0
    async with running(delivery.run()):
        await bench.until(lambda: delivery.idle)
        said = Message("line", {"text": "từ dòng lệnh"})
        with Writer(bench.database) as another:
            another.run(lambda work: work.outbox.add(1, said, bench.clock.now())).result()
        await bench.settle()
        assert bot_texts(lan) == []
        bench.advance(5)
        await bench.until(lambda: bot_texts(lan) == ["từ dòng lệnh"])


async def test_many_chats_are_served_side_by_side(bench: Bench) -> None:
    phones = [bench.started(n) for n in range(1, 41)]
    bench.sim.faults.delay = 0.05
    async with running(bench.delivery().run()):
        for number in range(3):
            for phone in phones:
                await bench.say(phone.messages[0].chat_id, str(number))
        await bench.until(lambda: sum(len(bot_texts(p)) for p in phones) == 120)
    assert all(bot_texts(phone) == ["0", "1", "2"] for phone in phones)
