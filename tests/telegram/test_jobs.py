"""Durable slow work: done in the end, told when it cannot be, never in the way of anything."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.performing.jobs import Jobs
from storage.faults import DatabaseUnavailable
from storage.work import SqlWork
from tests.telegram.bench import Bench, bench_in, running
from usecases.records import Job


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_in(tmp_path) as bench:
        yield bench


class Office:
    """Does jobs and notes it; fails as often as told."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.failures = 0
        self.error: Exception = OSError("no printer")
        self.done: list[str] = []
        self.given_up: list[int] = []
        self.threads: set[str] = set()

    def jobs(self) -> Jobs:
        table = {"print": (self.do, self.give_up)}
        return Jobs(self.bench.patient, self.bench.clock, table, look_every=None)

    def do(self, job: Job) -> None:
        self.threads.add(threading.current_thread().name)
        if self.failures:
            self.failures -= 1
            raise self.error
        now = self.bench.clock.now()
        self.bench.writer.run(lambda work: work.jobs.done(job.id, now)).result()
        self.done.append(job.params["name"])

    def give_up(self, job: Job) -> None:
        self.given_up.append(job.id)


async def add(bench: Bench, name: str, kind: str = "print") -> int:
    def put(work: SqlWork) -> int:
        key = work.jobs.add(kind, {"name": name}, bench.clock.now())
        assert key is not None
        return key

    return await bench.work(put)


def states(bench: Bench) -> list[str]:
    return [state for (state,) in bench.rows("SELECT state FROM job ORDER BY id")]


async def test_jobs_are_done_in_threads_of_their_own_from_the_commit_on(bench: Bench) -> None:
    office = Office(bench)
    await add(bench, "cũ")
    jobs = office.jobs()
    async with running(jobs.run()):
        await add(bench, "mới")
        assert not jobs.idle
        await bench.until(lambda: states(bench) == ["done", "done"])
        await bench.until(lambda: jobs.idle)
    assert sorted(office.done) == ["cũ", "mới"]
    assert office.threads == {"job-1", "job-2"}


async def test_a_job_that_fails_is_tried_again_later_and_later(bench: Bench) -> None:
    office = Office(bench)
    office.failures = 3
    async with running(office.jobs().run()):
        await add(bench, "a")
        waited = await bench.advance_until(lambda: states(bench) == ["done"], step=2.5)
    assert 5 + 30 + 120 <= waited < 170
    assert office.given_up == []


async def test_a_job_that_never_succeeds_is_given_up_and_the_person_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    office = Office(bench)
    office.failures = 99
    async with running(office.jobs().run()):
        key = await add(bench, "a")
        for _ in range(400):
            if states(bench) == ["failed"]:
                break
            await bench.settle()
            bench.advance(5)
    assert states(bench) == ["failed"]
    assert office.given_up == [key]
    assert bench.rows("SELECT attempts, error FROM job") == [(5, "OSError")]
    assert "no printer" not in caplog.text, "sorts and places, no contents"
    assert "attempt 5: OSError" in caplog.text


async def test_a_database_out_of_reach_is_no_fault_of_the_job(bench: Bench) -> None:
    office = Office(bench)
    office.failures, office.error = 7, DatabaseUnavailable("locked")
    async with running(office.jobs().run()):
        await add(bench, "a")
        for _ in range(1000):
            if states(bench) == ["done"]:
                break
            await bench.settle()
            bench.advance(30)
    assert office.done == ["a"]
    assert office.given_up == []


async def test_a_job_nobody_knows_ends_as_failed(bench: Bench) -> None:
    async with running(Office(bench).jobs().run()):
        await add(bench, "a", kind="unknown")
        for _ in range(400):
            if states(bench) == ["failed"]:
                break
            await bench.settle()
            bench.advance(5)
    assert bench.rows("SELECT state, error FROM job") == [("failed", "LookupError")]


async def test_only_so_many_are_done_at_a_time_and_the_loop_goes_on(bench: Bench) -> None:
    office = Office(bench)
    hold = threading.Event()
    doing: list[str] = []

    def slow(job: Job) -> None:
        doing.append(job.params["name"])
        assert hold.wait(10)
        office.do(job)

    jobs = Jobs(bench.patient, bench.clock, {"print": (slow, office.give_up)}, look_every=None)
    async with running(jobs.run()):
        for name in "abcde":
            await add(bench, name)
        await bench.until(lambda: len(doing) == 2)
        await bench.settle()
        assert len(doing) == 2
        hold.set()
        await bench.until(lambda: states(bench) == ["done"] * 5)
    assert sorted(doing) == list("abcde")


async def test_r31_a_job_a_dead_process_had_begun_is_done_by_the_next(bench: Bench) -> None:
    hold = threading.Event()
    await add(bench, "a")
    jobs = Jobs(bench.patient, bench.clock, {"print": (lambda job: None, print)}, look_every=None)
    jobs._table = {"print": (lambda job: hold.wait(10), print)}  # type: ignore[dict-item]
    async with running(jobs.run()):
        await bench.until(lambda: states(bench) == ["running"])
    hold.set()
    office = Office(bench)
    bench.writer._memory.owner = "the next process"
    async with running(office.jobs().run()):
        await bench.until(lambda: states(bench) == ["done"])
    assert office.done == ["a"]


async def test_stopping_does_not_wait_for_a_slow_job(bench: Bench) -> None:
    hold = threading.Event()
    table = {"print": (lambda job: print(hold.wait(10)), lambda job: None)}
    jobs = Jobs(bench.patient, bench.clock, table, look_every=None)
    await add(bench, "a")
    async with asyncio.timeout(5):
        async with running(jobs.run()):
            await bench.until(lambda: states(bench) == ["running"])
    hold.set()
