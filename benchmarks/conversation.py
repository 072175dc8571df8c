"""Our bot beside a bare python-telegram-bot echo, against the same minimal Bot API server.

python -m benchmarks.conversation [--chats 1 50 500] [--seconds 10] [--runs 3] [--json]

Every chat answers as soon as it is asked. Our bot asks the form of a unit of the real plan, from
/baocao to the receipt, and stores every answer (SQLite, WAL, synchronous=FULL) before the next
question goes out; limits on its pace are off unless --paced. The echo stores nothing. The two take
turns, so that a machine that slows down slows both. In the end the database is compared with what
was said.

What a bulk of reminders costs those who talk: compare p95 of
--offered 8 --paced --bots ours, without and with --reminding.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.crowd import Script
from benchmarks.crowded_town import crowded, faults, furnish, script_for
from benchmarks.telegram_server import Load, Seen

_ROOT = Path(__file__).resolve().parent.parent
_FASTEST = 3_000  # updates a second nobody will reach
_SHORTEST = 15  # answers of one report, at least
_REMINDED = 1_500  # people, of whom a tick tells five hundred
_ECHO = Script("Mở ba lớp.", {})


@dataclass(frozen=True)
class Result:
    """Medians over the runs. Waits are in milliseconds, memory in MB, `server` a share of one
    core."""

    bot: str
    chats: int
    answers_per_second: float
    updates_per_second: float
    p50: float
    p95: float
    p99: float
    cpu_ms_per_update: float
    memory: float
    server: float


class Town:
    """A folder with the furnished database, copied for each run."""

    def __init__(self, folder: Path, people: int, options: argparse.Namespace) -> None:
        self.people, self.kind, self.paced = people, options.unit, options.paced
        kind = options.unit
        library = crowded(people, kind, folder / "forms")
        self.form = library.current.forms[library.current.units[0].form]
        self._folder = folder
        self._template = folder / "template.sqlite"
        furnish(self._template, library, reminding=options.reminding)

    def fresh(self) -> Path:
        path = self._folder / "run" / "bot.sqlite"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(self._template, path)
        return path


def main() -> int:
    options = _options()
    total = options.seconds + options.warm_up
    rate = options.offered or _FASTEST
    people = max(options.chats) + int(rate * total / _SHORTEST)
    if options.reminding:
        people = max(people, _REMINDED)
    with tempfile.TemporaryDirectory(prefix="tonghop-", dir=options.dir) as folder:
        town = Town(Path(folder), people, options)
        results = [one for chats in options.chats for one in _compared(town, chats, options)]
    if options.json:
        print(json.dumps([asdict(one) for one in results], indent=2))
    else:
        _print_table(results)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chats", type=int, nargs="+", default=[1, 50, 500])
    parser.add_argument("--seconds", type=float, default=10.0, help="measured in each run")
    parser.add_argument("--warm-up", type=float, default=3.0, help="seconds before that")
    parser.add_argument("--runs", type=int, default=3, help="of each bot, in turn")
    parser.add_argument("--delay", type=float, default=0.0, help="ms a call of the API takes")
    parser.add_argument("--offered", type=float, default=0.0, help="answers/s; 0: all at once")
    parser.add_argument("--paced", action="store_true", help="at the pace Telegram allows")
    parser.add_argument("--reminding", action="store_true", help="everybody is due a reminder")
    parser.add_argument("--bots", nargs="+", choices=["echo", "ours"], default=["echo", "ours"])
    parser.add_argument("--unit", default="kinh-te", help="whose form is asked")
    parser.add_argument("--dir", help="where the database lies; a disk, not memory")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _compared(town: Town, chats: int, options: argparse.Namespace) -> list[Result]:
    seen: dict[str, list[Seen]] = {bot: [] for bot in options.bots}
    for _ in range(options.runs):
        for bot, runs in seen.items():
            script = _ECHO if bot == "echo" else script_for(town.form)
            load = Load(
                chats,
                options.seconds,
                options.warm_up,
                options.delay / 1000,
                options.offered,
                script,
            )
            runs.append(_run(bot, town, load))
    return [_summed_up(bot, chats, runs) for bot, runs in seen.items()]


def _run(bot: str, town: Town, load: Load) -> Seen:
    """Raises SystemExit when the database holds anything but what was said."""
    database = town.fresh()
    with _process("telegram_server", json.dumps(asdict(load)), talks=True) as server:
        assert server.stdin and server.stdout
        port = server.stdout.readline().strip()
        more = (
            []
            if bot == "echo"
            else [
                str(database),
                str(town.people),
                town.kind,
                *(["paced"] if town.paced else []),
            ]
        )
        with _process("bots", bot, port, *more) as process:
            print(process.pid, file=server.stdin, flush=True)
            seen = Seen(**json.loads(server.stdout.readline()))
    wrong = faults(database, town.form, seen.given) if bot == "ours" else []
    if seen.unanswered:
        wrong.append(f"{seen.unanswered} chats were never answered")
    if wrong:
        raise SystemExit("\n".join(wrong[:20]))
    return seen


@contextmanager
def _process(module: str, *arguments: str, talks: bool = False) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    pipe = subprocess.PIPE if talks else None
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True, env=quiet
    ) as process:
        try:
            yield process
        finally:
            if process.stdin is None:
                process.terminate()


def _summed_up(bot: str, chats: int, runs: list[Seen]) -> Result:
    def share(part: float) -> float:
        return median(_at(sorted(seen.waits), part) for seen in runs)

    return Result(
        bot=bot,
        chats=chats,
        answers_per_second=median(seen.answers / seen.seconds for seen in runs),
        updates_per_second=median(seen.steps / seen.seconds for seen in runs),
        p50=share(0.50),
        p95=share(0.95),
        p99=share(0.99),
        cpu_ms_per_update=median(seen.bot_cpu / max(seen.steps, 1) * 1000 for seen in runs),
        memory=median(seen.memory for seen in runs),
        server=median(seen.server_cpu / seen.seconds for seen in runs),
    )


def _at(waits: list[float], part: float) -> float:
    return waits[min(int(len(waits) * part), len(waits) - 1)] if waits else float("nan")


def _print_table(results: list[Result]) -> None:
    print(
        f"{'bot':6}{'chats':>6}{'answers/s':>11}{'÷ echo':>8}{'updates/s':>11}{'p50 ms':>9}"
        f"{'p95':>8}{'p99':>8}{'CPU ms/update':>15}{'memory MB':>11}{'server':>8}"
    )
    echoes = {one.chats: one.answers_per_second for one in results if one.bot == "echo"}
    for one in results:
        echo = echoes.get(one.chats)
        ratio = f"{one.answers_per_second / echo:.2f}" if echo else ""
        print(
            f"{one.bot:6}{one.chats:>6}{one.answers_per_second:>11.0f}{ratio:>8}"
            f"{one.updates_per_second:>11.0f}{one.p50:>9.2f}{one.p95:>8.2f}{one.p99:>8.2f}"
            f"{one.cpu_ms_per_update:>15.2f}{one.memory:>11.0f}{one.server:>8.0%}"
        )


if __name__ == "__main__":
    sys.exit(main())
