"""Durable slow work, outside every turn: claimed, done in a thread of its own, tried again."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future
from datetime import timedelta
from threading import Thread

from bot.clock import Clock
from bot.connection.errors import traced
from bot.patient import PatientWriter
from bot.performing.performer import Performer, Performers
from storage.faults import unavailable
from storage.work import SqlWork
from storage.writer import Committed
from usecases.records import Job

_log = logging.getLogger(__name__)
_PAUSES = (5.0, 30.0, 120.0, 600.0)  # seconds before each further attempt; then it is given up


class Jobs:
    """`table`: job kind -> what does it, and what gives up on it after the last attempt. A job may
    be done twice when the process dies between its effect and its end: both must stand that."""

    def __init__(
        self,
        writer: PatientWriter,
        clock: Clock,
        table: Performers,
        *,
        parallel: int = 2,
        look_every: float | None = 30.0,
    ) -> None:
        """`look_every`: seconds between looks for jobs another process added; None: never."""
        self._writer = writer
        self._clock = clock
        self._table = table
        self._parallel = parallel
        self._look_every = look_every
        self._running = 0
        self._unlooked = True
        self._looking = False
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        writer.writer.on_commit(self._committed)

    @property
    def idle(self) -> bool:
        """Nothing due is left; a failed job may wait for its next attempt."""
        return not (self._unlooked or self._looking or self._running)

    async def run(self) -> None:
        """Until it is cancelled; a job in a thread then goes on until the process ends, and is
        done again by the next one."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._wake.clear()
                await self._start_due(tasks)
                await self._clock.wait(self._wake, self._look_every)

    def _committed(self, committed: Committed) -> None:
        """In the writer's thread, before anybody learns of the commit."""
        if committed.jobs and self._loop is not None:
            self._unlooked = True
            self._loop.call_soon_threadsafe(self._wake.set)

    async def _start_due(self, tasks: asyncio.TaskGroup) -> None:
        while self._running < self._parallel:
            self._looking, self._unlooked = True, False
            job = await self._writer.perform(self._next)
            self._looking = False
            if job is None:
                return
            self._running += 1
            tasks.create_task(self._do(job))

    def _next(self, work: SqlWork) -> Job | None:
        return work.jobs.next(self._clock.now())

    async def _do(self, job: Job) -> None:
        try:
            error = await self._attempt(job)
            if error is not None:
                await self._failed(job, error)
        finally:
            self._running -= 1
            self._unlooked = True  # others may have waited for this place
            self._wake.set()

    async def _attempt(self, job: Job) -> Exception | None:
        try:
            await _in_thread(lambda job: self._performers(job)[0](job), job)
        except Exception as error:  # noqa: BLE001 - whatever it was, the job is not done
            return error
        return None

    def _performers(self, job: Job) -> tuple[Performer, Performer]:
        """In the job's thread: the table may be made at the first look."""
        return self._table.get(job.kind, (_unknown, _unknown))

    async def _failed(self, job: Job, error: Exception) -> None:
        _log.error("job %s (%s), attempt %d: %s", job.id, job.kind, job.attempts, traced(error))
        if unavailable(error) is None and job.attempts > len(_PAUSES):
            await self._give_up(job, error)
            return
        pause = _PAUSES[min(job.attempts, len(_PAUSES)) - 1]
        await self._note(job, error, pause)

    async def _give_up(self, job: Job, error: Exception) -> None:
        """Whoever waits for it is told; if even that fails, it is tried again."""
        try:
            await _in_thread(lambda job: self._performers(job)[1](job), job)
        except Exception as trouble:  # noqa: BLE001 - told below
            _log.error("job %s could not be given up: %s", job.id, traced(trouble))
            if unavailable(trouble) is not None:
                await self._note(job, error, _PAUSES[0])
                return
        await self._note(job, error, None)

    async def _note(self, job: Job, error: Exception, pause: float | None) -> None:
        now = self._clock.now()
        again = None if pause is None else now + timedelta(seconds=pause)
        text = type(error).__name__
        await self._writer.perform(
            lambda work: work.jobs.failed(job.id, text, again_at=again, at=now)
        )
        if pause is not None:
            self._clock.call_later(pause, self._wake.set)


def _unknown(job: Job) -> None:
    raise LookupError(f"nothing does jobs of the kind {job.kind}")


async def _in_thread(performer: Performer, job: Job) -> None:
    """A thread that does not keep the process from ending: the job is durable anyway."""
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()  # whoever stops waiting does not stop the thread

    def work() -> None:
        try:
            performer(job)
        except BaseException as error:  # noqa: BLE001 - it is raised where it was waited for
            future.set_exception(error)
        else:
            future.set_result(None)

    Thread(target=work, name=f"job-{job.id}", daemon=True).start()
    await asyncio.wrap_future(future)
