"""`tonghop run`: the bot itself."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import click

from bot.app import Bot
from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.config import Settings
from bot.config_file import token_of
from bot.connection.errors import TokenRefused
from bot.conversions import convert_elsewhere
from bot.garbage import spare_what_stays
from bot.operation.attended import Attended, LockLost
from bot.redaction import set_up_logging
from bot.speaking.catalogue import catalogue
from bot.workplace import Workplace, converted_in, open_database, open_workplace
from storage import schema
from storage.database import Database
from storage.faults import AlreadyRunning, DatabaseUnavailable
from storage.lock import Held, hold

T = TypeVar("T")

log = logging.getLogger(__name__)

_LOOK = 1.0  # seconds between two looks for the lock, or for the database


@click.command()
@click.option("--standby", is_flag=True, help="Wait while another process runs, then take over.")
@config_option
@explaining
def run(standby: bool, config: Path) -> None:
    """Run the bot until it is stopped (SIGTERM, Ctrl-C)."""
    settings = settings_from(config)
    level = logging.getLevelNamesMapping()[settings.log.level]
    set_up_logging(level, lines=settings.log.format)
    token_of(settings)
    run_bot(settings, standby=standby)


def run_bot(settings: Settings, *, standby: bool = False) -> None:
    """Holds the bot's lock from before the tables are touched. A database that is locked or out of
    reach is waited for; so is another process of the bot by one that stands by, or that has lost
    the lock itself."""
    database = open_database(settings)
    try:
        while _run_once(settings, database, standby):
            standby = True
    except TokenRefused:
        fail_with("telegram.bad_token")
    finally:
        database.dispose()


def _run_once(settings: Settings, database: Database, standby: bool) -> bool:
    """True when the lock went with its connection: another process may have it by now."""
    with waiting_hold(database, standby=standby) as held:
        _wait_for(lambda: schema.upgrade(database))
        convert_elsewhere(settings.plan.path, converted_in(settings))
        with open_workplace(settings) as place:
            try:
                asyncio.run(_until_stopped(place, held))
            except LockLost:
                log.warning(catalogue().operator("database.lock_lost"))
                return True
    return False


@contextmanager
def waiting_hold(database: Database, *, standby: bool) -> Iterator[Held]:
    """The bot's lock. Raises AlreadyRunning, but not on standby."""
    waited = False
    with ExitStack() as stack:
        while True:
            try:
                held = _wait_for(lambda: stack.enter_context(hold(database)))
                break
            except AlreadyRunning:
                if not standby:
                    raise
                if not waited:
                    log.info(catalogue().operator("database.standing_by"))
                waited = True
                asyncio.run(Clock().sleep(_LOOK))
        if waited:
            log.warning(catalogue().operator("database.taking_over"))
        yield held


def _wait_for(attempt: Callable[[], T]) -> T:
    """What comes of `attempt` once the database can be reached; says once that it waits."""
    told = False
    while True:
        try:
            return attempt()
        except DatabaseUnavailable as problem:
            if problem.reason not in ("locked", "gone"):
                raise
            if not told:
                log.warning(catalogue().operator(f"database.{problem.reason}"))
            told = True
            asyncio.run(Clock().sleep(_LOOK))


async def _until_stopped(place: Workplace, held: Held) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run_until(Attended(Bot(place, Clock()), held), stop)
    log.info("stopped")


async def run_until(bot: Bot | Attended, stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set. Raises what ended it otherwise."""
    spare_what_stays()
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
