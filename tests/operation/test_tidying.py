"""Once a day, at its hour, what was kept long enough is forgotten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta

from bot.clock import FakeClock
from bot.operation.tidying import Tidying
from bot.patient import PatientWriter
from storage import inbox_queue
from storage.inbox_queue import RawUpdate
from storage.work import SqlWork
from tests.operation.town import Town
from tests.storage.season import NOW


class House:
    def __init__(self, town: Town, tidying: Tidying, clock: FakeClock) -> None:
        self.town = town
        self.tidying = tidying
        self.clock = clock

    async def left_at(self, moment: str) -> tuple[int, int]:
        """Raw updates and files that are still there after a look at this local time."""
        self.clock.advance_to(datetime.fromisoformat(f"{moment}+07:00"))
        await self.tidying()
        with closing(sqlite3.connect(self.town.path)) as connection:
            raw = connection.execute("SELECT count(*) FROM inbox WHERE raw <> ''").fetchone()[0]
        return raw, len(self.town.files.names())


@contextmanager
def house(town: Town, settings: str = "") -> Iterator[House]:
    """One update and one stray file for each of the last 100 days, back from NOW."""
    town.configure(settings)
    with town.season() as season:

        def live(work: SqlWork) -> None:
            for day in range(100):
                at = NOW - timedelta(days=day)
                (key,) = inbox_queue.store(work, [RawUpdate(day, f"{day}")], at)
                work.inbox.take(key, at)

        season.run(live)
        sha256 = town.files.put(b"stray")
        os.utime(town.files.path(sha256), (0, 0))
        clock = FakeClock(NOW)
        writer = PatientWriter(season.writer, clock)
        yield House(town, Tidying(town.settings, writer, town.files, clock), clock)


async def test_it_works_at_the_hour_after_the_backup(town: Town) -> None:
    with house(town) as one:
        assert await one.left_at("2021-06-16T02:59") == (100, 1)
        assert await one.left_at("2021-06-16T03:00") == (90, 0)
        assert await one.left_at("2021-06-16T03:30") == (90, 0)
        assert await one.left_at("2021-06-17T02:00") == (90, 0)
        assert await one.left_at("2021-06-17T03:10") == (89, 0)


async def test_how_long_is_a_setting_and_zero_keeps_for_ever(town: Town) -> None:
    with house(town, "[retention]\nmessages_days = 30\n[backup]\nhour = 23\n") as one:
        assert await one.left_at("2021-06-16T00:05") == (30, 0)
    with house(Town(town.folder / "other"), "[retention]\nmessages_days = 0\n") as one:
        assert await one.left_at("2031-06-16T03:00") == (100, 0)
