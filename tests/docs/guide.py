"""The operator's guide, read as what it is: commands to be typed on a machine, in their order."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from simulator import Simulator
from tests.sources import ROOT, read
from tests.telegram.bot_process import FORKS, PATIENCE, Process, command

GUIDE = "docs/vi/huong-dan-quan-tri.md"
HOME = "/srv/tonghop"
UNIT = "/etc/systemd/system/tonghop.service"
BECOME, LEAVE = "sudo -iu tonghop", "exit"
# What makes a machine, an account and a checkout of it: not played.
_OF_THE_MACHINE = (
    "sudo apt ", "sudo useradd ", "sudo chown ", "sudo -u postgres ", "sudo journalctl ",
    "sudo systemctl daemon-reload", "git ", "(cd app && make ", "echo ", ". ./", "nano ",
)  # fmt: skip
_PLAIN = ("cp", "mv", "chmod", "mkdir", "sed")


def sections() -> dict[str, list[str]]:
    """Commands by the number of their section; those before the first have none."""
    parts = re.split(r"^## (?:(\d+)\.)?.*$", read(GUIDE), flags=re.MULTILINE)
    numbered = zip(parts[1::2], parts[2::2], strict=True)
    return {number: _commands(text) for number, text in numbered if number}


def _commands(text: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def in_folder(folder: str, arguments: list[str], output: str) -> None:
    """In the new process."""
    os.chdir(folder)
    command(arguments, {}, output)


@dataclass
class Machine:
    """`folder` stands for /srv/tonghop. `inside`: whoever types is the account `tonghop`, which may
    do nothing that takes `sudo`; None where a section may begin as either."""

    folder: Path
    sim: Simulator
    service: Process | None = None
    started: list[ForkServerProcess] = field(default_factory=list)
    typed: int = 0
    inside: bool | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir()
        (self.folder / "app").symlink_to(ROOT)

    def edit(self, *changes: tuple[str, str], name: str = "config.toml") -> None:
        """What `nano` is for."""
        text = (self.folder / name).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (self.folder / name).write_text(text, "utf-8")

    def connect(self, sim: Simulator, before: str = "https://api.telegram.org/") -> None:
        self.sim = sim
        self.edit(
            (f'base_url = "{before}bot"', f'base_url = "{sim.base_url}"'),
            (f'file_url = "{before}file/bot"', f'file_url = "{sim.file_url}"'),
        )

    async def play(self, lines: list[str], instead: Mapping[str, str] | None = None) -> str:
        """Types every line; what the last command said. `instead` are words of the guide that
        stand for what is known only here."""
        said, self.inside = "", None
        for line in lines:
            for word, meant in (instead or {}).items():
                line = line.replace(word, meant)
            said = await self.type(line)
        return said

    async def type(self, line: str) -> str:
        self._as_whom(line)
        first, both, second = line.partition(" && ")
        if both and first.startswith("tonghop "):
            return await self.type(first) + await self.type(second)
        if line in (BECOME, LEAVE) or line.startswith(_OF_THE_MACHINE):
            return ""
        line = line.replace("/etc/systemd/system/", f"{self.folder}/").replace(
            HOME, f"{self.folder}"
        )
        words = shlex.split(line)
        if words[:2] == ["sudo", "systemctl"]:
            await self._systemctl(words[2])
            return ""
        if words[words[0] == "sudo"] in _PLAIN:
            words = words[words[0] == "sudo" :]
            await asyncio.to_thread(subprocess.run, words, cwd=self.folder, check=True)
            return ""
        assert words[0] == "tonghop", f"nobody knows how to play {line!r}"
        process = self.start(*words[1:])
        assert await process.ended() == 0, process.said
        return process.said

    def _as_whom(self, line: str) -> None:
        """Fails where the guide has the wrong account type a line."""
        takes_root = line.startswith("sudo ")
        assert self.inside is not takes_root, f"typed by the wrong account: {line!r}"
        self.inside = line == BECOME or not (takes_root or line == LEAVE)

    def start(self, *arguments: str) -> Process:
        self.typed += 1
        log = self.folder / f"said-{self.typed}.txt"
        process = FORKS.Process(
            target=in_folder, args=(str(self.folder), list(arguments), str(log)), daemon=True
        )
        process.start()
        self.started.append(process)
        return Process(process, log)

    async def _systemctl(self, verb: str) -> None:
        if verb in ("stop", "restart"):
            assert self.service is not None and await self.service.stop() == 0
        if verb in ("start", "restart", "enable"):
            self.service = self.start(*self.served())
            await self.up(self.service)

    def served(self) -> list[str]:
        """What the unit has systemd start, behind `tonghop`."""
        unit = (self.folder / Path(UNIT).name).read_text("utf-8")
        [line] = re.findall(r"^ExecStart=\S+/tonghop (.+)$", unit, re.MULTILINE)
        return shlex.split(line.replace(HOME, str(self.folder)))

    async def up(self, service: Process) -> None:
        """Until it works, and its first daily backup is there: what the doctor looks for."""
        await said(service, "Đã kết nối")
        await self.sim.wait_for(lambda: self.sim.polling, within=PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while not self.archives():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    def archives(self) -> list[Path]:
        return sorted(self.folder.glob("var/backups/*.tar.gz*"))

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.join()


async def said(process: Process, text: str) -> None:
    """Until it has said so."""
    async with asyncio.timeout(PATIENCE):
        while text not in process.said:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
