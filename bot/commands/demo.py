"""`tonghop demo`: a town in mid-season on this machine, without Telegram and internet."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.clock import StartingClock
from bot.commands.console import explaining, fail_with
from bot.commands.form import DEFAULT_PLAN
from bot.speaking.catalogue import catalogue
from bot.workplace import open_library
from rehearsal.labels import Labels
from rehearsal.rounds import Played, Script, play_round
from rehearsal.stage import Stage, raised
from reporting.plan import Plan, Round
from usecases.library import Library

NOT_BEGUN = ("kinh-te", "xa-phuoc-tin")
HALF_WAY = ("giao-duc", "thi-doan", "phuong-son-giang")
_LOOK = 1.0  # real seconds between two looks at how the reports stand
_OPENS_AT = timedelta(days=-1, hours=-8)  # from the units' due time: the morning before


@click.command()
@click.option("--port", default=8080, show_default=True, help="0 takes a free one.")
@explaining
def demo(port: int) -> None:
    """Open a page of phones: a whole town half-way through a round."""
    library = open_library(DEFAULT_PLAN)
    round_ = library.current.rounds[0]
    try:
        asyncio.run(_play(library, round_, port))
    except* OSError:
        fail_with("rehearsal.port_taken", port=port)


async def _play(library: Library, round_: Round, port: int) -> None:
    now = round_.due["unit"] + _OPENS_AT
    clock = StartingClock(now - timedelta(days=8))
    script = Script(missing=NOT_BEGUN, half_way=HALF_WAY, starts=_mornings(now))
    click.echo(catalogue().operator("rehearsal.building"))
    with tempfile.TemporaryDirectory() as folder:
        async with raised(library, clock, Path(folder), port) as stage:
            played = await play_round(stage, round_, script)
            await stage.wait_until(now)
            _explain(stage, library.current, played)
            clock.go()
            stage.bot.pulse.start()
            click.echo(catalogue().operator("rehearsal.ready", url=stage.simulator.page_url))
            await _until_stopped(Labels(stage, round_.id, played.phones))


def _mornings(now: datetime) -> list[datetime]:
    """When groups of units begin, in the days before `now`."""
    return [now - timedelta(days=days, minutes=25 * days) for days in (6, 5, 4, 1)]


def _explain(stage: Stage, plan: Plan, played: Played) -> None:
    """What the page says above the people, and beside the office."""
    simulator, words = stage.simulator, catalogue()
    for phone in simulator.phones:
        phone.read()
    office = words.operator("rehearsal.office", unit=plan.office.short_name)
    simulator.subtitle(played.office.person.id, office)
    first, second = (plan.unit(unit_id).short_name for unit_id in NOT_BEGUN)
    name = played.office.person.first_name
    simulator.notice(words.operator("rehearsal.notice", first=first, second=second, office=name))


async def _until_stopped(labels: Labels) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        await labels.refresh()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                await stop.wait()
