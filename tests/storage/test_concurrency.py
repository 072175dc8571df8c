"""Many at once: no update is lost, and nobody sees what was never committed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.answers import Answer
from storage.database import Database
from storage.reader import Reader
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.groups import Gate, get, put
from tests.storage.season import NOW, Season
from usecases.records import ObligationState


def increment(work: SqlWork) -> None:
    work.settings.put("count", (work.settings.get("count") or 0) + 1)


def test_read_modify_write_loses_nothing_in_one_process(writer: Writer) -> None:
    with ThreadPoolExecutor(4) as threads:
        futures = list(threads.map(lambda _: writer.run(increment), range(100)))
    for future in futures:
        future.result(30)
    assert get(writer, "count") == 100


def test_r11_read_modify_write_loses_nothing_between_writers(
    database: Database,
) -> None:
    database_again = Database(
        database.url.render_as_string(hide_password=False), schema=database.schema, patience=30
    )
    writers = [Writer(database_again) for _ in range(4)]
    try:
        futures = [one.run(increment) for _ in range(25) for one in writers]
        for future in futures:
            future.result(60)
        assert get(writers[0], "count") == 100
    finally:
        for one in writers:
            one.close()
        database_again.dispose()


def test_r06_twenty_close_one_draft_and_one_succeeds(season: Season) -> None:
    draft_id = season.draft.id
    with ThreadPoolExecutor(4) as threads:
        closed = list(
            threads.map(lambda _: season.run(lambda work: work.drafts.close(draft_id)), range(20))
        )
    assert sorted(closed) == [False] * 19 + [True]


def test_a_reader_reads_beside_the_writer_and_never_writes(
    database: Database, writer: Writer, season: Season
) -> None:
    with Reader(database) as reader:
        gate = Gate(writer)
        found = reader.run(lambda work: work.obligations.get(season.obligation.id)).result(10)
        gate.open()
        assert found is not None and found.state is ObligationState.NOT_STARTED
        with pytest.raises(Exception) as caught:
            reader.run(put("k")).result(10)
        assert "readonly" in str(caught.value) or "read_only" in str(caught.value)
    assert get(writer, "k") is None


async def test_a_reader_sees_one_moment(database: Database, writer: Writer, season: Season) -> None:
    between = threading.Event()
    written = threading.Event()

    def twice(work: SqlWork) -> tuple[object, object]:
        first = work.settings.get("k")
        between.set()
        assert written.wait(10)
        return first, work.settings.get("k")

    writer.run(put("k", "old")).result(10)
    with Reader(database) as reader:
        reading = reader.run(twice)
        assert between.wait(10)
        writer.run(put("k", "new")).result(10)
        written.set()
        assert reading.result(10) == ("old", "old")
        assert await reader.perform(lambda work: work.settings.get("k")) == "new"


def test_a_draft_that_was_rolled_back_is_not_remembered(season: Season) -> None:
    """Two changes lead to the same revision; only the committed one may be seen again."""

    def lost(work: SqlWork) -> None:
        draft = work.drafts.get(season.draft.id)
        assert draft is not None
        keep(work, season, "/data/a", 111)
        assert work.drafts.get(season.draft.id) is not None
        raise LookupError

    season.reread()
    with pytest.raises(LookupError):
        season.run(lost)
    assert season.reread().answers == {}
    season.run(lambda work: keep(work, season, "/data/a", 5))
    assert season.reread().answers["/data/a"].answer == Answer(5)


def test_a_remembered_draft_sees_what_another_process_wrote(
    database: Database, season: Season
) -> None:
    season.reread()
    with Writer(database) as other:
        other.run(lambda work: keep(work, season, "/data/a", 7)).result(10)
    seen = season.reread()
    assert seen.answers["/data/a"].answer == Answer(7)
    assert seen.revision == 1


def keep(work: SqlWork, season: Season, ref: str, value: int) -> None:
    kept = work.drafts.keep(
        season.draft.id,
        ref,
        Answer(value),
        base_revision=0,
        person_id=season.an.id,
        at=NOW,
        inbox_key=None,
    )
    assert kept is not None
