"""How long a tick of the clock takes with so many reports owed.

    python -m benchmarks.tick [--owed 10000 100000]

One round, a unit and a liaison for each report, on SQLite. *Idle* is a tick at which nothing is
due, as nearly all are; *all at once* the one at which every liaison is to be told: it tells as
many as Telegram takes until the next one. Turns can come between the units of work of a tick: the
longest of them is what somebody may have to wait for.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert

from bot.workplace import open_library
from reporting.plan import Plan
from storage import schema
from storage.database import Database
from storage.tables import form_version, membership, obligation, person, plan_version, round_
from storage.work import SqlWork
from storage.writer import Writer
from usecases.library import Library
from usecases.reminding.tick import Tick

PLAN = Path(__file__).parent.parent / "plans" / "phuoc-long-2021"
OPENED = datetime.fromisoformat("2021-05-25T00:00:00+07:00")
BEFORE = datetime.fromisoformat("2021-06-15T07:59:30+07:00")


def main() -> None:
    parser = argparse.ArgumentParser(description="Times ticks of the clock.")
    parser.add_argument("--owed", type=int, nargs="+", default=[10_000, 100_000])
    print(f"{'owed':>8} {'tick':<14} {'seconds':>8} {'longest unit':>13} {'messages':>9}")
    for owed in parser.parse_args().owed:
        with tempfile.TemporaryDirectory() as folder:
            measure(owed, Path(folder))


def measure(owed: int, folder: Path) -> None:
    library = town_of(owed)
    database = Database(f"sqlite:///{folder / 'tick.sqlite'}")
    schema.upgrade(database)
    with Writer(database) as writer:
        writer.run(lambda work: fill(work, library)).result()
        timed(writer, library, BEFORE)  # holidays are looked up, statements compiled
        eight = BEFORE + timedelta(seconds=30)
        for name, now in (
            ("idle", BEFORE + timedelta(seconds=1)),
            ("all at once", eight),
            ("the next", eight + timedelta(seconds=30)),
        ):
            seconds, longest, messages = timed(writer, library, now)
            print(f"{owed:>8} {name:<14} {seconds:>8.3f} {longest:>13.3f} {messages:>9}")
    database.dispose()


def timed(writer: Writer, library: Library, now: datetime) -> tuple[float, float, int]:
    """Seconds in all, seconds of the longest unit of work, messages queued."""
    spent: list[float] = []
    before = writer.run(messages_in).result()
    for unit in units_of(Tick(library, now)):
        start = perf_counter()
        writer.run(unit).result()
        spent.append(perf_counter() - start)
    return sum(spent), max(spent), writer.run(messages_in).result() - before


def units_of(tick: Tick) -> Iterator[Callable[[SqlWork], None]]:
    yield from tick.units()


def messages_in(work: SqlWork) -> int:
    run = work.transaction.connection.exec_driver_sql
    return int(run("SELECT count(*) FROM message").scalar_one())


def town_of(size: int) -> Library:
    """The town's plan with `size` units, all like its first one."""
    real = open_library(PLAN)
    first = real.current.units[0]
    units = tuple(replace(first, id=f"u{n}", short_name=f"đơn vị {n}") for n in range(size))
    plan: Plan = replace(real.current, units=units)
    return Library(plan, real.files)


def fill(work: SqlWork, library: Library) -> None:
    """The season at one stroke: rounds opened by use cases would take minutes."""
    plan, run = library.current, work.transaction.connection.execute
    form = plan.form_for(plan.units[0])
    due, at = plan.rounds[0].due["unit"], {"created_at": OPENED}
    run(insert(plan_version), {"sha256": plan.content_hash, "plan_id": "x", "files": b"", **at})
    run(insert(form_version), {"sha256": form.version, "form_id": "x", "xml": b"", **at})
    for each in plan.rounds:
        row = {"id": each.id, "plan_version": plan.content_hash, "kind": each.kind}
        run(insert(round_), row | {"opened_at": OPENED})
    units = list(enumerate(plan.units, start=1))
    run(insert(person), [
        {"id": n, "telegram_id": n, "chat_id": n, "name": f"Người {n}", "focus": [], **at}
        for n, _ in units
    ])  # fmt: skip
    run(insert(membership), [
        {"person_id": n, "unit_id": unit.id, "role": "liaison", "state": "active", **at}
        for n, unit in units
    ])  # fmt: skip
    run(insert(obligation), [
        {"round_id": plan.rounds[0].id, "unit_id": unit.id, "form_version": form.version,
         "state": "not_started", "due_at": due, "answered": 0, "total": 20, "version": 0,
         "late": False, **at}
        for _, unit in units
    ])  # fmt: skip


if __name__ == "__main__":
    main()
