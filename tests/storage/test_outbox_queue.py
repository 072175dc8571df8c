"""The outbox: rendered once, sent in order, never twice without need."""

from __future__ import annotations

from typing import Any

from storage import outbox_queue
from storage.outbox_queue import NewPart
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import NOW, later
from usecases.records import Asked, Button, Message, MessageClass, OutgoingFile

TEXT = NewPart("sendMessage", {"text": "Câu 1/20"})


def run(writer: Writer, fn: Any, *arguments: Any, **named: Any) -> Any:
    return writer.run(lambda work: fn(work, *arguments, **named)).result(30)


def say(
    writer: Writer,
    chat: int,
    kind: str = "hello",
    cls: MessageClass = MessageClass.REPLY,
    **more: Any,
) -> int:
    message = Message(kind, message_class=cls, **more)
    return writer.run(lambda work: work.outbox.add(chat, message, NOW)).result(30) or 0


def frozen(
    writer: Writer, chat: int, cls: MessageClass = MessageClass.REPLY, parts: int = 1
) -> list[int]:
    message = say(writer, chat, cls=cls)
    kept: list[int] = run(writer, outbox_queue.keep_parts, message, [TEXT] * parts)
    return kept


def test_a_message_comes_back_as_it_was_said(writer: Writer) -> None:
    full = Message(
        "question",
        {"label": "Tổng số hộ nghèo <đầu kỳ>", "total": 20, "list": [None, 1.5]},
        ((Button("a:1:2", label="later"), Button(text="Có", data="x")), (Button(url="https://a"),)),
        MessageClass.RECEIPT,
        OutgoingFile("ab" * 32, "Báo cáo.docx", "application/docx"),
        edits_telegram_id=2**40,
        edits_message=7,
        dedupe_key="receipt:1",
        expires_at=later(days=1),
        reply_keyboard=(("/baocao",), ("a", "b")),
        ask_contact=True,
    )
    for message in (full, Message("plain")):
        run(writer, lambda work, said: work.outbox.add(-100, said, NOW), message)
    rows = run(writer, outbox_queue.unrendered, 10)
    assert [row.message for row in rows] == [full, Message("plain")]
    assert {row.chat_id for row in rows} == {-100}


def test_a_dedupe_key_is_used_once_for_good(writer: Writer) -> None:
    first = say(writer, 1, dedupe_key="k")
    assert first and not say(writer, 1, dedupe_key="k")
    assert say(writer, 1) and say(writer, 1)
    assert len(run(writer, outbox_queue.unrendered, 10)) == 3


def test_a_message_is_rendered_once(writer: Writer) -> None:
    message = say(writer, 1)
    assert len(run(writer, outbox_queue.keep_parts, message, [TEXT, TEXT])) == 2
    assert run(writer, outbox_queue.keep_parts, message, [TEXT]) == []
    assert run(writer, outbox_queue.unrendered, 10) == []
    parts = run(writer, outbox_queue.pending_of, 1)
    assert [(p.position, p.method, p.payload, p.attempts) for p in parts] == [
        (0, "sendMessage", {"text": "Câu 1/20"}, 0),
        (1, "sendMessage", {"text": "Câu 1/20"}, 0),
    ]


def test_a_message_that_cannot_be_rendered_is_seen(writer: Writer) -> None:
    makeshift, dead = say(writer, 1), say(writer, 1)
    assert run(writer, outbox_queue.keep_parts, makeshift, [TEXT], "no template")
    assert run(writer, outbox_queue.keep_parts, dead, [], "no template") == []
    assert run(writer, outbox_queue.unrendered, 10) == []
    assert [row.id for row in run(writer, outbox_queue.unrenderable)] == [dead, makeshift]


def test_a_part_is_claimed_once_and_sent_once(writer: Writer) -> None:
    (key,) = frozen(writer, 1)
    claims = [writer.run(lambda work: outbox_queue.claim(work, key, NOW)) for _ in range(5)]
    assert sorted(one.result() for one in claims) == [False] * 4 + [True]
    assert run(writer, outbox_queue.pending_chats, NOW) == []
    assert run(writer, outbox_queue.sent, key, 2**33, NOW)
    assert not run(writer, outbox_queue.sent, key, 2**33, NOW)
    assert not run(writer, outbox_queue.failed, key, "late")


def test_a_message_is_done_when_its_last_part_is(writer: Writer) -> None:
    first, second = frozen(writer, 1, parts=2)
    message = run(writer, outbox_queue.pending_of, 1)[0].message_id
    for key, number in ((first, 71), (second, 72)):
        assert state(writer, message) == "rendered"
        assert run(writer, outbox_queue.claim, key, NOW)
        assert run(writer, outbox_queue.sent, key, number, NOW)
    assert state(writer, message) == "done"
    assert run(writer, outbox_queue.telegram_ids, message) == [71, 72]


def state(writer: Writer, message_id: int) -> str:
    from sqlalchemy import select

    from storage.tables import message

    def read(work: SqlWork) -> str:
        query = select(message.c.state).where(message.c.id == message_id)
        return str(work.transaction.connection.execute(query).scalar_one())

    return str(run(writer, read))


