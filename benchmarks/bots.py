"""The bots that benchmarks.conversation compares, each run as a process of its own:

python -m benchmarks.bots echo PORT
python -m benchmarks.bots ours PORT DATABASE PEOPLE KIND [paced]

and the one that benchmarks.consolidated asks for a report:

python -m benchmarks.bots town PORT DATABASE MOMENT
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.library import Library

_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # opens nothing


def echo(port: int) -> None:
    """python-telegram-bot as its first example has it, with the transport it comes with."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        assert update.message.text is not None
        await update.message.reply_text(update.message.text)

    application = (
        ApplicationBuilder().token(_TOKEN).base_url(f"http://127.0.0.1:{port}/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


def ours(port: int, database: Path, people: int, kind: str, *, paced: bool) -> None:
    """The whole bot as `tonghop run` starts it. Unless `paced` the limits on its pace are off:
    Telegram's would be reached long before its own."""
    from benchmarks.crowded_town import NOW, crowded

    _run(port, database, crowded(people, kind, database.parent.parent / "forms"), NOW, paced=paced)


def town(port: int, database: Path, moment: str) -> None:
    """The whole bot at its usual pace, in the real plan's town; its clock begins at `moment`."""
    from bot.workplace import open_library

    plan = Path(__file__).resolve().parent.parent / "plans" / "phuoc-long-2021"
    library = open_library(plan, database.parent / "forms")
    _run(port, database, library, datetime.fromisoformat(moment), paced=True)


def _run(port: int, database: Path, library: Library, moment: datetime, *, paced: bool) -> None:
    from pydantic import SecretStr

    from bot.app import Bot
    from bot.clock import ShiftedClock
    from bot.commands.run import run_until
    from bot.config import (
        DatabaseSettings,
        DeliverySettings,
        FilesSettings,
        Settings,
        TelegramSettings,
    )
    from bot.workplace import open_workplace

    settings = Settings(
        telegram=TelegramSettings(
            token=SecretStr(_TOKEN),
            base_url=f"http://127.0.0.1:{port}/bot",
            file_url=f"http://127.0.0.1:{port}/file/bot",
        ),
        database=DatabaseSettings(url=SecretStr(f"sqlite:///{database}")),
        files=FilesSettings(path=database.parent / "files"),
        delivery=DeliverySettings() if paced else DeliverySettings(per_second=0, chat_per_second=0),
    )

    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(15, stop.set)
        with open_workplace(settings, library) as place:
            await run_until(Bot(place, ShiftedClock(moment)), stop)

    asyncio.run(run())


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        echo(int(sys.argv[2]))
    elif sys.argv[1] == "town":
        town(int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    else:
        _, _, *rest = sys.argv
        ours(int(rest[0]), Path(rest[1]), int(rest[2]), rest[3], paced="paced" in rest[4:])
