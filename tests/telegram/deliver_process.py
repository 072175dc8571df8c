"""The delivery of a bench as a process of its own, to be killed."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.clock import Clock
from tests.telegram.bench import Bench


def deliver(folder: str, base_url: str, file_url: str) -> None:
    """In the new process."""
    addresses: Any = SimpleNamespace(base_url=base_url, file_url=file_url)
    asyncio.run(_deliver(Bench(Path(folder), addresses, Clock())))


async def _deliver(bench: Bench) -> None:
    await bench.api.initialize()
    await bench.delivery().run()
