"""Queues are counted as they stand."""

from __future__ import annotations

from datetime import datetime

from storage import inbox_queue, outbox_queue
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.outbox_queue import NewPart
from storage.soundness import damage, settings_of, unsafe
from storage.vitals import Queue, read_vitals
from storage.work import SqlWork
from tests.storage.season import NOW, Season, later
from usecases.records import Message

CALM = Queue(0, None)


def test_nothing_waits_at_first(season: Season) -> None:
    vitals = season.run(lambda work: read_vitals(work, NOW))
    assert (vitals.inbox, vitals.outbox, vitals.jobs) == (CALM, CALM, CALM)
    assert (vitals.dead_letters, vitals.failed_parts, vitals.uncertain_parts) == (0, 0, 0)


def test_what_waits_is_counted_with_the_age_of_the_oldest(season: Season) -> None:
    def queue(work: SqlWork) -> None:
        for minute in range(3):
            inbox_queue.store(work, [RawUpdate(minute, "{}")], later(minutes=minute))
            work.outbox.add(1, Message("help"), later(minutes=minute))
        work.jobs.add("fetch", {}, later(minutes=7))
        assert work.inbox.take(1, NOW)
        first, *_ = outbox_queue.unrendered(work, 9)
        assert outbox_queue.keep_parts(work, first.id, [NewPart("sendMessage", {})])

    season.run(queue)
    vitals = season.run(lambda work: read_vitals(work, NOW))
    assert vitals.inbox == Queue(2, later(minutes=1))
    assert vitals.outbox == Queue(3, NOW)
    assert vitals.jobs == Queue(1, later(minutes=7))


def test_bad_ends_are_counted_for_a_while_dead_letters_until_somebody_deals_with_them(
    season: Season,
) -> None:
    def end(work: SqlWork) -> None:
        for number, ending in enumerate((outbox_queue.failed, outbox_queue.uncertain)):
            key = work.outbox.add(1, Message("help"), NOW)
            assert key is not None
            (part,) = outbox_queue.keep_parts(work, key, [NewPart("sendMessage", {})])
            assert outbox_queue.claim(work, part, NOW) and ending(work, part, f"E{number}")
        job = work.jobs.add("fetch", {}, NOW)
        assert job is not None and work.jobs.next(NOW)
        work.jobs.failed(job, "E", again_at=None, at=NOW)
        (update,) = inbox_queue.store(work, [RawUpdate(1, "{}")], NOW)
        inbox_queue.count_attempt(work, update, "E", not_before=None, at=NOW)

    def ends(since: datetime) -> tuple[int, ...]:
        vitals = season.run(lambda work: read_vitals(work, since))
        return (
            vitals.dead_letters,
            vitals.failed_parts,
            vitals.uncertain_parts,
            vitals.failed_jobs,
        )

    season.run(end)
    assert ends(NOW) == (1, 1, 1, 1)
    assert ends(later(seconds=1)) == (1, 0, 0, 0)
    (dead,) = season.run(inbox_queue.dead)
    assert season.run(lambda work: inbox_queue.drop(work, dead.key))
    assert not season.run(lambda work: inbox_queue.drop(work, dead.key))
    assert ends(NOW)[0] == 0


def test_a_database_is_sound(database: Database, season: Season) -> None:
    settings = settings_of(database)
    assert damage(database) == ""
    if database.dialect == "sqlite":
        assert unsafe(settings) == []
        assert unsafe({**settings, "synchronous": 1}) == ["synchronous = 1"]
    else:
        assert unsafe(settings) == ["fsync = off"]  # as the tests' server is started
