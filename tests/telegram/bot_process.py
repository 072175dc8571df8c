"""`tonghop run` as a process of its own, to be watched, locked out and killed.

Processes are forked from one that has imported everything already: what starts is the same, but
soon enough to be started and killed many times in one test."""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from bot.clock import Clock
from rehearsal.stage import TOKEN
from simulator import Phone, Simulator
from storage import failpoints
from storage.database import Database
from storage.writer import Writer
from tests.secrets import given_away, secrets_of
from tests.telegram.bot_stage import LIBRARY, season
from usecases.people.invites import invite
from usecases.records import Role

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.telegram.bot_warm"])
PLAN = Path(__file__).parents[2] / "plans" / "phuoc-long-2021"
PATIENCE = 60  # real seconds
CONFIG = f"""
[telegram]
token = "{TOKEN}"
base_url = "{{base}}"
file_url = "{{file}}"
poll_seconds = 1

[database]
url = "sqlite:///town.sqlite"

[plan]
path = "{PLAN}"

[files]
path = "files"

[delivery]
per_second = 0
chat_per_second = 0

[log]
level = "{{level}}"
"""


def command(arguments: list[str], environment: dict[str, str], output: str) -> None:
    """In the new process: the command line, speaking into the file `output`."""
    os.setsid()
    log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(environment)
    importlib.reload(failpoints)  # reads the environment once
    from bot.__main__ import main

    sys.argv = ["tonghop", *arguments]
    main()


@dataclass
class Place:
    """A folder with a town's database and settings, for bots against one simulator."""

    folder: Path
    sim: Simulator
    started: list[ForkServerProcess] = field(default_factory=list)
    logs: set[Path] = field(default_factory=set)  # of bots; commands tell the operator names

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        return self.folder / "town.sqlite"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def configure(self, level: str = "INFO", base: str = "", name: str = "config.toml") -> None:
        text = CONFIG.format(base=base or self.sim.base_url, file=self.sim.file_url, level=level)
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)

    def start(self, *arguments: str, failpoint: str = "", log: str = "log.txt") -> Process:
        """`tonghop run` without `arguments`."""
        line = [*(arguments or ("run",)), "--config", str(self.config)]
        environment = {failpoints.VARIABLE: failpoint}
        process = FORKS.Process(
            target=command, args=(line, environment, str(self.folder / log)), daemon=True
        )
        process.start()
        self.started.append(process)
        if line[0] == "run":
            self.logs.add(self.folder / log)
        return Process(process, self.folder / log)

    async def running(self) -> Process:
        """A bot that has come up and asks for updates."""
        process = self.start()
        await self.sim.wait_for(lambda: self.sim.polling, within=PATIENCE)
        return process

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the database, seen from outside."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(statement, values).fetchall()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Until `condition` holds of what nothing tells about: files, the database."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.01)


@dataclass
class Process:
    process: ForkServerProcess
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8") if self.output.exists() else ""

    async def ended(self) -> int:
        """Its exit status; the number of the signal that killed it, negative."""
        async with asyncio.timeout(PATIENCE):
            while self.process.exitcode is None:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return self.process.exitcode

    async def kill(self) -> None:
        self.process.kill()
        assert await self.ended() == -signal.SIGKILL

    async def stop(self) -> int:
        self.process.terminate()
        return await self.ended()


@asynccontextmanager
async def place_in(
    folder: Path, now: Callable[[], datetime] | None = None, **settings: str
) -> AsyncIterator[Place]:
    """A simulator, by another clock where `now` is given, and a place where bots can start; they
    end with the block."""
    sim = Simulator(TOKEN, now or Clock().now)
    await sim.start()
    place = Place(folder, sim)
    place.configure(**settings)
    place.database.write_bytes(season())
    try:
        yield place
        secrets = secrets_of(sim)
        for log in place.logs:
            assert given_away(log.read_text("utf-8"), secrets) == set(), f"S14: {log}"
    finally:
        for process in place.started:
            process.kill()
            process.join()
        await sim.stop()


def invited(place: Place, unit: str, number: int, name: str) -> Phone:
    """Somebody who opens an invitation; the bot need not run."""
    office = unit == "office"
    unit_id, role = (LIBRARY.current.office.id, Role.OFFICE) if office else (unit, Role.LIAISON)
    database = Database(f"sqlite:///{place.database}")
    with Writer(database) as writer:
        token = writer.run(lambda work: invite(work, unit_id, role, place.sim.now, direct=True))
        link = place.sim.invite_link(token.result())
    phone = place.sim.add_person(number, name, phone=f"09{number:08d}")
    phone.open_link(link)
    return phone
