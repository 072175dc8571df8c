"""Jobs: in order, when due, until done."""

from __future__ import annotations

from typing import Any

from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import NOW, later
from usecases.records import Job


def run(writer: Writer, fn: Any, *arguments: Any, **named: Any) -> Any:
    return writer.run(lambda work: fn(work, *arguments, **named)).result(30)


def test_jobs_are_done_in_order_when_due(writer: Writer) -> None:
    def add(work: SqlWork) -> None:
        work.jobs.add("later", {}, later(minutes=1))
        work.jobs.add("report", {"round": "2021-6T"}, NOW)
        work.jobs.add("report", {"round": "2021-N"}, NOW)

    run(writer, add)
    first = run(writer, lambda work: work.jobs.next(NOW))
    assert first == Job(2, "report", {"round": "2021-6T"}, 1)
    assert run(writer, lambda work: work.jobs.next(NOW)).params == {"round": "2021-N"}
    assert run(writer, lambda work: work.jobs.next(NOW)) is None
    run(writer, lambda work: work.jobs.done(2, NOW))
    assert run(writer, lambda work: work.jobs.next(later(minutes=1))).kind == "later"


def test_a_failed_job_comes_again_or_never(writer: Writer) -> None:
    key = run(writer, lambda work: work.jobs.add("pdf", {}, NOW))
    run(writer, lambda work: work.jobs.next(NOW))
    run(writer, lambda work: work.jobs.failed(key, "E", again_at=later(seconds=5), at=NOW))
    assert run(writer, lambda work: work.jobs.next(NOW)) is None
    assert run(writer, lambda work: work.jobs.next(later(seconds=5))).attempts == 2
    run(writer, lambda work: work.jobs.failed(key, "E", again_at=None, at=NOW))
    assert run(writer, lambda work: work.jobs.next(later(days=9))) is None


def test_a_job_is_added_once_for_its_key(writer: Writer) -> None:
    add = [run(writer, lambda work: work.jobs.add("a", {}, NOW, "k")) for _ in range(3)]
    assert add[0] is not None and add[1:] == [None, None]


def test_a_job_of_a_dead_process_is_due_again(writer: Writer) -> None:
    run(writer, lambda work: work.jobs.add("report", {}, NOW))
    assert run(writer, lambda work: work.jobs.next(NOW)).attempts == 1
    with Writer(writer._database) as next_process:
        again = run(next_process, lambda work: work.jobs.next(NOW))
        assert again is not None and again.attempts == 2
        assert run(next_process, lambda work: work.jobs.next(NOW)) is None