def test_urgent_chats_come_first_and_each_chat_in_order(writer: Writer) -> None:
    frozen(writer, 10, MessageClass.NUDGE)
    frozen(writer, 20, MessageClass.REQUEST)
    frozen(writer, 30, MessageClass.REPLY)
    frozen(writer, 40, MessageClass.RECEIPT)
    frozen(writer, 10, MessageClass.REPLY)
    assert run(writer, outbox_queue.pending_chats, NOW) == [30, 40, 20, 10]
    assert run(writer, outbox_queue.pending_chats, NOW, 2) == [30, 40]
    classes = [part.message_class for part in run(writer, outbox_queue.pending_of, 10)]
    assert classes == [MessageClass.NUDGE, MessageClass.REPLY]


def test_a_postponed_part_holds_up_its_own_chat_only(writer: Writer) -> None:
    (head,) = frozen(writer, 1)
    frozen(writer, 1)
    frozen(writer, 2)
    assert run(writer, outbox_queue.claim, head, NOW)
    assert run(writer, outbox_queue.postpone, head, later(seconds=5), "RetryAfter")
    assert run(writer, outbox_queue.pending_chats, NOW) == [2]
    assert not run(writer, outbox_queue.claim, head, later(seconds=4))
    assert run(writer, outbox_queue.pending_chats, later(seconds=5)) == [1, 2]
    first = run(writer, outbox_queue.pending_of, 1)[0]
    assert (first.id, first.attempts, first.error) == (head, 1, "RetryAfter")
    assert run(writer, outbox_queue.claim, head, later(seconds=5))


def test_failed_and_uncertain_parts_end_and_are_seen(writer: Writer) -> None:
    (bad,) = frozen(writer, 1)
    (lost,) = frozen(writer, 2, MessageClass.NUDGE)
    for key in (bad, lost):
        assert run(writer, outbox_queue.claim, key, NOW)
    assert run(writer, outbox_queue.failed, bad, "chat not found")
    assert run(writer, outbox_queue.uncertain, lost, "timed out")
    assert run(writer, outbox_queue.pending_chats, NOW) == []
    assert [(p.id, p.state, p.error) for p in run(writer, outbox_queue.troubled)] == [
        (lost, "uncertain", "timed out"),
        (bad, "failed", "chat not found"),
    ]


def test_what_has_expired_is_not_sent_in_bulk_later(writer: Writer) -> None:
    unread = say(writer, 1, expires_at=later(hours=1))
    rendered = say(writer, 2, expires_at=later(hours=1))
    kept = say(writer, 3)
    fresh = say(writer, 4, expires_at=later(hours=3))
    for message in (rendered, kept, fresh):
        run(writer, outbox_queue.keep_parts, message, [TEXT, TEXT])
    assert run(writer, outbox_queue.cancel_expired, NOW) == 0
    assert run(writer, outbox_queue.cancel_expired, later(hours=2)) == 2
    assert run(writer, outbox_queue.pending_chats, later(hours=2)) == [3, 4]
    assert run(writer, outbox_queue.unrendered, 10) == []
    assert [state(writer, m) for m in (unread, rendered, kept)] == [
        "cancelled",
        "cancelled",
        "rendered",
    ]


def test_a_chat_that_is_out_of_reach_gets_nothing_more(writer: Writer) -> None:
    frozen(writer, 1, parts=2)
    say(writer, 1)
    frozen(writer, 2)
    assert run(writer, outbox_queue.cancel_chat, 1, "blocked") == 2
    assert run(writer, outbox_queue.pending_chats, NOW) == [2]
    assert run(writer, outbox_queue.unrendered, 10) == []


def test_r15_after_a_crash_nudges_are_held_and_all_else_is_sent_again(writer: Writer) -> None:
    classes = (MessageClass.REPLY, MessageClass.NUDGE, MessageClass.RECEIPT, MessageClass.REQUEST)
    keys = [frozen(writer, chat, cls)[0] for chat, cls in enumerate(classes)]
    frozen(writer, 9)
    for key in keys:
        assert run(writer, outbox_queue.claim, key, NOW)
    assert run(writer, outbox_queue.recover) == (3, 1)
    assert run(writer, outbox_queue.recover) == (0, 0)
    assert run(writer, outbox_queue.pending_chats, NOW) == [0, 2, 9, 3]
    assert [(p.id, p.state) for p in run(writer, outbox_queue.troubled)] == [(keys[1], "uncertain")]
    assert run(writer, outbox_queue.pending_of, 0)[0].attempts == 1


def test_a_flood_is_remembered(writer: Writer) -> None:
    assert run(writer, outbox_queue.flood_until) is None
    run(writer, outbox_queue.flood, later(seconds=5))
    assert run(writer, outbox_queue.flood_until) == later(seconds=5)


def test_a_reply_finds_the_question_it_answers(writer: Writer) -> None:
    say(writer, 1)
    question = say(writer, 1, conversation_id=7, asks="/data/a")
    closing = say(writer, 1, edits_message=question)
    for message, number in ((question, 71), (closing, 71)):
        (key,) = run(writer, outbox_queue.keep_parts, message, [TEXT])
        assert run(writer, outbox_queue.claim, key, NOW)
        assert run(writer, outbox_queue.sent, key, number, NOW)

    def asked_by(chat: int, number: int) -> object:
        return run(writer, lambda work: work.outbox.asked_by(chat, number))

    assert asked_by(1, 71) == Asked(7, "/data/a")
    assert asked_by(1, 72) is None
    assert asked_by(2, 71) is None

    def sent_as(chat: int, number: int) -> Message | None:
        found: Message | None = run(writer, lambda work: work.outbox.sent_as(chat, number))
        return found

    found = sent_as(1, 71)
    assert found is not None
    assert found.asks == "/data/a"
    assert sent_as(1, 72) is None
    assert sent_as(2, 71) is None
