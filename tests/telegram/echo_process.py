"""The echo bot as a process of its own, to be killed: FOLDER BASE_URL FILE_URL."""

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.clock import Clock
from bot.redaction import set_up_logging
from tests.telegram.bench import Bench
from tests.telegram.echo import Echo


async def main(folder: Path, base_url: str, file_url: str) -> None:
    addresses: Any = SimpleNamespace(base_url=base_url, file_url=file_url)
    bench = Bench(folder, addresses, Clock())
    await bench.api.initialize()
    delivery, echo = bench.delivery(), Echo(bench)
    await echo.application.initialize()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(delivery.run())
        tasks.create_task(echo.inbox.run())
        tasks.create_task(echo.poller.run())


if __name__ == "__main__":
    set_up_logging()
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
