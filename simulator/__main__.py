"""`python -m simulator`: a Telegram in a process of its own.

Prints one line of JSON with the addresses when it listens, and runs until it is interrupted.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import sys
from datetime import UTC, datetime, timedelta

from simulator.simulator import Simulator


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--token", required=True, help="the token the bot will use")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--bot-username", default="tonghop_bot")
    parser.add_argument(
        "--at",
        type=datetime.fromisoformat,
        help="start the clock here, e.g. 2021-06-15T09:00+07:00",
    )
    return parser.parse_args(arguments)


async def serve(options: argparse.Namespace) -> None:
    """Run a simulator on a shifted clock until SIGINT or SIGTERM."""
    now = datetime.now(UTC)
    start = options.at or now
    shift: timedelta = start - now
    simulator = Simulator(
        options.token, lambda: datetime.now(start.tzinfo) + shift, options.bot_username
    )
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await simulator.start(options.host, options.port)
    try:
        addresses = {
            "page": simulator.page_url,
            "base_url": simulator.base_url,
            "file_url": simulator.file_url,
        }
        print(json.dumps(addresses), flush=True)  # noqa: T201  (for whoever started the process)
        await stopped.wait()
    finally:
        await simulator.stop()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(parse(sys.argv[1:])))
