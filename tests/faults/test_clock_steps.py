"""R24: the clock of the bot's machine is set while it runs, by libfaketime: the bot asks its
operating system, and is told so. Nobody is reminded twice, nor of much at once; a jump that no
outage explains stops everything until the clock is right again, or the office says that it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from simulator import Phone
from tests.sources import ROOT
from tests.telegram.bot_process import PATIENCE, Place, invited, place_in

REMINDED = datetime.fromisoformat("2021-06-15T08:00:00+07:00")  # units, one working day before
HOUR, YEAR = timedelta(hours=1), timedelta(days=400)
LITTLE = timedelta(seconds=5)
# The bot as it is, but with a pulse that beats faster than twice a minute.
STARTER = """
import sys, scheduler.pulse
scheduler.pulse.SECONDS = 0.5
from bot.__main__ import main
sys.argv[0] = "tonghop"
main()
"""
SEEN = "SELECT value FROM setting WHERE key = 'tick.seen'"
JUMPED = "the clock has jumped"


class Watch:
    """The machine's clock: `file` says to libfaketime how far from the truth it is."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.off = timedelta()

    def now(self) -> datetime:
        return Clock().now() + self.off

    def set(self, moment: datetime) -> None:
        self.step(moment - self.now())

    def step(self, span: timedelta) -> None:
        self.off += span
        made = self.file.with_suffix(".new")
        made.write_text(f"{self.off.total_seconds():+f}")
        made.replace(self.file)


@contextmanager
def bot(place: Place, watch: Watch) -> Iterator[Path]:
    """A bot under that clock; where its output goes."""
    [library] = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    environment = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(watch.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with place.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", STARTER, "run", "--config", str(place.config)],
            cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield place.log
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def reminded(folder: Path) -> AsyncIterator[tuple[Place, Watch, Phone]]:
    """A unit that has just been reminded that its report is due tomorrow."""
    watch = Watch(folder / "clock")
    watch.set(REMINDED - 2 * HOUR)
    async with place_in(folder, watch.now) as place:
        invited(place, "office", 1, "Lê Thị Hoa")
        an = invited(place, "kinh-te", 2, "Nguyễn Văn An")
        with bot(place, watch):
            await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
            await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
            watch.set(REMINDED + timedelta(seconds=2))
            await place.until(lambda: reminders(place) == 1)
            yield place, watch, an


def reminders(place: Place) -> int:
    [(count,)] = place.rows("SELECT count(*) FROM message WHERE chat_id = 2 AND kind = 'reminder'")
    return int(count)


async def ticked(place: Place) -> None:
    """Until two more ticks have believed the clock: one may have begun before it was set."""
    for _ in range(2):
        before = place.rows(SEEN)
        await place.until(lambda: place.rows(SEEN) != before)  # noqa: B023


def jumps(place: Place) -> int:
    return place.log.read_text("utf-8").count(JUMPED)


async def held(place: Place) -> None:
    before = jumps(place)
    await place.until(lambda: jumps(place) > before + 1)


async def test_r24_steps_of_seconds_and_an_hour_double_nothing(tmp_path: Path) -> None:
    async with reminded(tmp_path) as (place, watch, _):
        for span in (-LITTLE, LITTLE, HOUR):
            watch.step(span)
            await ticked(place)
            assert reminders(place) == 1
        assert jumps(place) == 0


async def test_r24_large_steps_stop_everything_until_they_are_taken_back(tmp_path: Path) -> None:
    async with reminded(tmp_path) as (place, watch, an):
        rounds = place.rows("SELECT id FROM round")
        for span in (-HOUR, YEAR):
            watch.step(span)
            await held(place)
            assert reminders(place) == 1
            assert place.rows("SELECT id FROM round") == rounds
            an.send("/tinhhinh")
            await an.wait_for("Phòng Kinh tế", within=PATIENCE)
            watch.step(-span)
            await ticked(place)
            assert reminders(place) == 1
        asked = place.rows("SELECT DISTINCT chat_id FROM message WHERE kind = 'clock_doubted'")
        assert asked == [(1,)], "the office is asked, and nobody else"
