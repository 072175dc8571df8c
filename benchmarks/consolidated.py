"""How long the office waits for a report: /tonghop in the whole bot, a process of its own, against
the simulated Telegram over HTTP, at the bot's usual pace, with all 24 units reported.

python -m benchmarks.consolidated [--times N] [--missing N]

Seconds from the message to the text, the Word file, and each file after it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.clock import Clock, ShiftedClock
from bot.workplace import open_library
from rehearsal.stage import TOKEN
from simulator import Phone
from simulator.simulator import Simulator
from storage import schema
from storage.database import Database
from tests.usecases.handed_in import hand_in_whole
from tests.usecases.town import Town

_ROOT = Path(__file__).resolve().parent.parent
_NOW = "2021-06-17T09:00:00+07:00"
_OFFICE = 900
_LAST = ".pdf"
_PATIENCE = 120.0  # seconds
_REST = 6.0  # seconds between two reports: the chat's pace is full again
_LOOK = 0.005


@dataclass(frozen=True)
class Waited:
    """Seconds until the text, and by kind of file until its first one."""

    text: float
    files: dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--missing", type=int, default=0, help="units that have not reported")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
        database = Path(folder) / "bot.sqlite"
        units = furnish(database, options.missing)
        waits = asyncio.run(_measured(database, options.times))
    print(f"{units} units have reported, {options.missing} have not; seconds after /tonghop")
    _print("text", [each.text for each in waits])
    for kind in waits[0].files:
        _print(kind, [each.files[kind] for each in waits])


def furnish(path: Path, missing: int) -> int:
    """A town whose units have handed in whole reports, all but the last ones, and an office."""
    library = open_library(_ROOT / "plans" / "phuoc-long-2021", path.parent / "forms")
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    town = Town(path, library)
    town.open_rounds()
    units = [unit.id for unit in library.current.units]
    reporting = units[: len(units) - missing]
    for number, unit in enumerate(reporting, 1):
        hand_in_whole(town.invited(unit, number, f"Cán bộ {number}"), unit)
    town.office(_OFFICE)
    town.do(lambda work: work.transaction.connection.exec_driver_sql("DELETE FROM job"))
    town.close()
    database.dispose()
    return len(reporting)


async def _measured(database: Path, times: int) -> list[Waited]:
    simulator = Simulator(TOKEN, ShiftedClock(datetime.fromisoformat(_NOW)).now)
    await simulator.start()
    port = simulator.base_url.rpartition(":")[2].partition("/")[0]
    command = (sys.executable, "-m", "benchmarks.bots", "town", port, str(database), _NOW)
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, env=quiet)
    try:
        await simulator.wait_for(lambda: simulator.polling, within=_PATIENCE)
        return await _asked_often(simulator, times)
    finally:
        process.terminate()
        await process.wait()
        await simulator.stop()


async def _asked_often(simulator: Simulator, times: int) -> list[Waited]:
    clock = Clock()
    phone = simulator.add_person(_OFFICE, "Lê Thị Hoa", phone="0900000900")
    waits = []
    for _ in range(times):
        await clock.sleep(_REST)
        waits.append(await _asked(phone, clock))
    return waits


async def _asked(phone: Phone, clock: Clock) -> Waited:
    """Raises TimeoutError when the last file does not come."""
    start = clock.monotonic()
    phone.send("/tonghop")
    text = 0.0
    files: dict[str, float] = {}
    async with asyncio.timeout(_PATIENCE):
        while _LAST not in files:
            await clock.sleep(_LOOK)
            now = clock.monotonic() - start
            for message in phone.answers:
                if message.file is None:
                    text = text or now
                else:
                    files.setdefault(Path(message.file_name).suffix, now)
    return Waited(text, files)


def _print(name: str, waits: list[float]) -> None:
    later = waits[1:] or waits
    print(f"{name:8} first {waits[0]:6.2f}  median {median(later):6.2f}  worst {max(later):6.2f}")


if __name__ == "__main__":
    main()
