"""The inbox: stored once, handled once, or visibly dead."""

from __future__ import annotations

from typing import Any

import pytest

from storage import inbox_queue
from storage.inbox_queue import RawUpdate
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import NOW, later


def run(writer: Writer, fn: Any, *arguments: Any, **named: Any) -> Any:
    return writer.run(lambda work: fn(work, *arguments, **named)).result(30)


def update(update_id: int, chat: int = 1, raw: str = "{}") -> RawUpdate:
    return RawUpdate(update_id, raw, chat, chat, "message")


def test_r05_the_same_update_three_times_is_one_row(writer: Writer) -> None:
    kept = [run(writer, inbox_queue.store, [update(5), update(6)], NOW) for _ in range(3)]
    assert [len(keys) for keys in kept] == [2, 0, 0]
    assert len(run(writer, inbox_queue.waiting, 10)[1]) == 2


def test_an_id_that_comes_again_with_other_content_is_another_update(writer: Writer) -> None:
    (first,) = run(writer, inbox_queue.store, [update(5, raw='{"a":1}')], NOW)
    (second,) = run(writer, inbox_queue.store, [update(5, raw='{"a":2}')], NOW)
    assert second != first
    assert [row.raw for row in run(writer, inbox_queue.waiting, 10)[1]] == ['{"a":1}', '{"a":2}']


def test_any_raw_text_is_stored(writer: Writer) -> None:
    hostile = ['{"t":"\ud800"}', '{"t":"a\x00b"}', "not json", "", "ệ" * 100_000]
    keys = run(
        writer, inbox_queue.store, [update(i, raw=raw) for i, raw in enumerate(hostile)], NOW
    )
    assert len(keys) == len(hostile)
    assert run(writer, inbox_queue.store, [update(0, raw=hostile[0])], NOW) == []


def test_what_waits_is_grouped_by_chat_oldest_first(writer: Writer) -> None:
    run(writer, inbox_queue.store, [update(9, 2), update(3, 1), update(8, 2), update(4, 1)], NOW)
    waiting = run(writer, inbox_queue.waiting, 3)
    assert {chat: [row.key for row in rows] for chat, rows in waiting.items()} == {
        2: [1, 3],
        1: [2],
    }
    row = waiting[2][0]
    assert (row.chat_id, row.telegram_id, row.kind, row.raw) == (2, 2, "message", "{}")
    assert (row.received_at, row.attempts, row.not_before, row.error) == (NOW, 0, None, "")


def test_an_update_is_taken_once(writer: Writer) -> None:
    (key,) = run(writer, inbox_queue.store, [update(5)], NOW)
    assert run(writer, inbox_queue.state_of, key) == "new"
    taken = [writer.run(lambda work: work.inbox.take(key, NOW)) for _ in range(5)]
    assert sorted(one.result() for one in taken) == [False] * 4 + [True]
    assert run(writer, inbox_queue.state_of, key) == "done"
    assert run(writer, inbox_queue.waiting, 10) == {}
    with pytest.raises(KeyError):
        run(writer, inbox_queue.state_of, 777)


def test_a_failed_turn_leaves_its_update_new(writer: Writer) -> None:
    (key,) = run(writer, inbox_queue.store, [update(5)], NOW)

    def turn(work: SqlWork) -> None:
        assert work.inbox.take(key, NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(writer, turn)
    assert run(writer, inbox_queue.state_of, key) == "new"


def test_tries_are_counted_then_the_letter_is_dead_and_can_be_revived(writer: Writer) -> None:
    (key,) = run(writer, inbox_queue.store, [update(5)], NOW)
    count = inbox_queue.count_attempt
    assert run(writer, count, key, "E1", not_before=later(seconds=1), at=NOW)
    (row,) = run(writer, inbox_queue.waiting, 10)[1]
    assert (row.attempts, row.error, row.not_before) == (1, "E1", later(seconds=1))
    assert run(writer, count, key, "E2", not_before=None, at=NOW)
    assert not run(writer, count, key, "E3", not_before=None, at=NOW)
    assert run(writer, inbox_queue.state_of, key) == "dead"
    assert run(writer, inbox_queue.waiting, 10) == {}
    (letter,) = run(writer, inbox_queue.dead)
    assert (letter.key, letter.attempts, letter.error) == (key, 2, "E2")
    assert not writer.run(lambda work: work.inbox.take(key, NOW)).result()
    assert run(writer, inbox_queue.revive, key)
    assert not run(writer, inbox_queue.revive, key)
    assert run(writer, inbox_queue.waiting, 10)[1][0].attempts == 0
