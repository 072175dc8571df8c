"""`tonghop run`: the bot itself."""

from __future__ import annotations

import asyncio
import logging
import signal
from pathlib import Path

import click

from bot.app import Bot
from bot.catalogue import catalogue
from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.config import Settings
from bot.config_file import token_of
from bot.errors import TokenRefused
from bot.operation.attended import Attended, LockLost
from bot.redaction import set_up_logging
from bot.workplace import Workplace, open_database, open_workplace
from storage import schema
from storage.database import Database
from storage.faults import DatabaseUnavailable
from storage.lock import Held, hold

log = logging.getLogger(__name__)


@click.command()
@config_option
@explaining
def run(config: Path) -> None:
    """Run the bot until it is stopped (SIGTERM, Ctrl-C)."""
    settings = settings_from(config)
    set_up_logging(logging.getLevelNamesMapping()[settings.log.level])
    token_of(settings)
    run_bot(settings)


def run_bot(settings: Settings) -> None:
    """Holds the bot's lock from before the tables are touched. A database that somebody else
    keeps locked is waited for."""
    database = open_database(settings)
    try:
        with hold(database) as held:
            _wait_for(database)
            with open_workplace(settings) as place:
                asyncio.run(_until_stopped(place, held))
    except TokenRefused:
        fail_with("telegram.bad_token")
    except LockLost:
        fail_with("database.lock_lost")
    finally:
        database.dispose()


def _wait_for(database: Database) -> None:
    """Until it can be looked into; says once that it waits."""
    told = False
    while True:
        try:
            return schema.upgrade(database)
        except DatabaseUnavailable as problem:
            if problem.reason not in ("locked", "gone"):
                raise
            if not told:
                log.warning(catalogue().operator(f"database.{problem.reason}"))
            told = True
            asyncio.run(Clock().sleep(1.0))


async def _until_stopped(place: Workplace, held: Held) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run_until(Attended(Bot(place, Clock()), held), stop)
    log.info("stopped")


async def run_until(bot: Bot | Attended, stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set. Raises what ended it otherwise."""
    running = asyncio.ensure_future(bot.run())  # noqa: TID251 - awaited below, in every case
    stopping = asyncio.ensure_future(stop.wait())  # noqa: TID251 - as above
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        running.cancel()
    try:
        await running
    except asyncio.CancelledError:
        return
    except BaseExceptionGroup as group:
        raise _only(group) from group


def _only(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error inside: the others are tasks that it took down."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
